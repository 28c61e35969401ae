import Feeds
import Foundation

/// Atom 1.0: <https://www.rfc-editor.org/rfc/rfc4287>
extension XMLJudge {
    static func atom(_ local: String) -> Name { Name(namespace: Namespace.atom, local: local) }

    mutating func judge(atomEntry entry: Element, _ path: String, _ trace: inout Trace) {
        let source = entry.child(Self.atom("source"))
        trace.hasAuthor = entry.child(Self.atom("author")) != nil || source?.child(Self.atom("author")) != nil
        if let id = entry.child(Self.atom("id")) {
            trace.id = id.text.trimmed
            trace.idOffset = id.place
            judge(id: id, path + "/id")
        }
        if let updated = entry.child(Self.atom("updated")) {
            trace.updated = updated.text.trimmed
            trace.updatedOffset = updated.place
            trace.newest = WrittenMoment(updated.text.trimmed)?.date
            judge(published: entry.child(Self.atom("published")), before: trace.newest, path)
        }
        if let source { sameAlternates(source.children(Self.atom("link")), path + "/source") }
        for person in entry.children
        where person.name == Self.atom("author") || person.name == Self.atom("contributor") {
            judge(person: person, path)
        }
        let links = entry.children(Self.atom("link"))
        let content = entry.child(Self.atom("content"))
        let summary = entry.child(Self.atom("summary"))
        if content == nil, !links.contains(where: { Self.relation(of: $0) == "alternate" }) {
            notes.add(
                .noContentOrLink,
                at: entry.start,
                in: path,
                "<entry> has neither <content> nor a link rel=\"alternate\""
            )
        }
        if let content, summary == nil {
            let type = content.attribute("type")?.value.trimmed.lowercased() ?? "text"
            let isText =
                !type.contains("/") || type.hasPrefix("text/") || type.hasSuffix("/xml")
                || type.hasSuffix("+xml")
            if content.attribute("src") != nil || !isText {
                notes.add(
                    .missingElement,
                    at: content.start,
                    in: path,
                    "<entry> has content that is not in it or no text, and no <summary>",
                    fix: "add a <summary> (RFC 4287, section 4.1.2)"
                )
            }
        } else if content == nil, summary == nil {
            notes.add(.noText, at: entry.start, in: path, "<entry> has neither <content> nor <summary>")
        }
        if let title = entry.child(Self.atom("title")), title.text.isBlank, title.children.isEmpty {
            notes.add(.untitled, at: title.start, in: path + "/title", "<title> is empty")
        }
        sameAlternates(links, path)
        for (index, link) in links.enumerated() {
            let linkPath = links.count == 1 ? path + "/link" : "\(path)/link[\(index + 1)]"
            judge(link: link, isOfFeed: false, linkPath)
            if Self.relation(of: link) == "enclosure", let href = link.attribute("href") {
                trace.enclosures.append((href.value.trimmed, href.place))
            }
        }
    }

    /// Section 3.2.1: the name is for people.
    mutating func judge(person: Element, _ path: String) {
        guard let name = person.child(Self.atom("name")) else { return }
        let words = name.text.trimmed.split { $0.isWhitespace || "<>()".contains($0) }
        if words.contains(where: TextFlaws.isEmail) {
            notes.add(
                .emailInName,
                at: name.place,
                in: "\(path)/\(person.qualified)/\(name.qualified)",
                "the name has an e-mail address in it",
                fix: "write it into <email>"
            )
        }
    }

    private mutating func judge(published: Element?, before updated: Date?, _ path: String) {
        guard let published, let updated, let date = WrittenMoment(published.text.trimmed)?.date,
            date > updated
        else { return }
        notes.add(
            .publishedAfterUpdated,
            at: published.place,
            in: path + "/published",
            "<published> is later than <updated>",
            fix: "write \(date.rfc3339) into <updated>, or later"
        )
    }

    private mutating func judge(id: Element, _ path: String) {
        let text = id.text.trimmed
        if text.isEmpty { return }
        changing(text, at: id.place, path)
        guard let scheme = AddressFlaws.scheme(of: text), ["http", "https"].contains(scheme.lowercased())
        else { return }
        let rest = text.dropFirst(scheme.count + 3)
        let host = rest.prefix { !"/?#".contains($0) }
        var canonical = scheme.lowercased() + "://" + host.lowercased()
        let port = scheme.lowercased() == "http" ? ":80" : ":443"
        if canonical.hasSuffix(port) { canonical.removeLast(port.count) }
        if canonical.hasSuffix(":") { canonical.removeLast() }
        let tail = rest.dropFirst(host.count)
        canonical +=
            tail.isEmpty ? "/" : tail.replacing(/%[0-9A-Fa-f]{2}/) { Self.canonical(escape: String($0.0)) }
        canonical = Self.withoutDots(canonical)
        if canonical != text {
            notes.add(
                .notCanonical,
                at: id.place,
                in: path,
                "\(text.quoted) is not in canonical form",
                fix: "write \(canonical) from now on in new entries; leave the ids of old ones as they are"
            )
        }
    }

    /// A character that need not be escaped is written as itself, and capitals are used otherwise.
    private static func canonical(escape: String) -> String {
        guard let byte = UInt8(escape.dropFirst(), radix: 16) else { return escape }
        let isPlain = Bytes.isLetter(byte) || Bytes.isDigit(byte) || "-._~".utf8.contains(byte)
        return isPlain ? String(Character(Unicode.Scalar(byte))) : escape.uppercased()
    }

    private static func withoutDots(_ url: String) -> String {
        guard url.contains("/./") || url.contains("/../") || url.hasSuffix("/.") || url.hasSuffix("/..")
        else { return url }
        return URL(string: url)?.standardized.absoluteString ?? url
    }

    static func relation(of link: Element) -> String {
        let relation = link.attribute("rel")?.value.trimmed ?? "alternate"
        let prefix = "http://www.iana.org/assignments/relation/"
        return relation.hasPrefix(prefix) ? String(relation.dropFirst(prefix.count)) : relation
    }

    /// Sections 4.1.1 and 4.1.2.
    mutating func sameAlternates(_ links: [Element], _ path: String) {
        var seen: Set<[String]> = []
        for link in links where Self.relation(of: link) == "alternate" {
            let key = ["type", "hreflang"].map { link.attribute($0)?.value.trimmed.lowercased() ?? "" }
            if seen.insert(key).inserted { continue }
            notes.add(
                .duplicateAlternate,
                at: link.start,
                in: path + "/link",
                "another link rel=\"alternate\" has the same type and language",
                fix: "give one of them another rel, such as related"
            )
        }
    }

    mutating func end(atom root: Element, _ path: String) {
        check(root, as: .atomFeed, path)
        let hasAuthor = root.child(Self.atom("author")) != nil
        if !hasAuthor { for trace in traces where !trace.hasAuthor { missingAuthor(trace) } }
        for person in root.children
        where person.name == Self.atom("author") || person.name == Self.atom("contributor") {
            judge(person: person, path)
        }
        let links = root.children(Self.atom("link"))
        judge(links: links, of: root, path)
        sameAlternates(links, path)
        if let id = root.child(Self.atom("id")) { judge(id: id, path + "/id") }
        let children = root.children
        if let first = children.firstIndex(where: { $0.name == Self.atom("entry") }),
            let late = children[first...].first(where: {
                $0.name.namespace == Namespace.atom && $0.name.local != "entry"
            })
        {
            notes.add(
                .misplaced,
                at: late.start,
                in: "\(path)/\(late.qualified)",
                "<\(late.qualified)> stands behind an <entry>"
            )
        }
        if let updated = root.child(Self.atom("updated")),
            let date = WrittenMoment(updated.text.trimmed)?.date,
            let newest = traces.compactMap(\.newest).max(), newest > date
        {
            notes.add(
                .feedOlderThanEntries,
                at: updated.place,
                in: path + "/updated",
                "the feed was updated before its newest entry",
                fix: "write \(newest.rfc3339)"
            )
        }
        let hasLanguage = root.attributes.contains {
            $0.name == Name(namespace: Namespace.xml, local: "lang")
        }
        if !hasLanguage { notes.add(.noLanguage, at: root.start, in: path, "<feed> has no xml:lang") }
        if root.child(Self.atom("title"))?.text.isBlank == true,
            root.child(Self.atom("title"))?.children.isEmpty == true
        {
            notes.add(
                .untitled,
                at: root.child(Self.atom("title"))?.start,
                in: path + "/title",
                "<title> is empty"
            )
        }
        judge(history: root, links, path)
    }

    mutating func missingAuthor(_ trace: Trace) {
        notes.add(
            .missingAuthor,
            at: trace.start,
            in: trace.path,
            "<entry> has no <author>, and the feed has none"
        )
    }
}

extension Rule {
    static let emailInName = Rule(
        "email-in-name",
        .warning,
        why: "Readers show the address to everybody, in place of a name.",
        fix: "write it into <email>"
    )
    static let missingAuthor = Rule(
        "missing-author",
        .error,
        why:
            "The specification requires one for each entry, its own or the feed's (RFC 4287, section 4.1.2).",
        fix: "add <author><name>…</name></author> to the feed"
    )
    static let noContentOrLink = Rule(
        "no-content-or-link",
        .error,
        why: "In a reader there is nothing to read, and nothing to open.",
        fix: "add <link rel=\"alternate\" href=\"…\"/>"
    )
    static let noText = Rule(
        "no-text",
        .warning,
        why: "Readers show a title alone.",
        fix: "add a <summary> at least"
    )
    static let untitled = Rule(
        "untitled",
        .advice,
        why: "Readers show \"untitled\", or the beginning of the text.",
        fix: "nothing, if the entries are short notes; else write a title"
    )
    static let publishedAfterUpdated = Rule(
        "published-after-updated",
        .warning,
        why: "What sorts by updated shows the entry in another place than what sorts by published.",
        fix: "let updated be published at the earliest"
    )
    static let notCanonical = Rule(
        "id-not-canonical",
        .warning,
        why:
            "Ids are compared letter by letter: a program that tidies addresses changes the id, and every entry is new.",
        fix: "write ids in lower case where that makes no difference"
    )
    static let duplicateAlternate = Rule(
        "duplicate-alternate",
        .error,
        why: "Readers open the first, or the last, of the two.",
        fix: "keep one of them"
    )
    static let feedOlderThanEntries = Rule(
        "feed-older-than-entries",
        .warning,
        why: "A reader that looks at the feed's date first sees no news.",
        fix: "write the date of the newest entry"
    )
}
