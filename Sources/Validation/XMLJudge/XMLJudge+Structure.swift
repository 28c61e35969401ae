/// Which elements there are, and which should be.
extension XMLJudge {
    mutating func check(_ element: Element, as content: Content, _ path: String) {
        let (known, extensions) = (content.definitions, content.extensions)
        var seen: [Name: Int] = [:]
        var hasText = false
        for node in element.content {
            switch node {
            case .text(let text):
                guard !hasText, !text.isBlank else { continue }
                hasText = true
                notes.add(
                    .unexpectedText,
                    at: text.offset,
                    in: path,
                    "text stands in <\(element.qualified)>: \(text.trimmed.quoted)"
                )
            case .element(let child):
                let childPath = "\(path)/\(child.qualified)"
                guard let definition = known[child.name] ?? extensions[child.name] else {
                    unknown(child, in: element, known, childPath)
                    continue
                }
                seen[child.name, default: 0] += 1
                let count = seen[child.name, default: 0]
                if count > 1 { judge(again: child, in: element, definition, count, "\(childPath)[\(count)]") }
                if isEntry(child.name, [element]) && child.content.isEmpty { continue }
                value(of: child, definition, childPath)
            }
        }
        for (name, definition) in known where seen[name] == nil {
            guard case .required(let rule) = definition.occurrence else { continue }
            missing(definition.name, rule, in: element, path)
        }
    }

    private mutating func missing(_ name: String, _ rule: Rule, in element: Element, _ path: String) {
        notes.add(rule, at: element.start, in: path, "<\(element.qualified)> has no <\(name)>")
    }

    private mutating func judge(
        again child: Element,
        in element: Element,
        _ definition: Definition,
        _ count: Int,
        _ path: String
    ) {
        switch definition.occurrence {
        case .often: break
        case .once, .required:
            notes.add(
                .duplicateElement,
                at: child.start,
                in: path,
                "<\(element.qualified)> has another <\(child.qualified)>"
            )
        }
    }

    private mutating func unknown(
        _ child: Element,
        in element: Element,
        _ known: [Name: Definition],
        _ path: String
    ) {
        let namespace = child.name.namespace
        if namespace.hasPrefix("undeclared:") { return }
        let isOwn = namespace == element.name.namespace
        let isOpen =
            namespace == Namespace.source || namespace == Namespace.googlePlay || namespace == Namespace.rdf
            || namespace == Namespace.gml || namespace == Namespace.thread
            || namespace == Namespace.feedBurner
            || namespace == Namespace.publishing || namespace == Namespace.podcast
            || namespace == Namespace.dublinCoreTerms
        if isOwn || namespace.isEmpty || namespace == Namespace.atom
            || Namespace.names[namespace] != nil && !isOpen
        {
            let name = child.name.local
            let near = known.keys.filter { $0.namespace == element.name.namespace }.map(\.local)
            let other = Self.otherNames[name]
            let meant =
                near.first { $0.lowercased() == name.lowercased() } ?? other.flatMap {
                    near.contains($0) ? $0 : nil
                }
                ?? near.first { $0.count > 3 && Self.isNear($0, name) }
            notes.add(
                .unknownElement,
                at: child.start,
                in: path,
                "<\(child.qualified)> is no element that may stand in <\(element.qualified)>",
                fix: meant.map { "write <\($0)>" } ?? elsewhere(child.name)
            )
        } else if !isOpen, !Namespace.alsoKnown.contains(namespace),
            hasReportedNamespace.insert(namespace).inserted
        {
            notes.add(
                .unknownNamespace,
                at: child.start,
                in: path,
                "<\(child.qualified)> is of a namespace that is not known here: \(namespace.quoted)"
            )
        }
    }

    /// A word where the element would be right.
    private func elsewhere(_ name: Name) -> String? {
        if Vocabulary.extensionsOfEntry[name] != nil { return "write it into an entry" }
        if Vocabulary.extensionsOfFeed[name] != nil { return "write it beside the feed's title" }
        if kind?.isRSS == true, Vocabulary.rssItem[name] != nil { return "write it into an <item>" }
        if kind?.isRSS == true, Vocabulary.rssChannel[name] != nil { return "write it into <channel>" }
        return nil
    }

    /// What other formats call it.
    private static let otherNames = [
        "date": "pubDate", "published": "pubDate", "id": "guid", "summary": "description",
        "content": "description",
        "subtitle": "description", "updated": "lastBuildDate", "lang": "language", "pubDate": "published",
        "description": "summary", "guid": "id", "modified": "updated", "issued": "published",
        "tagline": "subtitle",
        "copyright": "rights", "lastBuildDate": "updated",
    ]

    /// Whether one letter is another, too many or missing.
    private static func isNear(_ one: String, _ other: String) -> Bool {
        let (a, b) = (Array(one.lowercased()), Array(other.lowercased()))
        guard abs(a.count - b.count) <= 1 else { return false }
        let head = zip(a, b).prefix { $0 == $1 }.count
        let tail = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
        return head + tail >= min(a.count, b.count) - (a.count == b.count ? 1 : 0)
    }

    /// What an entry or the whole document says of its language and base.
    mutating func languages(of element: Element, _ path: String) {
        for attribute in element.attributes where attribute.name.namespace == Namespace.xml {
            judge(xmlAttribute: attribute, "\(path)/@\(attribute.qualified)")
        }
    }

    private mutating func judge(xmlAttribute attribute: Attribute, _ path: String) {
        let value = attribute.value.trimmed
        switch attribute.name.local {
        case "lang" where !value.isEmpty: note(TextFlaws.ofLanguage(value), at: attribute, path)
        case "base":
            note(AddressFlaws.of(value, as: .reference, allowsIRI: true), at: attribute, path)
            surroundingSpace(attribute, path)
        default: break
        }
    }

    mutating func surroundingSpace(_ attribute: Attribute, _ path: String) {
        let bytes = attribute.value.bytes
        guard bytes.first.map(Bytes.isSpace) == true || bytes.last.map(Bytes.isSpace) == true else { return }
        notes.add(
            .surroundingSpace,
            at: attribute.place,
            in: path,
            "white space stands around the value of \(attribute.qualified)",
            fix: "write the value directly between the quotes"
        )
    }

    mutating func attributes(of element: Element, _ definition: Definition, _ path: String) {
        for attribute in element.attributes {
            let attributePath = "\(path)/@\(attribute.qualified)"
            if attribute.name.namespace == Namespace.xml {
                judge(xmlAttribute: attribute, attributePath)
                continue
            }
            guard attribute.name.namespace.isEmpty else { continue }
            if let wanted = definition.attributes.first(where: { $0.name == attribute.name.local }) {
                value(of: attribute, wanted, of: element, attributePath)
            } else if element.name.namespace.isEmpty || element.name.namespace == Namespace.atom {
                notes.add(
                    .unknownAttribute,
                    at: attribute.start,
                    in: attributePath,
                    "<\(element.qualified)> has no attribute \(attribute.qualified)"
                )
            }
        }
        for wanted in definition.attributes where wanted.isRequired && element.attribute(wanted.name) == nil {
            notes.add(
                .missingAttribute,
                at: element.start,
                in: path,
                "<\(element.qualified)> has no \(wanted.name)",
                fix: wanted.name == "length"
                    ? "write the file's length in bytes, or 0 where nobody knows it" : nil
            )
        }
    }
}
