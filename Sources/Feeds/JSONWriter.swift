/// Writes one JSON document in UTF-8, its members in the order in which they are told.
///
/// <https://www.rfc-editor.org/rfc/rfc8259>
struct JSONWriter {
    private var bytes: [UInt8]
    private var isFirst = true
    private var place = 0

    /// A writer with room for so many bytes before it has to grow.
    init(capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Writes an object whose members `content` writes.
    mutating func object(_ content: (inout JSONWriter) -> Void) {
        open("{")
        content(&self)
        close("}")
    }

    /// Writes a member of text, or nothing where there is none.
    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        begin(name)
        string(text)
    }

    /// Writes a member of a whole number, or nothing where there is none.
    mutating func member(_ name: StaticString, _ number: Int64?) {
        guard let number else { return }
        begin(name)
        bytes += String(number).utf8
    }

    /// Writes a member that is an array of texts, or nothing where there are none.
    mutating func member(_ name: StaticString, _ texts: [String]) {
        if texts.isEmpty { return }
        begin(name)
        open("[")
        for text in texts {
            separate()
            string(text)
        }
        close("]")
    }

    /// Writes a member that is an array of objects, each on a line of its own.
    mutating func member<Value>(
        _ name: StaticString,
        _ values: [Value],
        content: (inout JSONWriter, Value) -> Void
    ) {
        begin(name)
        open("[")
        for value in values {
            separate()
            bytes.append(UInt8(ascii: "\n"))
            object { content(&$0, value) }
        }
        close("]")
    }

    /// Begins a member that is an array of objects, which are written as pieces.
    mutating func cut(in name: StaticString) {
        begin(name)
        open("[")
        place = bytes.count
        close("]")
    }

    /// Ends the document and returns its bytes before and behind the cut.
    consuming func finishInTwo() -> (head: [UInt8], tail: [UInt8]) {
        bytes.append(UInt8(ascii: "\n"))
        return (Array(bytes[..<place]), Array(bytes[place...]))
    }

    /// An object of the array at the cut, on a line of its own.
    static func piece(capacity: Int, _ content: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: capacity)
        json.bytes.append(UInt8(ascii: "\n"))
        json.object(content)
        return json.bytes
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        isFirst = true
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        isFirst = false
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    private mutating func begin(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// JSON could carry what XML cannot; it is replaced all the same, so that the three formats say one thing.
    private mutating func string(_ text: String) {
        var text = text.legalInXML
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { escape($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        while let index = text.firstIndex(
            from: start,
            suspects: {
                $0.less(than: 0x20) | $0.equal(to: UInt8(ascii: "\"")) | $0.equal(to: UInt8(ascii: "\\"))
            },
            matches: { escapeLetter(text[$0]) != nil }
        ), let letter = escapeLetter(text[index]) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(letter)
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    /// The letter that stands for this byte after a backslash, if it may not stand for itself.
    private func escapeLetter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        default: nil
        }
    }
}
