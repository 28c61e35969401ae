import Glibc

/// Makes plain Markdown of a body that is written in a tool's dialect of it.
///
/// Each tool's part is an extension of its own. Lines are counted in the text as it was.
struct Translation {
    let dialect: Dialect
    /// Of the article, relative to its folder.
    let path: String
    /// The line of its file on which the text begins.
    var firstLine: Int
    /// Where a text stands in another that is read by itself, in bytes.
    var firstOffset = 0
    /// What templates may ask of the article, by the names of its head.
    let page: [Dialect.Variable]
    private(set) var inserts: [Insert] = []
    private(set) var warnings: [Problem] = []
    /// What names stand for that a text of Jekyll's gives.
    var assigned: [String: LiquidValue] = [:]
    /// Where the text is code; found where it is asked for.
    var code: [Range<Int>]?
    /// Of the values that were put in, in bytes.
    private var given = 0
    /// What is warned of already, so that each thing is told once: which warning that is, and what it is of.
    private var told: [String: (warning: Int, offset: Int)] = [:]
    /// Those that stand in the text.
    var tags: [String] = []
    /// What the text refers to by names, with its lines.
    private(set) var references: [Article.Reference] = []
    /// The same, as it is written, without what stands behind a `#`.
    private var names: [(name: String, written: String)] = []

    /// More of one file help nobody.
    private static let mostWarnings = 20
    private static let mostReferences = 200
    /// In bytes.
    private static let mostGiven = 4 << 20

    init(_ dialect: Dialect, path: String, firstLine: Int, page: [Dialect.Variable]) {
        self.dialect = dialect
        self.path = path
        self.firstLine = firstLine
        self.page = page
    }

    /// The text in Markdown that means the same to every reader of it.
    mutating func markdown(of text: String) -> String {
        let markdown =
            switch dialect.tool {
            case .plain: text
            case .hugo: withoutBlockAttributes(withoutHeadingNames(hugo(text)))
            case .jekyll: withoutHeadingNames(kramdown(Self.withEndsOfBlocks(liquid(text))))
            case .zola: withoutHeadingNames(zolaLinks(zola(text)))
            case .pelican: pelican(text)
            case .obsidian: obsidian(text)
            }
        if !names.isEmpty { locateReferences(in: text) }
        // Nobody who reads the Markdown would understand what stands for an address: such a text has inserts.
        if inserts.isEmpty, NamedAddress.isFound(in: markdown) || markdown.hasBytes("%5B%5B") {
            inserts.append(Insert(html: "", isBlock: false))
        }
        return markdown
    }

    /// Remembers a reference to what should be an article.
    mutating func note(_ reference: String, written: String? = nil) {
        let name = String(reference.prefix { $0 != "#" })
        if name.isEmpty || names.count == Self.mostReferences { return }
        names.append((name, written ?? name))
    }

    /// Finds the lines of what is noted: most of it stands in the text in that order.
    private mutating func locateReferences(in text: String) {
        let bytes = Array(text.utf8)
        var (place, line, counted) = (0, firstLine, 0)
        for (name, written) in names {
            guard let found = bytes.place(of: written, from: place) ?? bytes.place(of: written, from: 0)
            else { continue }
            if found < counted { (line, counted) = (firstLine, 0) }
            line += bytes[counted..<found].count { $0 == UInt8(ascii: "\n") }
            (place, counted) = (found + written.utf8.count, found)
            references.append(Article.Reference(name: name, line: line))
        }
    }

    /// The Markdown above the divider that the tool knows; nil where there is none.
    func summary(of markdown: String) -> String? {
        let found = dialect.dividers.compactMap { markdown.hasBytes($0) ? markdown.firstRange(of: $0) : nil }
        return found.min { $0.lowerBound < $1.lowerBound }.map { String(markdown[..<$0.lowerBound]) }
    }

    /// Keeps HTML as it is, and says the mark that stands for it.
    mutating func insert(_ html: String, isBlock: Bool) -> String {
        inserts.append(Insert(html: html, isBlock: isBlock))
        return Insert.mark(inserts.count - 1)
    }

    /// Whether a value may be put in, so that a short text with many of them makes no endless one.
    mutating func affords(_ text: String) -> Bool {
        given += text.utf8.count
        return given <= Self.mostGiven
    }

    /// Reports what is not understood: once for each message, or for each of the things that it names, where it stands first.
    mutating func warn(_ message: String, at offset: Int, of bytes: [UInt8], once thing: String? = nil) {
        let known = told[thing ?? message]
        let place = firstOffset + offset
        // What stands in another is read before that.
        guard known.map({ place < $0.offset }) ?? (warnings.count < Self.mostWarnings) else { return }
        let line = firstLine + bytes[..<min(offset, bytes.count)].count { $0 == UInt8(ascii: "\n") }
        let warning = Problem(file: path, line: line, message: message, severity: .warning)
        let number = known?.warning ?? warnings.count
        warnings.replaceSubrange(number..<(known == nil ? number : number + 1), with: [warning])
        told[thing ?? message] = (number, place)
    }

    /// A link to a page elsewhere that stands for what cannot be shown here.
    mutating func link(to url: String) -> String {
        insert("<a href=\"\(url.escapedForAttribute)\">\(url.escapedForHTML)</a>", isBlock: false)
    }

    /// Code as it stands.
    mutating func code(_ text: String) -> String {
        let lines =
            text.hasPrefix("\n") ? text.dropFirst() : text.hasPrefix("\r\n") ? text.dropFirst() : text[...]
        return insert("<pre><code>\(String(lines).escapedForHTML)</code></pre>", isBlock: true)
    }
}

extension String {
    /// Whether these bytes stand in the text: no rule about characters is asked, which takes a hundred times as long.
    func hasBytes(_ wanted: String) -> Bool {
        var (text, wanted) = (self, wanted)
        return text.withUTF8 { text in
            wanted.withUTF8 {
                UnsafeRawBufferPointer(text).place(of: UnsafeRawBufferPointer($0), from: 0) != nil
            }
        }
    }

    /// The text as Markdown that shows it so.
    var escapedForMarkdown: String {
        var escaped = ""
        for character in self {
            if "\\`*_[]<>".contains(character) { escaped += "\\" }
            escaped.append(character)
        }
        return escaped
    }
}

extension UnsafeRawBufferPointer {
    /// Where these bytes stand, at or behind a place.
    fileprivate func place(of wanted: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = baseAddress, let wantedBase = wanted.baseAddress, let first = wanted.first else {
            return nil
        }
        var position = start
        while position + wanted.count <= count {
            guard let found = memchr(base + position, Int32(first), count - position - wanted.count + 1)
            else {
                return nil
            }
            if memcmp(found, wantedBase, wanted.count) == 0 { return UnsafeRawPointer(found) - base }
            position = UnsafeRawPointer(found) - base + 1
        }
        return nil
    }
}

extension [UInt8] {
    /// Where these bytes stand, at or behind a place.
    func place(of wanted: StaticString, from start: Int) -> Int? {
        withUnsafeBytes { bytes in
            wanted.withUTF8Buffer { bytes.place(of: UnsafeRawBufferPointer($0), from: start) }
        }
    }

    /// Where these bytes stand last.
    func lastPlace(of wanted: StaticString) -> Int? {
        let count = wanted.utf8CodeUnitCount
        return indices.dropLast(Swift.max(0, count - 1)).last { has(wanted, at: $0) }
    }

    /// Where this text stands, at or behind a place.
    func place(of wanted: String, from start: Int) -> Int? {
        var wanted = wanted
        return withUnsafeBytes { bytes in
            wanted.withUTF8 { bytes.place(of: UnsafeRawBufferPointer($0), from: start) }
        }
    }

    /// Whether these bytes stand at a place.
    func has(_ wanted: StaticString, at place: Int) -> Bool {
        guard place >= 0, place + wanted.utf8CodeUnitCount <= count else { return false }
        return wanted.withUTF8Buffer { self[place..<(place + $0.count)].elementsEqual($0) }
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: self[range], as: UTF8.self)
    }
}
