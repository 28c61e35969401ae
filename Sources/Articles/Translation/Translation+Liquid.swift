extension Translation {
    /// Liquid, as Jekyll runs it over a text before Markdown, also over its code. https://shopify.github.io/liquid/
    mutating func liquid(_ text: String) -> String {
        guard text.hasBytes("{{") || text.hasBytes("{%") else { return text }
        let bytes = Array(text.utf8)
        var result = ""
        var start = 0
        var position = 0
        var (isTagEndless, isOutputEndless) = (false, false)
        var endless: Set<String> = []
        var ends = ShortcodeEnds(bytes)
        while let brace = bytes[position...].firstIndex(of: UInt8(ascii: "{")) {
            let isTag = bytes.has("{%", at: brace)
            guard isTag || bytes.has("{{", at: brace) else {
                position = brace + 1
                continue
            }
            // Where nothing is closed any more, no end is looked for.
            let isEndless = isTag ? isTagEndless : isOutputEndless
            let end = isEndless ? nil : ends.next(isTag ? "%}" : "}}", from: brace + 2)
            let found = end.flatMap { LiquidMark(bytes, at: brace, isTag: isTag, closedAt: $0) }
            guard let mark = found, isClosed(mark, isTag: isTag) else {
                if found == nil { if isTag { isTagEndless = true } else { isOutputEndless = true } }
                result += bytes.string(start..<brace)
                position = leaveOut(from: brace, in: bytes, isTag: isTag)
                start = position
                continue
            }
            result += bytes.string(start..<brace)
            if mark.trimsBefore { while result.last?.isWhitespace ?? false { result.removeLast() } }
            if isTag {
                position = tag(mark, in: bytes, to: &result, endless: &endless)
            } else {
                result += output(mark, in: bytes)
                position = mark.end
            }
            if mark.trimsAfter {
                while position < bytes.count, bytes[position].isSpaceOrLineBreak { position += 1 }
            }
            start = position
        }
        return result + bytes.string(min(start, bytes.count)..<bytes.count)
    }

    /// Whether the end that was found is its own, and not that of another one further down.
    private func isClosed(_ mark: LiquidMark, isTag: Bool) -> Bool {
        if mark.holdsAnother { return false }
        guard mark.content.utf8.contains(UInt8(ascii: "\n")) else { return true }
        let lines = mark.content.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).trimmed
        }
        if lines.contains("") { return false }
        return isTag || lines.dropFirst().allSatisfy { $0.hasPrefix("|") }
            || LiquidExpression(mark.content).value { variable($0) } != nil
    }

    /// Tells of what is never closed, for which Jekyll would refuse the whole file, and returns where the text goes on.
    private mutating func leaveOut(from brace: Int, in bytes: [UInt8], isTag: Bool) -> Int {
        let (opening, closing) = isTag ? ("{%", "%}") : ("{{", "}}")
        let end = bytes[brace...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let line = bytes.string(brace..<end).trimmed
        warn(
            "\"\(opening)\" is never closed, and is left out with the rest of its line; close it with \(closing)",
            at: brace,
            of: bytes,
            once: line
        )
        return end
    }

    private mutating func output(_ mark: LiquidMark, in bytes: [UInt8]) -> String {
        let expression = LiquidExpression(mark.content)
        if let text = expression.value(asked: { variable($0) })?.text, affords(text) { return text }
        let filters = mark.content.split(separator: "|").dropFirst().map { $0.prefix { $0 != ":" } }
        let name = mark.content.prefix { $0 != "|" }
        warn(
            "{{ \(mark.content) }} is left out: templates are not run; write what it shows",
            at: mark.start,
            of: bytes,
            once: "{{ \(name)\(filters.joined())"
        )
        return ""
    }

    private func variable(_ name: String) -> LiquidValue? {
        if let value = assigned[name] { return value }
        if name == "page.url" { return nil }
        // What a site's address is where nobody says it, as Jekyll has it.
        if name == "site.baseurl" || name == "site.url" {
            return .text(value(of: name, "site.", dialect.variables) ?? "")
        }
        let value = value(of: name, "page.", page) ?? value(of: name, "site.", dialect.variables)
        return value.map { LiquidValue(scalar: $0) }
    }

    private func value(of name: String, _ owner: String, _ variables: [Dialect.Variable]) -> String? {
        guard name.hasPrefix(owner) else { return nil }
        let key = name.dropFirst(owner.utf8.count)
        return variables.first { $0.name == key }?.value
    }

    /// Does what a tag says, and returns where the text goes on.
    ///
    /// Blocks of the `endless` names have no end behind here.
    private mutating func tag(
        _ mark: LiquidMark,
        in bytes: [UInt8],
        to result: inout String,
        endless: inout Set<String>
    ) -> Int {
        let words = mark.content.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        let name = words.first.map(String.init) ?? ""
        let rest = words.dropFirst().first.map { String($0).trimmed } ?? ""
        switch name {
        case "raw", "comment", "highlight", "capture":
            guard !endless.contains(name), let end = LiquidMark.end(of: name, in: bytes, from: mark.end)
            else {
                endless.insert(name)
                break
            }
            let inner = bytes.string(mark.end..<end.start)
            switch name {
            case "raw": result += inner
            case "highlight": result = appending(code(inner.trimmingEnd + "\n"), to: result)
            case "capture":
                if let text = captured(inner, from: mark.end, in: bytes) { assigned[rest] = .text(text) }
            default: break
            }
            return end.end
        case "assign":
            guard assign(rest) else { break }
            return mark.end
        case "post_url":
            result += reference(rest, after: result, at: mark.start, of: bytes)
            return mark.end
        case "link":
            result += linkTag(rest, after: result, at: mark.start, of: bytes)
            return mark.end
        case "gist":
            if let id = rest.split(separator: " ").first {
                result += link(to: "https://gist.github.com/\(id)")
            }
            return mark.end
        case _ where name.hasPrefix("end") || ["else", "elsif", "when", "break", "continue"].contains(name):
            return mark.end
        default: break
        }
        warn(
            "{% \(mark.content) %} is left out: templates are not run; write what it shows",
            at: mark.start,
            of: bytes,
            // What is included is one thing, however it is called.
            once: "{% \(name) \(name.hasPrefix("include") ? rest.prefix { !$0.isWhitespace } : "")"
        )
        return mark.end
    }

    /// A block on lines of its own, which ends what it does not stand in by its indentation, such as a list.
    private func appending(_ block: String, to text: String) -> String {
        text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? text + "\n" + block + "\n\n" : text + block
    }

    /// Remembers what a name stands for; whether that is known.
    private mutating func assign(_ text: String) -> Bool {
        let parts = text.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
        guard parts.count == 2, assigned.count < Self.mostAssigned else { return false }
        guard let value = LiquidExpression(parts[1]).value(asked: { variable($0) }) else { return false }
        // A list grown of itself again and again would be larger than all that there is.
        guard value.text.utf8.count <= Self.longestAssigned else { return false }
        assigned[parts[0]] = value
        return true
    }

    private static let mostAssigned = 100
    /// In bytes.
    private static let longestAssigned = 65_536

    /// A text without its templates' words; nil where it is too long to be remembered.
    private mutating func captured(_ text: String, from start: Int, in bytes: [UInt8]) -> String? {
        guard text.utf8.count <= Self.longestAssigned, assigned.count < Self.mostAssigned else { return nil }
        // What is told of it stands in the lines of the whole text.
        let outer = (firstLine, firstOffset, code)
        defer { (firstLine, firstOffset, code) = outer }
        code = nil
        firstLine += bytes[..<start].count { $0 == UInt8(ascii: "\n") }
        firstOffset += start
        let text = liquid(text)
        return text.utf8.count <= Self.longestAssigned ? text : nil
    }

    /// A post, or a file of the site. https://jekyllrb.com/docs/liquid/tags/#links
    private mutating func linkTag(
        _ path: String,
        after text: String,
        at offset: Int,
        of bytes: [UInt8]
    ) -> String {
        let path = path.split(separator: "/").joined(separator: "/")
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        if FileNames.isArticle(name) {
            return reference("/" + path, after: text, at: offset, of: bytes)
        }
        let expression = LiquidExpression("\"/\(path)\" | relative_url")
        return expression.value { variable($0) }?.text ?? path
    }
}

/// What stands between the braces of Liquid.
struct LiquidMark {
    let start: Int
    /// Behind the closing braces.
    let end: Int
    let content: String
    /// Whether another one begins in it on a further line: then its end is that one's.
    let holdsAnother: Bool
    let trimsBefore: Bool
    let trimsAfter: Bool

    /// Its end is looked for where nobody knows it.
    init?(_ bytes: [UInt8], at brace: Int, isTag: Bool, closedAt end: Int? = nil) {
        trimsBefore = bytes.has("-", at: brace + 2)
        let from = brace + (trimsBefore ? 3 : 2)
        guard let position = end ?? bytes.place(of: isTag ? "%}" : "}}", from: from), position >= from else {
            return nil
        }
        trimsAfter = position > from && bytes[position - 1] == UInt8(ascii: "-")
        start = brace
        self.end = position + 2
        let line = bytes[from..<position].firstIndex(of: UInt8(ascii: "\n"))
        let next = line.flatMap { bytes.place(of: isTag ? "{%" : "{{", from: $0) }
        holdsAnother = next.map { $0 < position } ?? false
        content = holdsAnother ? "" : bytes.string(from..<(trimsAfter ? position - 1 : position)).trimmed
    }

    /// The tag that ends a block of this name.
    static func end(of name: String, in bytes: [UInt8], from start: Int) -> LiquidMark? {
        var position = start
        while let brace = bytes.place(of: "{%", from: position) {
            if let mark = LiquidMark(bytes, at: brace, isTag: true), mark.content == "end" + name {
                return mark
            }
            position = brace + 2
        }
        return nil
    }
}
