import Foundation
import Testing

/// What commands print for programs.
struct JSONFormTests {
    /// What may be missing has a `?` behind it.
    private static let item = ["id", "title", "path", "differences", "values", "isTold"]
    private static let held = ["id", "title", "path", "fate"]
    private static let problem = ["file", "line?", "message", "severity"]

    private static let report: [String: [String]] = [
        "": ["isPlan", "seconds", "attempted", "failing", "problems", "unknown", "feeds", "printed?"],
        "feeds": [
            "feed", "added", "changed", "removed", "scheduled", "held", "reasons", "silenced", "leftOut",
            "documents", "isWithdrawn", "read",
        ],
        "feeds.added": item, "feeds.changed": item, "feeds.removed": item, "feeds.scheduled": item,
        "feeds.changed.values": ["name", "before", "after"], "feeds.held": held, "problems": problem,
        "unknown": problem,
    ]

    private static let status: [String: [String]] = [
        "": [
            "version", "process?", "baseURL", "folder", "store", "problems", "printed?", "proxy?", "feeds",
            "owed",
        ],
        "feeds": ["name", "title", "entries", "documents", "attention", "isRefused", "held"],
        "feeds.held": held, "problems": problem,
        "owed": [
            "subscriptions", "verifications", "ranges", "retries", "pings", "deliveries", "paused", "oldest?",
            "failing",
        ],
    ]

    private static let adoption: [String: [String]] = [
        "": [
            "feed", "isPlan", "entries", "pairs", "ambiguous", "unpaired", "older", "new", "permalink?",
            "problems",
        ],
        "pairs": ["path", "title", "id", "by", "keeps?", "changes"],
        "unpaired": ["id", "title", "link?", "published?", "candidates"],
        "ambiguous": ["id", "title", "link?", "published?", "candidates"],
        "new": item, "older": item, "problems": problem,
    ]

    private static let findings: [String: [String]] = [
        "": ["errors", "warnings", "problems"], "problems": problem,
    ]

    /// Names and titles that quoting may break.
    private static let names = [
        "a\"q", "back\\slash", "new\nline", "tab\t", "bell\u{7}", "del\u{7F}", "\u{2028}", "\u{1F600}",
        " lead", "-dash", "a&b<c>", "\u{202E}rtl",
    ]

    private func site() throws -> SiteFolder {
        let site = try SiteFolder()
        for name in Self.names {
            try site.lay(SiteFolder.article("\"A \\u0007\\\\ \u{2028}\""), at: "news/articles/\(name).md")
        }
        try site.lay("---\ntitle: [\n---\nx", at: "news/articles/broken \"x\".md")
        try site.lay(SiteFolder.article("Later", date: "2099-01-01"), at: "news/articles/later.md")
        return site
    }

    /// What the object of a command says, whose keys are these and no others.
    @discardableResult
    private func object(_ command: Command, _ form: [String: [String]]) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(command.output.utf8))
        let object = try #require(value as? [String: Any], "\(command.output) \(command.errors)")
        try expectKeys(of: object, form, "")
        return object
    }

    private func expectKeys(of object: [String: Any], _ form: [String: [String]], _ place: String) throws {
        let keys = try #require(form[place], "\(place) is told nowhere")
        let must = Set(keys.filter { !$0.hasSuffix("?") })
        let may = must.union(keys.map { $0.trimmingCharacters(in: ["?"]) })
        #expect(must.isSubset(of: object.keys), "\(place): \(must.subtracting(object.keys))")
        #expect(may.isSuperset(of: object.keys), "\(place): \(Set(object.keys).subtracting(may))")
        for (key, value) in object {
            let inner = place.isEmpty ? key : "\(place).\(key)"
            let all = (value as? [[String: Any]]) ?? (value as? [String: Any]).map { [$0] } ?? []
            for one in all { try expectKeys(of: one, form, inner) }
        }
    }

    @Test
    func `a plan, a pass and what is held have the keys that the manual names, whatever files are called`()
        throws
    {
        let site = try site()
        let place = ["--dir", site.path, "--store", site.beside("state/store.sqlite"), "--json"]
        let plan = try object(Command(["publish", "--dry-run"] + place), Self.report)
        #expect(plan["isPlan"] as? Bool == true)
        let pass = try object(Command(["publish"] + place), Self.report)
        let added = try #require((pass["feeds"] as? [[String: Any]])?.first?["added"] as? [[String: Any]])
        #expect(Set(added.compactMap { $0["path"] as? String }) == Set(Self.names.map { "\($0).md" }))
        try site.lay(
            SiteFolder.article("Other").replacing("date:", with: "link: https://e.example/\ndate:"),
            at: "news/articles/-dash.md"
        )
        for name in Self.names.dropFirst(4) where name != "-dash" {
            try site.remove("news/articles/\(name).md")
        }
        let change = try object(Command(["publish"] + place), Self.report)
        let feed = try #require((change["feeds"] as? [[String: Any]])?.first)
        #expect((feed["held"] as? [Any])?.count == Self.names.count - 5)
        #expect((feed["changed"] as? [Any])?.count == 1)
        try object(Command(["publish", "--dry-run", "nowhere.md"] + place), Self.report)
        let status = try object(Command(["status"] + place), Self.status)
        #expect(
            ((status["feeds"] as? [[String: Any]])?.first?["held"] as? [Any])?.count == Self.names.count - 5
        )
    }

    @Test func `check of a folder and adopt have the keys that the manual names`() throws {
        let site = try site()
        let findings = try object(Command(["check", "--json", site.path]), Self.findings)
        #expect(findings["errors"] as? Int == 1)
        #expect((findings["problems"] as? [[String: Any]])?.contains { $0["line"] as? Int == 3 } == true)
        try site.write("titel = 1\n", to: "news/feed.toml")
        let bad = try Command(["check", "--json", site.path])
        try object(bad, Self.findings)
        #expect(bad.code == 2)
        try site.remove("news/feed.toml")
        let old = site.beside("old.json")
        try #"""
        {"version": "https://jsonfeed.org/version/1.1", "title": "o", "items": [
            {"id": "o:1", "url": "https://o.example/-dash/", "title": "x\u2028\"", "content_html": "x"},
            {"id": "o:2", "url": "https://o.example/gone/", "content_html": "y"}]}
        """#.write(toFile: old, atomically: true, encoding: .utf8)
        let place = ["--dir", site.path, "--store", site.beside("state/store.sqlite"), "--json"]
        let adoption = try object(Command(["adopt", "news", old] + place), Self.adoption)
        // The address alone is one article's, and the title another's.
        #expect((adoption["ambiguous"] as? [Any])?.count == 1 && (adoption["unpaired"] as? [Any])?.count == 1)
    }

    @Test func `status tells since when something is owed as RFC 3339`() throws {
        let daemon = try Daemon(SiteFolder.one())
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "atom.xml")
        subscriber.behave(.answers(500))
        try daemon.site.write(SiteFolder.article("Two"), to: "news/articles/two.md")
        try eventually("something is owed") {
            let owed = try object(daemon.command("status", ["--json"]), Self.status)["owed"] as? [String: Any]
            guard let oldest = owed?["oldest"] as? String else { return false }
            return abs(try Date(oldest, strategy: .iso8601).timeIntervalSinceNow) < 60
        }
    }
}

extension SiteFolder {
    fileprivate static func one() throws -> SiteFolder {
        let site = try SiteFolder()
        try site.lay(article("One"), at: "news/articles/one.md")
        return site
    }
}
