import Foundation

/// What the document says of itself.
extension XMLJudge {
    mutating func format(_ kind: FeedKind, _ root: Element) {
        switch kind {
        case .rss(let version):
            let place = root.attribute("version")?.place ?? root.start
            if root.attribute("version") == nil {
                notes.add(.rssVersion, at: root.start, in: "/rss", "<rss> does not say its version")
            } else if !["2.0", "0.91", "0.92", "0.93", "0.94"].contains(version) {
                notes.add(.rssVersion, at: place, in: "/rss/@version", "there is no RSS \(version.quoted)")
            } else if version != "2.0" {
                notes.add(
                    .obsoleteFormat,
                    at: place,
                    in: "/rss/@version",
                    "this is RSS \(version), of 2000 to 2002"
                )
            }
            if !root.name.namespace.isEmpty {
                notes.add(
                    .wrongNamespace,
                    at: root.start,
                    in: "/rss",
                    "RSS has no namespace, and here it has \(root.name.namespace.quoted)",
                    fix: "take xmlns out"
                )
            }
        case .rdf: break
        case .atom:
            if root.qualified.contains(":") {
                notes.add(
                    .unusualPrefix,
                    at: root.start,
                    in: "/" + root.qualified,
                    "Atom's own elements have a prefix",
                    fix: "write <feed xmlns=\"\(Namespace.atom)\">"
                )
            }
            if root.name.namespace.isEmpty {
                notes.add(.missingNamespace, at: root.start, in: "/feed", "<feed> is in no namespace")
            }
        case .obsolete(let name):
            notes.add(
                .obsoleteFormat,
                at: root.start,
                in: "/" + root.qualified,
                "this is \(name), which was never finished"
            )
        case .atomEntry: break
        }
    }

    mutating func judge(doctype: (root: String, offset: Int)?, _ kind: FeedKind) {
        guard let doctype else { return }
        notes.add(.doctype, at: doctype.offset, in: "", "the document has a <!DOCTYPE>")
    }

    mutating func judge(prefixes: [String: (prefix: String, offset: Int)]) {
        for (namespace, use) in prefixes {
            if let meant = Namespace.prefixes[use.prefix], meant != namespace,
                Namespace.names[namespace] == nil,
                !Namespace.alsoKnown.contains(namespace)
            {
                notes.add(
                    .unusualPrefix,
                    at: use.offset,
                    in: "",
                    "the prefix \(use.prefix): stands for \(namespace.quoted), not for what it usually does"
                )
            } else if let usual = Namespace.names[namespace], usual != use.prefix, use.prefix != "a10" {
                notes.add(
                    .unusualPrefix,
                    at: use.offset,
                    in: "",
                    "the prefix \(use.prefix): stands for what is usually \(usual):",
                    fix: "write xmlns:\(usual)=\"\(namespace)\""
                )
            }
        }
    }

    /// What holds of all entries together.
    mutating func judgeTogether() {
        sameIDs()
        if kind == .atom { sameTimes() }
        sameEnclosures()
        judgePodcast()
    }

    private mutating func sameIDs() {
        var first: [String: Trace] = [:]
        for trace in traces {
            guard let id = trace.id, !id.isEmpty else { continue }
            if let other = first[id] {
                notes.add(
                    .duplicateID,
                    at: trace.idOffset,
                    in: trace.path,
                    "\(id.quoted) is the id of \(other.path) too"
                )
            } else {
                first[id] = trace
            }
        }
    }

    private mutating func sameTimes() {
        var first: [String: Trace] = [:]
        for trace in traces {
            guard let updated = trace.updated, !updated.isEmpty else { continue }
            if let other = first[updated] {
                notes.add(
                    .sameUpdated,
                    at: trace.updatedOffset,
                    in: trace.path + "/updated",
                    "\(updated) is when \(other.path) was updated too"
                )
            } else {
                first[updated] = trace
            }
        }
    }

    private mutating func sameEnclosures() {
        var first: [String: Trace] = [:]
        for trace in traces {
            for (url, offset) in trace.enclosures {
                if let other = first[url], other.path != trace.path {
                    notes.add(
                        .sameEnclosure,
                        at: offset,
                        in: trace.path,
                        "\(url.quoted) is an enclosure of \(other.path) too"
                    )
                } else {
                    first[url] = trace
                }
            }
        }
    }
}

extension Rule {
    static let rssVersion = Rule(
        "rss-version",
        .error,
        why: "Readers that choose by the version refuse the feed.",
        fix: "write <rss version=\"2.0\">"
    )
    static let obsoleteFormat = Rule(
        "obsolete-format",
        .warning,
        why: "Readers know it less and less: dates, ids, enclosures and full texts have no place in it.",
        fix: "write RSS 2.0 or Atom 1.0"
    )
    static let doctype = Rule(
        "document-type",
        .advice,
        why:
            "Readers do not load it, and some refuse a document that has one, since it is a way to attack them.",
        fix: "take it out"
    )
    static let duplicateID = Rule(
        "duplicate-id",
        .error,
        why: "newsboat, reader and rss2email show only one of all entries with the same id.",
        fix: "give each entry an id of its own, which never changes"
    )
    static let sameUpdated = Rule(
        "same-updated",
        .warning,
        why:
            "Readers cannot tell which is newer: their order changes with each fetch. W3C's validator warns of it too.",
        fix: "let them be a second apart"
    )
    static let sameEnclosure = Rule(
        "same-enclosure",
        .warning,
        why:
            "Podcast directories want a file of its own for each episode, and may show one in place of two.",
        fix: "give each entry a file of its own"
    )
}
