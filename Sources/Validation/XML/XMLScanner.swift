/// Reads XML piece by piece, tells what is wrong with it, and goes on.
///
/// libxml2 says neither where an attribute stands nor what comes after the first mistake. This knows the place of each
/// byte, in values too; whether it missed something is asked of libxml2 in the end.
/// <https://www.w3.org/TR/xml/>
struct XMLScanner {
    /// A start tag, or one of an empty element.
    struct Tag {
        var qualified: String
        /// The offset of its `<`.
        var start: Int
        /// The offset behind its `>`.
        var end: Int
        var attributes: [RawAttribute] = []
        var isEmpty = false
    }

    /// An attribute whose namespace is not known yet.
    struct RawAttribute {
        var qualified: String
        var start: Int
        var value: SourceText
        var valueStart: Int
    }

    enum Event {
        case start(Tag)
        case end(qualified: String, at: Int)
        case text(SourceText)
        case instruction(target: String, text: String, at: Int)
        case doctype(root: String, at: Int)
        case comment
    }

    let bytes: [UInt8]
    var index = 0
    var notes = Notes()
    /// What the document's own declarations say that names stand for.
    var entities: [String: [UInt8]] = [:]
    /// How many bytes such names have become so far.
    var expanded = 0
    /// Whether `?>` was looked for up to the end and not found: nobody shall make us look again and again.
    var hasNoMoreInstructions = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark is no part of the text.
        if Bytes.has("\u{FEFF}", in: bytes, at: 0) { index = 3 }
    }

    /// The next piece; nil at the end.
    mutating func next() -> Event? {
        guard index < bytes.count else { return nil }
        guard bytes[index] == UInt8(ascii: "<") else { return .text(text()) }
        if isNameStart(at: index + 1) { return .start(tag()) }
        switch byte(at: index + 1) {
        case UInt8(ascii: "/") where isNameStart(at: index + 2): return end()
        case UInt8(ascii: "?"): return instruction()
        case UInt8(ascii: "!"):
            if Bytes.has("<!--", in: bytes, at: index) { return comment() }
            if Bytes.has("<![CDATA[", in: bytes, at: index) { return .text(cdata()) }
            if Bytes.has("<!DOCTYPE", in: bytes, at: index) { return doctype() }
        default: break
        }
        notes.add(
            .unescapedLessThan,
            at: index,
            "a \"<\" that begins no tag stands in the text",
            fix: "write &lt; in its place"
        )
        var text = SourceText()
        text.append(index..<index + 1, of: bytes)
        index += 1
        return .text(text)
    }

    func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    func isNameStart(at index: Int) -> Bool {
        let byte = byte(at: index)
        return Bytes.isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte >= 0x80
    }

    private func isName(_ byte: UInt8) -> Bool {
        Bytes.isLetter(byte) || Bytes.isDigit(byte) || byte >= 0x80 || "_:-.".utf8.contains(byte)
    }

    /// Takes the name that begins here; empty where there is none.
    mutating func name() -> String {
        let start = index
        while index < bytes.count, isName(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// Passes white space, and tells whether there was any.
    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = index
        while index < bytes.count, Bytes.isSpace(bytes[index]) { index += 1 }
        return index > start
    }

    private mutating func text() -> SourceText {
        let end = Bytes.first(UInt8(ascii: "<"), in: bytes, from: index, to: bytes.count) ?? bytes.count
        if let place = Bytes.first("]]>", in: bytes, from: index, to: end) {
            notes.add(
                .notWellFormed,
                at: place,
                "\"]]>\" stands in the text, which XML allows only at the end of a CDATA section",
                fix: "write ]]&gt;"
            )
        }
        let text = decoded(index..<end)
        index = end
        return text
    }

    private mutating func cdata() -> SourceText {
        let start = index
        var text = SourceText()
        let end = Bytes.first("]]>", in: bytes, from: start + 9)
        if end == nil {
            notes.add(
                .notWellFormed,
                at: start,
                "a CDATA section begins here and never ends",
                fix: "write ]]> behind the text"
            )
        }
        text.append(start + 9..<(end ?? bytes.count), of: bytes)
        index = end.map { $0 + 3 } ?? bytes.count
        return text
    }

    private mutating func comment() -> Event {
        let start = index
        guard let dashes = Bytes.first("--", in: bytes, from: start + 4) else {
            notes.add(
                .notWellFormed,
                at: start,
                "a comment begins here and never ends",
                fix: "write --> behind it"
            )
            index = bytes.count
            return .comment
        }
        if byte(at: dashes + 2) == UInt8(ascii: ">") {
            index = dashes + 3
            return .comment
        }
        notes.add(
            .notWellFormed,
            at: dashes,
            "\"--\" stands within a comment",
            fix: "write a single - or another sign"
        )
        index = Bytes.first("-->", in: bytes, from: dashes).map { $0 + 3 } ?? bytes.count
        return .comment
    }

    private mutating func end() -> Event {
        let start = index
        index += 2
        let qualified = name()
        skipSpace()
        if byte(at: index) == UInt8(ascii: ">") {
            index += 1
        } else {
            notes.add(
                .notWellFormed,
                at: index < bytes.count ? index : start,
                "the end tag </\(qualified) is not closed by \">\"",
                fix: "write </\(qualified)>"
            )
            let next = Bytes.first(UInt8(ascii: "<"), in: bytes, from: index, to: bytes.count) ?? bytes.count
            index = Bytes.first(UInt8(ascii: ">"), in: bytes, from: index, to: next).map { $0 + 1 } ?? next
        }
        return .end(qualified: qualified, at: start)
    }
}
