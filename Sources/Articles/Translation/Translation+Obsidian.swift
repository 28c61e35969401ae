import Foundation

extension Translation {
    /// What Obsidian adds to Markdown. https://help.obsidian.md/Editing+and+formatting/Obsidian+Flavored+Markdown
    mutating func obsidian(_ text: String) -> String {
        let text = Self.withoutBlockNames(text)
        var found = ObsidianTags()
        let markdown = MarkdownCode.rewriting(text.hasBytes("%%") ? withoutComments(text) : text) { part in
            var part = part
            if part.hasBytes("[!") { part = Self.withTitledCallouts(part) }
            if part.hasBytes("==") { part = Self.withHighlights(part) }
            if part.hasBytes(" ^") { part = part.replacing(/(?m)[ \t]\^[A-Za-z0-9-]+[ \t]*$/, with: "") }
            if part.hasBytes("#") || part.hasBytes("--") { found.read(part) }
            if part.hasBytes("](") { part = Self.withSizedPictures(part) }
            return part.hasBytes("[[") ? Self.withLinks(part) : part
        }
        for tag in found.tags where !tags.contains(tag) { tags.append(tag) }
        return markdown
    }

    /// What stands between two `%%` goes, code in it too; and what stands behind the last one where it closes nothing.
    private mutating func withoutComments(_ text: String) -> String {
        var kept = ""
        var isComment = false
        var (offset, opening) = (0, 0)
        for part in MarkdownCode.parts(of: text) {
            var rest = part.text[...]
            while isComment || !part.isCode, let mark = rest.firstRange(of: "%%") {
                if !isComment {
                    kept += rest[..<mark.lowerBound]
                    opening =
                        offset + part.text.utf8.distance(from: part.text.startIndex, to: mark.lowerBound)
                }
                isComment.toggle()
                rest = rest[mark.upperBound...]
            }
            if !isComment { kept += rest }
            offset += part.text.utf8.count
        }
        if isComment {
            let message =
                "\"%%\" opens a comment that is never closed, so all behind it is left out; close it with %%"
            warn(message, at: opening, of: Array(text.utf8))
        }
        return kept
    }

    /// `![text|300](address)`: the number is the width that it is shown with.
    ///
    /// <https://help.obsidian.md/Linking+notes+and+files/Embed+files#Embed+an+image+in+a+note>
    private static func withSizedPictures(_ text: String) -> String {
        let sized = /!\[([^\[\]\n|]*)\|(\d{1,5})(?:x(\d{1,5}))?\]\(([^\s()<>"']+)\)/
        let pictures = text.replacing(sized) { match in
            let height = match.output.3.map { " height=\"\($0)\"" } ?? ""
            let alternative = String(match.output.1).escapedForAttribute
            let source = String(match.output.4).escapedForAttribute
            return "<img src=\"\(source)\" alt=\"\(alternative)\" width=\"\(match.output.2)\"\(height)>"
        }
        // Of an address with a title only the text is put right.
        return pictures.replacing(/!\[([^\[\]\n|]*)\|\d{1,5}(?:x\d{1,5})?\]\(/) { "![\($0.output.1)](" }
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

    private static func withLinks(_ text: String) -> String {
        text.replacing(/(\\*)(!?)\[\[([^\[\]\n]+)\]\]/) { match in
            let isEscaped = match.output.1.count % 2 == 1
            // `\[[` is text, and `\![[` a link behind a sign.
            if isEscaped, match.output.2.isEmpty { return String(match.output.0) }
            let isEmbedded = !match.output.2.isEmpty && !isEscaped
            let front = match.output.1 + (isEscaped ? match.output.2 : "")
            let parts = match.output.3.replacing("\\|", with: "|").split(separator: "|", maxSplits: 1)
            guard let target = parts.first.map({ String($0).trimmed }) else { return String(match.output.0) }
            let label = parts.dropFirst().first.map { String($0).trimmed }
            return front + link(to: target, label: label, isEmbedded: isEmbedded)
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
        let shown = label ?? name(ofLinkTo: target).escapedForMarkdown
        // A place in the same text has no address of its own in a feed.
        return target.hasPrefix("#") ? shown : "[\(shown)](\(address))"
    }

    /// As Obsidian shows it: `Note > Heading`.
    static func name(ofLinkTo target: String) -> String {
        target.split(separator: "#").filter { !$0.hasPrefix("^") }.joined(separator: " > ")
    }

    private static let pictures: Set = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp"]
    private static let sounds: Set = ["mp3", "m4a", "ogg", "oga", "opus", "flac", "wav"]
    private static let films: Set = ["mp4", "webm", "mov", "ogv"]
}
