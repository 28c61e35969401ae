import Glibc

/// Reads markup in which little has to be mended: each tag has its end, and is written as the standard wants it.
///
/// Most markup is so, and what libxml2 makes of it is plain; it takes five times as long. Whatever else comes up ends this
/// reader without a tree, and libxml2 reads from the start. Nothing is judged here: what may leave is the sanitizer's affair,
/// which looks at any tree alike.
struct WellFormedMarkup {
    /// An open element.
    struct Open {
        /// In the vocabulary.
        var element: Int
        /// Where its name stands, as it is written.
        var name: Range<Int>
    }

    let bytes: UnsafeBufferPointer<UInt8>
    var builder: MarkupBuilder
    private(set) var open: [Open] = []
    /// How many elements of each kind are open.
    private var counts = [Int32](repeating: 0, count: MarkupVocabulary.other + 1)
    var position = 0
    private var line = 1
    /// Where this line ends.
    private var nextBreak: Int

    /// The tree of some markup in UTF-8; nil where it has to be mended.
    static func tree(of markup: UnsafeRawBufferPointer, isFragment: Bool) -> MarkupTree? {
        guard !markup.hasControl, !markup.hasNoncharacter else { return nil }
        var reader = WellFormedMarkup(markup.bindMemory(to: UInt8.self))
        guard reader.read(isFragment: isFragment) else { return nil }
        return reader.builder.finish()
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        nextBreak = bytes.index(of: 0xA, from: 0) ?? bytes.count
        builder = MarkupBuilder(capacity: bytes.count)
        builder.tree.names = MarkupVocabulary.meanings
    }

    private mutating func read(isFragment: Bool) -> Bool {
        if isFragment {
            guard let body = MarkupVocabulary.words.index(of: "body") else { return false }
            begin(Open(element: body, name: 0..<0))
            builder.start(Int32(body), attributesFrom: 0, line: 1)
        } else {
            guard passProlog() else { return false }
        }
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<") {
                guard readTag() else { return false }
            } else {
                guard readText() else { return false }
            }
        }
        return true
    }

    /// White space and comments before the first tag, and a document type without an address, are nothing.
    private mutating func passProlog() -> Bool {
        guard passMiscellany() else { return false }
        let type = UnsafeBufferPointer(rebasing: bytes[position...].prefix(15))
        if type.isSame("<!doctype html>") { position += type.count }
        return passMiscellany()
    }

    private mutating func passMiscellany() -> Bool {
        passSpaces()
        while byte(at: position) == UInt8(ascii: "<"), byte(at: position + 1) == UInt8(ascii: "!"),
            byte(at: position + 2) == UInt8(ascii: "-")
        {
            guard passComment() else { return false }
            passSpaces()
        }
        return true
    }

    private mutating func readTag() -> Bool {
        switch byte(at: position + 1) {
        case UInt8(ascii: "/"): return readEnd()
        case UInt8(ascii: "!"): return passComment()
        default: return readStart()
        }
    }

    /// A text up to the next tag.
    private mutating func readText() -> Bool {
        let end = bytes.index(of: UInt8(ascii: "<"), from: position) ?? bytes.count
        guard isTextAllowed || bytes[position..<end].allSatisfy({ $0.isHTMLSpace }) else { return false }
        while position < end {
            let run = UnsafeBufferPointer(rebasing: bytes[position..<end])
            let stop = position + (run.index(of: UInt8(ascii: "&"), from: 0) ?? run.count)
            builder.text(UnsafeBufferPointer(rebasing: bytes[position..<stop]))
            position = stop
            guard position < end else { break }
            guard let reference = readReference() else { return false }
            reference.withBytes { builder.text($0) }
        }
        return true
    }

    /// Beside head and body, libxml2 makes a paragraph of a text.
    private var isTextAllowed: Bool {
        guard let last = open.last else { return false }
        let role = MarkupVocabulary.meanings[last.element].role
        return role != .html && role != .head
    }

    private mutating func passComment() -> Bool {
        guard byte(at: position + 2) == UInt8(ascii: "-"), byte(at: position + 3) == UInt8(ascii: "-") else {
            return false
        }
        var index = position + 4
        // Ends that are none, or half one, are for libxml2.
        if byte(at: index) == UInt8(ascii: ">") || byte(at: index) == UInt8(ascii: "-") { return false }
        while let dash = bytes.index(of: UInt8(ascii: "-"), from: index) {
            index = dash + 1
            guard byte(at: index) == UInt8(ascii: "-") else { continue }
            guard byte(at: index + 1) == UInt8(ascii: ">") else { return false }
            position = index + 2
            return true
        }
        return false
    }

    private mutating func readEnd() -> Bool {
        position += 2
        let name = readName()
        passSpaces()
        guard byte(at: position) == UInt8(ascii: ">"), let last = open.last else { return false }
        position += 1
        let word = UnsafeBufferPointer(rebasing: bytes[name])
        guard !last.name.isEmpty, word.isSame(UnsafeBufferPointer(rebasing: bytes[last.name])) else {
            return isStray(word)
        }
        open.removeLast()
        counts[last.element] -= 1
        builder.end()
        return true
    }

    mutating func begin(_ element: Open) {
        open.append(element)
        counts[element.element] += 1
    }

    /// Whether an end tag ends nothing that is open, so that libxml2 passes over it.
    ///
    /// Of some it does so only where they stand in their place.
    private func isStray(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let element = MarkupVocabulary.words.index(of: name) ?? MarkupVocabulary.other
        guard !name.isEmpty, counts[element] == 0 else { return false }
        switch MarkupVocabulary.meanings[element].role {
        case .html, .head, .body: return false
        default: return true
        }
    }

    /// What is in a script or a style sheet, up to its end tag.
    mutating func readRaw() -> Bool {
        guard let name = open.last?.name else { return false }
        let start = position
        var index = position
        while let mark = bytes.index(of: UInt8(ascii: "<"), from: index) {
            index = mark + 1
            if byte(at: index) == UInt8(ascii: "/"), index + 1 + name.count <= bytes.count {
                let word = UnsafeBufferPointer(rebasing: bytes[(index + 1)..<(index + 1 + name.count)])
                if word.isSame(UnsafeBufferPointer(rebasing: bytes[name])) {
                    builder.text(UnsafeBufferPointer(rebasing: bytes[start..<mark]))
                    position = mark
                    return true
                }
            }
            // libxml2 takes what such a text begins with for a tag.
            guard mark > start else { return false }
        }
        return false
    }
}

extension WellFormedMarkup {
    func byte(at index: Int) -> UInt8 {
        index < bytes.count ? bytes[index] : 0
    }

    /// Passes a name of an element or an attribute; libxml2 cuts those that are longer.
    mutating func readName() -> Range<Int> {
        let start = position
        guard byte(at: position).isASCIILetter else { return start..<start }
        while position - start < 90, byte(at: position).isInMarkupName { position += 1 }
        return byte(at: position).isInMarkupName ? start..<start : start..<position
    }

    mutating func passSpaces() {
        while position < bytes.count, bytes[position].isHTMLSpace { position += 1 }
    }

    /// The line on which `position` is, counted from 1.
    mutating func currentLine() -> Int32 {
        while nextBreak < position {
            line += 1
            nextBreak = bytes.index(of: 0xA, from: nextBreak + 1) ?? bytes.count
        }
        return Int32(truncatingIfNeeded: line)
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool {
        isASCIIAlphanumeric && !isASCIIDigit
    }

    fileprivate var isInMarkupName: Bool {
        isASCIIAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
            || self == UInt8(ascii: ":")
    }
}

extension UnsafeRawBufferPointer {
    /// Whether U+FFFE or U+FFFF occurs, which libxml2 takes out of texts.
    fileprivate var hasNoncharacter: Bool {
        let bytes = bindMemory(to: UInt8.self)
        var index = 0
        while let lead = bytes.index(of: 0xEF, from: index) {
            if lead + 2 < count, self[lead + 1] == 0xBF, self[lead + 2] >= 0xBE { return true }
            index = lead + 1
        }
        return false
    }
}

extension MarkupWords {
    fileprivate func index(of word: StaticString) -> Int? {
        index(of: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}
