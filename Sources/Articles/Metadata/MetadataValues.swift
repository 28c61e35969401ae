import Foundation

extension FrontMatter.Value {
    /// Whether nothing is meant. https://yaml.org/spec/1.2.2/#1032-tag-resolution
    var isNothing: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        switch text {
        case "", "~", "null", "Null", "NULL": return true
        default: return false
        }
    }
}

extension FrontMatter.Field {
    /// An error at this key.
    func problem(_ message: String, in file: FrontMatter.Source, line: Int? = nil) -> Problem {
        file.problem(message, line: line ?? self.line)
    }

    /// The text without white space around it; nil where there is none.
    func text(in file: FrontMatter.Source) throws(Problem) -> String? {
        try text(of: value, in: file)
    }

    /// Texts, from a list or from one text with commas between them.
    func texts(in file: FrontMatter.Source) throws(Problem) -> [String] {
        guard case .list(let items) = value.content else {
            guard let text = try text(in: file) else { return [] }
            return text.split(separator: ",").compactMap { String($0).trimmedToNil }
        }
        var texts: [String] = []
        for item in items {
            guard let text = try text(of: item, in: file) else { continue }
            texts.append(text)
        }
        return texts
    }

    /// The texts of the value, whatever else it holds: for keys that other tools may use in their own way.
    var scalars: [String] {
        let items = if case .list(let items) = value.content { items } else { [value] }
        return items.compactMap { item in
            guard case .scalar(let text, _) = item.content, !item.isNothing else { return nil }
            return text.trimmedToNil
        }
    }

    /// Whether the value says true; nil where it says neither that nor false.
    var bool: Bool? {
        guard case .scalar(let text, _) = value.content else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    /// The moment that the value means; nil where there is no value.
    func date(
        in zone: WrittenDate.Zone,
        of file: FrontMatter.Source,
        within years: ClosedRange<Int> = WrittenDate.years
    ) throws(Problem) -> Date? {
        try writtenDate(in: file, within: years)?.date(in: zone)
    }

    /// The date as it is written; nil where there is no value.
    func writtenDate(
        in file: FrontMatter.Source,
        within years: ClosedRange<Int> = WrittenDate.years
    ) throws(Problem) -> WrittenDate? {
        guard let text = try text(in: file) else { return nil }
        guard let date = WrittenDate(text, within: years) else {
            let reason = WrittenDate.doubt(in: text) ?? WrittenDate.fault(in: text, within: years)
            let fault = reason.map { ": \($0)" } ?? ""
            throw problem(
                "\"\(text)\" is no date\(fault), write it like \(name): 2026-03-02 07:30",
                in: file
            )
        }
        return date
    }

    /// Authors, from a name, a map, or a list of these.
    func authors(in file: FrontMatter.Source) throws(Problem) -> [Article.Author] {
        let items = if case .list(let items) = value.content { items } else { [value] }
        var authors: [Article.Author] = []
        for item in items {
            guard case .map(let fields) = item.content else {
                if let name = try text(of: item, in: file) { authors.append(Article.Author(name: name)) }
                continue
            }
            let email = try fields.text("email", in: file)
            let name = try fields.text("name", in: file)
            guard let name = name ?? email else {
                throw problem("an author has no name, add name: to it", in: file, line: item.line)
            }
            authors.append(Article.Author(name: name, email: email, url: try fields.text("url", in: file)))
        }
        return authors
    }

    /// The address of a picture, from a text or a map.
    func image(in file: FrontMatter.Source) throws(Problem) -> String? {
        // Hugo's images are a list, of which the first is shown.
        if case .list(let items) = value.content {
            guard let first = items.first else { return nil }
            return try FrontMatter.Field(name: name, line: line, value: first).image(in: file)
        }
        guard case .map(let fields) = value.content else { return try text(in: file) }
        for name in ["url", "src", "image", "path"] {
            if let url = try fields.text(name, in: file) { return url }
        }
        return nil
    }

    /// Enclosures, from an address, a map, or a list of these.
    func enclosures(in file: FrontMatter.Source) throws(Problem) -> [Article.Enclosure] {
        let items = if case .list(let items) = value.content { items } else { [value] }
        var enclosures: [Article.Enclosure] = []
        for item in items {
            guard case .map(let fields) = item.content else {
                if let url = try text(of: item, in: file) { enclosures.append(Article.Enclosure(url: url)) }
                continue
            }
            guard let url = try fields.text("url", in: file) else {
                throw problem("an enclosure has no url, add url: to it", in: file, line: item.line)
            }
            enclosures.append(
                Article.Enclosure(
                    url: url,
                    length: try fields.size(in: file),
                    type: try fields.text("type", in: file),
                    duration: try fields.duration(in: file)
                )
            )
        }
        return enclosures
    }

    private func text(of value: FrontMatter.Value, in file: FrontMatter.Source) throws(Problem) -> String? {
        guard case .scalar(let text, _) = value.content else {
            let isList = if case .list = value.content { true } else { false }
            throw problem(
                "\"\(name)\" holds a \(isList ? "list" : "map"), write a text like \(name): Hello",
                in: file,
                line: value.line
            )
        }
        return value.isNothing ? nil : text.trimmedToNil
    }
}

extension [FrontMatter.Field] {
    fileprivate func text(_ name: String, in file: FrontMatter.Source) throws(Problem) -> String? {
        try field(name)?.text(in: file)
    }

    /// In bytes.
    fileprivate func size(in file: FrontMatter.Source) throws(Problem) -> Int64? {
        guard let field = field("length") ?? field("size") else { return nil }
        guard let text = try field.text(in: file) else { return nil }
        guard let size = Int64(text), size >= 0 else {
            throw field.problem("\"\(text)\" is no size in bytes, write it like length: 1048576", in: file)
        }
        return size
    }

    /// In seconds.
    fileprivate func duration(in file: FrontMatter.Source) throws(Problem) -> Double? {
        guard let field = field("duration"), let text = try field.text(in: file) else { return nil }
        var seconds = 0.0
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for part in parts {
            let isDecimal = part.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
            guard parts.count <= 3, isDecimal, let number = Double(part) else {
                throw field.problem("\"\(text)\" is no duration, write seconds or HH:MM:SS", in: file)
            }
            seconds = seconds * 60 + number
        }
        return seconds
    }

    private func field(_ name: String) -> FrontMatter.Field? {
        first { $0.name == name } ?? first { $0.name.lowercased() == name }
    }
}

extension String {
    /// The text without white space around it, or nil where nothing is left.
    fileprivate var trimmedToNil: String? {
        guard let first = utf8.first, let last = utf8.last else { return nil }
        guard first.isSpaceOrLineBreak || last.isSpaceOrLineBreak else { return self }
        let trimmed = trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }
}
