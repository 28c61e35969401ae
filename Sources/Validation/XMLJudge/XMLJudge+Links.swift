import Foundation

/// Links of Atom's, in all formats in XML.
extension XMLJudge {
    private static let registered: Set<String> = [
        "alternate", "author", "canonical", "current", "describedby", "edit", "edit-media", "enclosure",
        "first", "hub",
        "icon", "last", "license", "next", "next-archive", "payment", "prev", "prev-archive", "previous",
        "related",
        "replies", "search", "self", "service", "shortlink", "tag", "up", "via", "working-copy", "collection",
        "item",
        "index", "start", "profile", "me", "amphtml", "bookmark", "privacy-policy", "terms-of-service",
        "webmention", "syndication",
    ]

    /// Those of <https://www.rfc-editor.org/rfc/rfc5005>.
    private static let history: Set<String> = [
        "current", "first", "last", "next-archive", "prev-archive", "previous", "next",
    ]

    mutating func judge(link: Element, isOfFeed: Bool, _ path: String) {
        let relation = Self.relation(of: link)
        if let rel = link.attribute("rel") {
            if rel.value.isBlank {
                notes.add(
                    .blank,
                    at: rel.place,
                    in: path + "/@rel",
                    "the attribute rel of <\(link.qualified)> is empty"
                )
            } else if !Self.registered.contains(relation), AddressFlaws.scheme(of: relation) == nil {
                notes.add(
                    .unknownRelation,
                    at: rel.place,
                    in: path + "/@rel",
                    "nobody has registered the relation \(relation.quoted)"
                )
            } else if !isOfFeed, Self.history.contains(relation), relation != "next" || kind == .atom {
                notes.add(
                    .historyInEntry,
                    at: rel.place,
                    in: path + "/@rel",
                    "an entry has a link rel=\"\(relation)\", which only feeds have"
                )
            }
        }
        if !link.text.isBlank || !link.children.isEmpty {
            notes.add(
                .unexpectedText,
                at: link.place,
                in: path,
                "<\(link.qualified)> holds something, which readers pass over",
                fix: link.attribute("href") == nil ? "write the address into href" : "take it out"
            )
        }
        replies(link, path)
        guard let href = link.attribute("href"), !href.value.isBlank else { return }
        let target = href.value.trimmed
        if AddressFlaws.scheme(of: target) == nil, link.base == nil || relation == "self" || relation == "hub"
        {
            let resolved = (link.base ?? url).flatMap(URL.init).flatMap {
                URL(string: target, relativeTo: $0)?.absoluteString
            }
            notes.add(
                relation == "self" && link.base == nil ? .relativeSelf : .relativeLink,
                at: href.place,
                in: path + "/@href",
                "\(target.quoted) is no absolute address",
                fix: resolved.map { "write \($0)" }
            )
        }
    }

    /// How many replies there are, and since when: <https://www.rfc-editor.org/rfc/rfc4685#section-4>.
    private mutating func replies(_ link: Element, _ path: String) {
        for attribute in link.attributes where attribute.name.namespace == Namespace.thread {
            let attributePath = "\(path)/@\(attribute.qualified)"
            let value = attribute.value.trimmed
            switch attribute.name.local {
            case "count": note(TextFlaws.ofInteger(value, in: 0...Int.max), at: attribute, attributePath)
            case "updated": note(DateFlaws.of(value, as: .rfc3339, at: now), at: attribute, attributePath)
            default:
                notes.add(
                    .unknownAttribute,
                    at: attribute.start,
                    in: attributePath,
                    "a link has no attribute \(attribute.qualified)",
                    fix: attribute.name.local == "when" ? "write thr:updated" : nil
                )
            }
        }
    }

    static func isLocal(_ url: String) -> Bool {
        guard let host = URL(string: url)?.host() else { return false }
        return AddressFlaws.isLocal(host)
    }

    /// What the feed's own links say: where it is, who tells of its news, and where the older entries are.
    mutating func judge(links: [Element], of feed: Element, _ path: String) {
        for (index, link) in links.enumerated() {
            let linkPath =
                links.count == 1 ? "\(path)/\(link.qualified)" : "\(path)/\(link.qualified)[\(index + 1)]"
            judge(link: link, isOfFeed: true, linkPath)
        }
        let selfLinks = links.filter { Self.relation(of: $0) == "self" }
        let hubs = links.filter { Self.relation(of: $0) == "hub" }
        self.hubs = hubs.compactMap { $0.attribute("href")?.value.trimmed }
        guard let selfLink = selfLinks.first else {
            if let hub = hubs.first {
                notes.add(
                    .hubWithoutSelf,
                    at: hub.start,
                    in: path,
                    "the feed names a hub, and not its own address"
                )
            } else if kind == .atom || kind?.isRSS2 == true {
                notes.add(
                    kind == .atom ? .missingSelf : .missingSelfInRSS,
                    at: feed.start,
                    in: path,
                    "<\(feed.qualified)> has no link rel=\"self\"",
                    fix: kind == .atom
                        ? "add <link rel=\"self\" href=\"…\"/> with the feed's own address"
                        : "add <atom:link rel=\"self\" href=\"…\" type=\"application/rss+xml\"/> with the feed's own address"
                )
            }
            return
        }
        if let type = selfLink.attribute("type") {
            let value = type.value.trimmed.lowercased().prefix { $0 != ";" }
            let isFeed = [
                "application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/xml",
                "text/xml",
            ].contains(String(value))
            if !isFeed {
                notes.add(
                    .selfType,
                    at: type.place,
                    in: path,
                    "the link rel=\"self\" says that the feed is \(String(value).quoted)"
                )
            }
        }
        guard let url, let href = selfLink.attribute("href") else { return }
        let target =
            URL(string: href.value.trimmed, relativeTo: URL(string: url))?.absoluteString
            ?? href.value.trimmed
        if !Self.areEqual(target, url) {
            notes.add(
                .selfDiffers,
                at: href.place,
                in: path,
                "the link rel=\"self\" leads to \(target.quoted), and not to this document",
                fix: "write \(url), unless readers shall move to the other address: then redirect them (301)"
            )
        }
    }

    /// Whether two addresses are one but for what makes no difference.
    private static func areEqual(_ one: String, _ other: String) -> Bool {
        one == other || URL(string: one)?.standardized == URL(string: other)?.standardized
    }

    /// As <https://www.rfc-editor.org/rfc/rfc5005> has it.
    mutating func judge(history feed: Element, _ links: [Element], _ path: String) {
        let isComplete = feed.child(Name(namespace: Namespace.history, local: "complete")) != nil
        let archive = feed.child(Name(namespace: Namespace.history, local: "archive"))
        let relations = links.map { (Self.relation(of: $0), $0) }
        let own = links.first { Self.relation(of: $0) == "self" }?.attribute("href")?.value.trimmed
        if isComplete {
            for (relation, link) in relations where Self.history.contains(relation) {
                if relation == "current", link.attribute("href")?.value.trimmed == own { continue }
                notes.add(
                    .linkInCompleteFeed,
                    at: link.start,
                    in: path,
                    "a feed that says that it is complete has a link rel=\"\(relation)\""
                )
            }
        }
        for (edge, beyond) in [("first", "previous"), ("last", "next")] {
            guard
                relations.contains(where: {
                    $0.0 == edge && $0.1.attribute("href")?.value.trimmed == own && own != nil
                }),
                let link = relations.first(where: { $0.0 == beyond })?.1
            else { continue }
            notes.add(.linkPastEnd, at: link.start, in: path, "the \(edge) page has a link rel=\"\(beyond)\"")
        }
        if let archive, !isComplete {
            if !relations.contains(where: { $0.0 == "prev-archive" || $0.0 == "next-archive" }) {
                notes.add(
                    .brokenArchive,
                    at: archive.start,
                    in: path,
                    "an archive has no link rel=\"prev-archive\" or \"next-archive\""
                )
            }
            if !relations.contains(where: { $0.0 == "current" }) {
                notes.add(
                    .brokenArchive,
                    at: archive.start,
                    in: path,
                    "an archive has no link rel=\"current\""
                )
            }
        }
    }
}

extension Rule {
    static let unknownRelation = Rule(
        "unknown-relation",
        .warning,
        why: "Readers do not know what the link is for, and pass over it.",
        fix: "write one that IANA has registered, or an address of your own"
    )
    static let relativeSelf = Rule(
        "relative-self",
        .error,
        why:
            "The feed's own address is taken letter by letter, by WebSub subscribers above all: this one leads nowhere.",
        fix: "write the feed's public address whole"
    )
    static let relativeLink = Rule(
        "relative-link",
        .warning,
        why: "At least 4 of 19 readers resolve nothing: the link is dead there.",
        fix: "write the address whole, with https://"
    )
    static let missingSelf = Rule(
        "missing-self",
        .warning,
        why:
            "12 of 19 readers look at it, to keep the right address when a feed is passed on; WebSub needs it.",
        fix: "add <link rel=\"self\" href=\"…\"/> with the feed's own address"
    )
    static let missingSelfInRSS = Rule(
        "missing-self-in-rss",
        .advice,
        why:
            "12 of 19 readers look at it, to keep the right address when a feed is passed on; WebSub needs it.",
        fix: "add <atom:link rel=\"self\"> with the feed's own address"
    )
    static let selfType = Rule(
        "self-type",
        .warning,
        why: "It is the address of this very document, which is a feed.",
        fix: "write application/rss+xml or application/atom+xml"
    )
    static let selfDiffers = Rule(
        "self-differs",
        .warning,
        why:
            "Readers that believe it subscribe to the other address; WebSub subscribers wait there for what is told here.",
        fix: "write the address that readers fetch"
    )
    static let hubWithoutSelf = Rule(
        "hub-without-self",
        .error,
        why: "WebSub takes both: without the feed's own address nobody can subscribe at the hub (section 4).",
        fix: "add a link rel=\"self\" with the feed's own address"
    )
    static let historyInEntry = Rule(
        "history-in-entry",
        .warning,
        why: "Readers look for it in the feed (RFC 5005).",
        fix: "write the link into the feed"
    )
    static let linkInCompleteFeed = Rule(
        "link-in-complete-feed",
        .error,
        why: "A complete feed has no other pages (RFC 5005, section 2): readers may delete what is on them.",
        fix: "leave out fh:complete, or the link"
    )
    static let linkPastEnd = Rule(
        "link-past-end",
        .error,
        why: "Readers that fetch everything go on into nothing, or in a circle.",
        fix: "leave the link out"
    )
    static let brokenArchive = Rule(
        "broken-archive",
        .warning,
        why:
            "A reader that begins here finds neither the newest entries nor the older ones (RFC 5005, section 4).",
        fix: "add the links"
    )
}
