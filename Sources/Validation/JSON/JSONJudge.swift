import Foundation

extension Validator {
    static func judgeJSON(
        _ document: DocumentText,
        at url: String?,
        now: Date
    ) -> (verdict: Verdict, hubs: [String]) {
        var scanner = JSONScanner(document.bytes)
        let root = scanner.document()
        var judge = JSONJudge(url: url, now: now, notes: document.notes.inJSON)
        judge.notes.add(scanner.notes)
        if let root { judge.run(root) }
        if document.bytes.count > 5_000_000 {
            judge.notes.add(.tooLarge, at: nil, "the document has \(document.bytes.count / 1_000_000) MB")
        }
        let verdict = Verdict(
            format: judge.format,
            entries: judge.entryCount,
            findings: judge.notes.findings(in: document.bytes),
            unlisted: judge.notes.unlisted,
            feeds: []
        )
        let hubs = root?.member("hubs")?.elements ?? []
        return (verdict, hubs.compactMap { $0.member("url")?.text?.string })
    }
}

extension Notes {
    /// Without what only XML cannot carry: JSON's own reader tells of it.
    fileprivate var inJSON: Notes {
        var notes = Notes()
        for note in all where note.rule.id != Rule.illegalCharacter.id {
            notes.add(note.rule, at: note.offset, in: note.path, note.message, fix: note.fix)
        }
        return notes
    }
}

/// Judges JSON Feed.
///
/// <https://www.jsonfeed.org/version/1.1/>
struct JSONJudge {
    let url: String?
    let now: Date
    var notes: Notes
    var format: String?
    var entryCount = 0
    var isVersion10 = false
    var ids: [String: String] = [:]

    init(url: String?, now: Date, notes: Notes) {
        self.url = url
        self.now = now
        self.notes = notes
        // Who tries a feed out at home knows that it is there.
        if url.map(XMLJudge.isLocal) == true { self.notes.muted = [Rule.localAddress.id] }
    }

    mutating func run(_ root: JSONNode) {
        guard case .object = root.value else {
            notes.add(.noFeed, at: root.start, "this is JSON, and no object: no JSON Feed")
            return
        }
        let version = root.member("version")?.text?.string
        guard version?.contains("jsonfeed.org") == true || root.member("items") != nil else {
            notes.add(.noFeed, at: root.start, "this is JSON without a JSON Feed's \"version\" and \"items\"")
            return
        }
        format = "JSON Feed 1.1"
        self.version(root)
        check(root, JSONVocabulary.feed, "")
        feed(root)
        guard let items = root.member("items")?.elements else { return }
        for (index, item) in items.enumerated() {
            entryCount += 1
            self.item(item, "/items/\(index)")
        }
    }

    private mutating func version(_ root: JSONNode) {
        guard let version = root.member("version"), let text = version.text?.string else { return }
        switch text {
        case "https://jsonfeed.org/version/1.1": break
        case "https://jsonfeed.org/version/1":
            isVersion10 = true
            format = "JSON Feed 1.0"
            notes.add(.oldJSONFeed, at: version.start, in: "/version", "this is JSON Feed 1.0")
        default:
            notes.add(.jsonVersion, at: version.start, in: "/version", "there is no JSON Feed \(text.quoted)")
        }
    }

    private mutating func feed(_ root: JSONNode) {
        if root.member("home_page_url") == nil {
            notes.add(
                .jsonShould,
                at: root.start,
                in: "",
                "the member \"home_page_url\" is missing",
                fix: "add the address of the page for people"
            )
        }
        if root.member("language") == nil, !isVersion10 {
            notes.add(.noLanguage, at: root.start, in: "", "the member \"language\" is missing")
        }
        deprecatedAuthor(root, "")
        guard let own = root.member("feed_url") else {
            let hub = root.member("hubs")
            notes.add(
                hub == nil ? .missingFeedURL : .hubWithoutSelf,
                at: hub?.start ?? root.start,
                in: "",
                hub == nil
                    ? "the member \"feed_url\" is missing" : "the feed names a hub, and not its own address",
                fix: "add \"feed_url\" with the feed's own address"
            )
            return
        }
        if let url, let text = own.text?.string, text != url, AddressFlaws.scheme(of: text) != nil {
            notes.add(
                .selfDiffers,
                at: own.start,
                in: "/feed_url",
                "\"feed_url\" is \(text.quoted), and not where this document is",
                fix: "write \(url)"
            )
        }
        if let next = root.member("next_url")?.text?.string, next == own.text?.string || next == url {
            notes.add(
                .linkPastEnd,
                at: root.member("next_url")?.start,
                in: "/next_url",
                "\"next_url\" leads to this very document"
            )
        }
        if let expired = root.member("expired"), case .boolean(true) = expired.value {
            notes.add(.expired, at: expired.start, in: "/expired", "the feed says that it has ended")
        }
    }
}
