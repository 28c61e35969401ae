import Foundation

extension Translation {
    /// What Obsidian adds to Markdown. https://help.obsidian.md/Editing+and+formatting/Obsidian+Flavored+Markdown
    mutating func obsidian(_ text: String) -> String {
        var tags: [String] = []
        let markdown = MarkdownCode.rewriting(text) { part in
            var part = part
            if part.hasBytes("%%") { part = Self.withoutComments(part) }
            if part.hasBytes("[!") { part = Self.withTitledCallouts(part) }
            if part.hasBytes("==") { part = Self.withHighlights(part) }
            if part.hasBytes(" ^") { part = part.replacing(/(?m)[ \t]\^[A-Za-z0-9-]+[ \t]*$/, with: "") }
            if part.hasBytes("#") { tags += Self.tags(in: part) }
            return part.hasBytes("[[") ? Self.withLinks(part) : part
        }
        for tag in tags where !self.tags.contains(tag) { self.tags.append(tag) }
        return markdown
    }

    private static func withoutComments(_ text: String) -> String {
        let parts = text.components(separatedBy: "%%")
        // What is opened and never closed is text.
        guard parts.count > 2 else { return text }
        let kept = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        return kept.joined() + (parts.count % 2 == 0 ? "%%" + (parts.last ?? "") : "")
    }

    /// A quote of a kind begins with its title. https://help.obsidian.md/Editing+and+formatting/Callouts
    private static func withTitledCallouts(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let words = line.drop { $0 == ">" || $0 == " " || $0 == "\t" }
            guard line.first == ">" || line.first == " ", words.hasPrefix("[!"),
                let end = words.firstIndex(of: "]"), line[..<words.startIndex].contains(">")
            else { return String(line) }
            let kind = words[words.index(words.startIndex, offsetBy: 2)..<end]
            let behind = words[words.index(after: end)...]
            let title = String(behind.first.map { "+-".contains($0) } == true ? behind.dropFirst() : behind)
                .trimmed
            let shown = title.isEmpty ? kind.prefix(1).uppercased() + kind.dropFirst().lowercased() : title
            // A paragraph of its own.
            return "\(line[..<words.startIndex])**\(shown)**\n\(line[..<words.startIndex])"
        }.joined(separator: "\n")
    }

    private static func withHighlights(_ text: String) -> String {
        text.replacing(/==([^\s=](?:[^=\n]*[^\s=])?)==/) { "<strong>\($0.output.1)</strong>" }
    }

    /// Words behind a `#` that are no numbers. https://help.obsidian.md/Editing+and+formatting/Tags
    private static func tags(in text: String) -> [String] {
        var tags: [String] = []
        var before: Unicode.Scalar = "\n"
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            rest = rest.dropFirst()
            defer { before = scalar }
            guard scalar == "#", before.properties.isWhitespace || before == "(" else { continue }
            let word = rest.prefix { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "_-/".unicodeScalars.contains(scalar)
            }
            guard word.contains(where: { $0.properties.numericType == nil }) else { continue }
            tags.append(String(Substring(word)))
        }
        return tags
    }

    private static func withLinks(_ text: String) -> String {
        text.replacing(/(!?)\[\[([^\[\]\n]+)\]\]/) { match in
            let isEmbedded = !match.output.1.isEmpty
            let parts = match.output.2.replacing("\\|", with: "|").split(separator: "|", maxSplits: 1)
            guard let target = parts.first.map({ String($0).trimmed }) else { return String(match.output.0) }
            let label = parts.dropFirst().first.map { String($0).trimmed }
            return link(to: target, label: label, isEmbedded: isEmbedded)
        }
    }

    private static func link(to target: String, label: String?, isEmbedded: Bool) -> String {
        let reference = target.hasSuffix("#") ? String(target.dropLast()) : target
        let address = NamedLink.address(ofReference: reference)
        let ending = target.split(separator: ".").last?.lowercased() ?? ""
        if isEmbedded, pictures.contains(ending) {
            let size = label.flatMap { $0.firstMatch(of: /^(\d+)(?:x(\d+))?$/) }
            guard let size else { return "![\(label?.escapedForMarkdown ?? "")](\(address))" }
            let height = size.output.2.map { " height=\"\($0)\"" } ?? ""
            return "<img src=\"\(address)\" alt=\"\" width=\"\(size.output.1)\"\(height)>"
        }
        if isEmbedded, sounds.contains(ending) { return "<audio src=\"\(address)\" controls></audio>" }
        if isEmbedded, films.contains(ending) { return "<video src=\"\(address)\" controls></video>" }
        let shown = label ?? shownName(of: target)
        // A place in the same text has no address of its own in a feed.
        return target.hasPrefix("#") ? shown : "[\(shown)](\(address))"
    }

    /// As Obsidian shows it: `Note > Heading`.
    private static func shownName(of target: String) -> String {
        target.split(separator: "#").filter { !$0.hasPrefix("^") }.joined(separator: " > ").escapedForMarkdown
    }

    private static let pictures: Set = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp"]
    private static let sounds: Set = ["mp3", "m4a", "ogg", "oga", "opus", "flac", "wav"]
    private static let films: Set = ["mp4", "webm", "mov", "ogv"]
}
