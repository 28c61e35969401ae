import Foundation

/// Judges a feed in XML while it is read.
struct XMLJudge {
    /// What is remembered of an entry, for what is asked of all of them together.
    struct Trace {
        var start: Int
        var path: String
        var id: String?
        var idOffset = 0
        var updated: String?
        var updatedOffset = 0
        var newest: Date?
        var hasAuthor = false
        var enclosures: [(url: String, offset: Int)] = []
        var hasSelfLinkedTitle = false
    }

    /// No more entries are compared with one another.
    static let mostTraces = 100_000

    /// Where the document was fetched from, or is to be found; nil where nobody knows.
    let url: String?
    let now: Date
    let text: [UInt8]
    var notes: Notes
    var kind: FeedKind?
    /// The first element's name where it is that of no feed.
    var foreignRoot: String?
    var entryCount = 0
    var traces: [Trace] = []
    var namespaces: [String: Int] = [:]
    /// Whether the feed calls itself a podcast, or looks like one.
    var podcast = PodcastTrace()
    var hasReportedNamespace: Set<String> = []
    /// The cover and the first enclosures, as they stand.
    var files: [(kind: LinkedFile.Kind, element: Element, path: String)] = []
    /// The WebSub hubs that the feed names.
    var hubs: [String] = []

    init(_ text: [UInt8], url: String?, now: Date, notes: Notes) {
        self.text = text
        self.url = url
        self.now = now
        self.notes = notes
        // Who tries a feed out at home knows that it is there.
        if url.map(Self.isLocal) == true { self.notes.muted = [Rule.localAddress.id] }
    }

    mutating func run() {
        var builder = ElementBuilder(text)
        builder.notes = notes
        // The builder's own notes and the judge's come together at the end of each step.
        var judge = self
        judge.notes = Notes()
        judge.notes.muted = notes.muted
        builder.run(
            { root in judge.begin(root) },
            isEntry: { name, around in judge.isEntry(name, around) },
            take: { entry, around in judge.take(entry, around) }
        )
        judge.namespaces = builder.namespaces
        if let root = builder.root {
            judge.end(root, builder)
        } else if judge.foreignRoot == nil {
            judge.notes.add(.noFeed, at: nil, "there is not one element in it")
        }
        self = judge
        notes = builder.notes
        notes.add(judge.notes)
    }

    private mutating func begin(_ root: Element) {
        kind = FeedKind(root)
        guard let kind else {
            foreignRoot = root.qualified
            return
        }
        format(kind, root)
        languages(of: root, "/" + root.qualified)
    }

    func isEntry(_ name: Name, _ around: [Element]) -> Bool {
        switch kind {
        case .rss: name.local == "item" && name.namespace.isEmpty && (1...2).contains(around.count)
        case .rdf: name.local == "item" && around.count == 1
        case .atom: name.local == "entry" && around.count == 1
        case .obsolete: ["item", "entry"].contains(name.local) && (1...2).contains(around.count)
        case .atomEntry, nil: false
        }
    }

    private mutating func take(_ entry: Element, _ around: [Element]) {
        entryCount += 1
        guard let kind else { return }
        let parents = around.map { "/" + $0.qualified }.joined()
        let path = "\(parents)/\(entry.qualified)[\(entryCount)]"
        var trace = Trace(start: entry.start, path: path)
        languages(of: entry, path)
        switch kind {
        case .rss:
            check(entry, as: .rssItem, path)
            judge(item: entry, path, &trace)
        case .rdf:
            guard entry.name.namespace == Namespace.rss10 else { break }
            check(entry, as: .rdfItem, path)
            judge(rdfItem: entry, path, &trace)
        case .atom:
            if entry.name.namespace == Namespace.atom { check(entry, as: .atomEntry, path) }
            judge(atomEntry: entry, path, &trace)
        case .obsolete, .atomEntry: break
        }
        judge(episode: entry, path, &trace)
        if traces.count < Self.mostTraces { traces.append(trace) }
    }

    private mutating func end(_ root: Element, _ builder: ElementBuilder) {
        guard let kind else { return }
        let path = "/" + root.qualified
        judge(doctype: builder.doctype, kind)
        judge(prefixes: builder.prefixes)
        switch kind {
        case .rss: end(rss: root, path)
        case .rdf: end(rdf: root, path)
        case .atom: end(atom: root, path)
        case .atomEntry:
            entryCount = 1
            var trace = Trace(start: root.start, path: path)
            check(root, as: .atomEntry, path)
            judge(atomEntry: root, path, &trace)
            traces = [trace]
            if !trace.hasAuthor { missingAuthor(trace) }
        case .obsolete: break
        }
        judgeTogether()
    }
}

extension Rule {
    static let noFeed = Rule(
        "no-feed",
        .error,
        why: "Readers say that there is no feed, and nobody can subscribe.",
        fix: "give the address of an RSS, Atom or JSON feed"
    )
}
