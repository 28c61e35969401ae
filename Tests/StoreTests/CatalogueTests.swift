import Feeds
import Foundation
import Store
import Testing

/// What every store keeps of articles.
@Suite struct CatalogueTests {
    @Test(arguments: StoreForm.allCases)
    func `an entry comes back as it was written, to the last field`(form: StoreForm) async throws {
        let opened = try form.open()
        var entry = CatalogueEntry.sample("deep/ä 𝄞.md", expires: start + 9)
        entry.summary = "Summary"
        entry.link = "https://example.org/permalink"
        entry.isDated = false
        entry.released = start + 3
        entry.authors = [
            Author(name: "Ada", email: nil, url: "https://ada.example"),
            Author(name: "", email: nil, url: nil),
        ]
        entry.tags = ["one", "two words"]
        entry.language = "fr"
        entry.image = "https://example.org/a.png"
        entry.enclosures = [
            Enclosure(url: "a.mp3", length: 5, type: "audio/mpeg", duration: 1.5, title: "A"),
            Enclosure(url: "b.mp3", length: nil, type: "audio/mpeg"),
        ]
        try await opened.store.commit(.of(entry), at: start)
        #expect(try await opened.store.entries(of: "news", at: [entry.path]) == [entry])
        #expect(try await opened.store.entry(of: "news", id: entry.id) == entry)
        #expect(try await opened.store.entry(of: "news", slug: entry.slug) == entry)
        #expect(try await opened.store.entries(of: "news") == [entry])
    }

    @Test(arguments: StoreForm.allCases)
    func `each shown entry has the ones beside it in the order of the newest`(form: StoreForm) async throws {
        let opened = try form.open()
        try await opened.store.commit(
            .of(
                .sample("a", published: start - 9),
                .sample("b", published: start - 5),
                .sample("c", published: start - 5),
                .sample("d", published: start - 1),
                .sample("gone", state: .gone, published: start - 3),
                .sample("draft", state: .draft, published: start - 3),
                .sample("over", published: start - 4, expires: start),
                .sample("ahead", published: start + 1)
            ),
            at: start
        )
        let newest = try await opened.store.newest(of: "news", at: start, limit: 9, leavingOut: [])
        #expect(newest.map(\.path) == ["d", "b", "c", "a"])
        for (index, entry) in newest.enumerated() {
            let (older, newer) = try await opened.store.neighbours(of: entry, in: "news", at: start)
            #expect(newer?.path == (index > 0 ? newest[index - 1].path : nil))
            #expect(older?.path == (index + 1 < newest.count ? newest[index + 1].path : nil))
        }
    }

    @Test(arguments: StoreForm.allCases)
    func `a file is found by its inode while its article is there`(form: StoreForm) async throws {
        let opened = try form.open()
        var (b, broken) = (CatalogueEntry.sample("b"), CatalogueEntry.sample("broken", state: .broken))
        b.file.inode = 5
        broken.file.inode = 6
        try await opened.store.commit(.of(.sample("a"), b, broken), at: start)
        let found = try await opened.store.files(of: "news", inodes: [5, 6, .max])
        #expect(found.map(\.path) == ["b", "a"])
        #expect(found.first?.mark == b.file)
        #expect(try await opened.store.files(of: "other", inodes: [5]).isEmpty)
        b.state = .gone
        try await opened.store.commit(.of(b), at: start)
        #expect(try await opened.store.files(of: "news", inodes: [5]).isEmpty)
    }

    @Test(arguments: StoreForm.allCases)
    func `an entry at a known path takes the place of the one before`(form: StoreForm) async throws {
        let opened = try form.open()
        try await opened.store.commit(.of(.sample("a", id: "1"), .sample("b")), at: start)
        try await opened.store.commit(.of(.sample("a", id: "2")), at: start)
        #expect(try await opened.store.entries(of: "news").map(\.id) == ["2", "id:b"])
        #expect(try await opened.store.entry(of: "news", id: "1") == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `ids that change places are written in one edition`(form: StoreForm) async throws {
        let opened = try form.open()
        try await opened.store.commit(.of(.sample("a", id: "1"), .sample("b", id: "2")), at: start)
        try await opened.store.commit(.of(.sample("a", id: "2"), .sample("b", id: "1")), at: start)
        #expect(try await opened.store.entries(of: "news").map(\.id) == ["2", "1"])
    }

    @Test(arguments: StoreForm.allCases)
    func `a gone entry keeps its id, and is itself when it is restored`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample("a")), at: start)
        try await store.commit(.of(.sample("a", state: .gone)), at: start)
        #expect(try await store.entries(of: "news").isEmpty)
        #expect(try await store.files(of: "news").isEmpty)
        #expect(try await store.entries(of: "news", at: ["a"]).map(\.state) == [.gone])
        #expect(try await store.owners(of: ["id:a"], in: "news") == ["id:a": Owner(path: "a", isGone: true)])
        try await store.commit(.of(.sample("elsewhere", id: "id:a")), at: start)
        #expect(
            try await store.owners(of: ["id:a"], in: "news")
                == ["id:a": Owner(path: "elsewhere", isGone: false)]
        )
        #expect(try await store.entries(of: "news", at: ["a"]).isEmpty)
    }

    @Test(arguments: StoreForm.allCases)
    func `of those at one path the living counts, then the last that went`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample("a", id: "1", state: .gone)), at: start)
        try await store.commit(.of(.sample("a", id: "2", state: .gone)), at: start)
        #expect(try await store.entries(of: "news", at: ["a", "none"]).map(\.id) == ["2"])
        try await store.commit(.of(.sample("a", id: "3")), at: start)
        #expect(try await store.entries(of: "news", at: ["a"]).map(\.id) == ["3"])
    }

    @Test(
        arguments: StoreForm.allCases,
        [
            ([("a", "b"), ("b", "a")], ["a": "id:b", "b": "id:a", "c": "id:c"]),
            ([("a", "b"), ("b", "c"), ("c", "d")], ["b": "id:a", "c": "id:b", "d": "id:c"]),
            ([("c", "d"), ("b", "c"), ("a", "b")], ["b": "id:a", "c": "id:b", "d": "id:c"]),
            ([("a", "b"), ("b", "c"), ("c", "a")], ["a": "id:c", "b": "id:a", "c": "id:b"]),
            ([("none", "d")], ["a": "id:a", "b": "id:b", "c": "id:c"]),
        ]
    )
    func `a renaming keeps everything but the path`(
        form: StoreForm,
        renamed: ([(String, String)], [String: String])
    ) async throws {
        let opened = try form.open()
        try await opened.store.commit(.of(.sample("a"), .sample("b"), .sample("c")), at: start)
        try await opened.store.commit(.of(renamings: renamed.0), at: start)
        let entries = try await opened.store.entries(of: "news")
        #expect(Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0.id) }) == renamed.1)
        #expect(entries.allSatisfy { $0.title == "Title of \($0.id.dropFirst(3))" })
    }

    @Test(arguments: StoreForm.allCases)
    func `an article that another is moved over is gone`(form: StoreForm) async throws {
        let opened = try form.open()
        try await opened.store.commit(.of(.sample("a"), .sample("b")), at: start)
        try await opened.store.commit(.of(renamings: [("a", "b")]), at: start)
        #expect(try await opened.store.entries(of: "news").map(\.id) == ["id:a"])
        #expect(
            try await opened.store.owners(of: ["id:a", "id:b"], in: "news")
                == ["id:a": Owner(path: "b", isGone: false), "id:b": Owner(path: "b", isGone: true)]
        )
    }

    @Test(arguments: StoreForm.allCases)
    func `a broken article has no id, makes way for a renaming, and can be forgotten`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(
            .of(.sample("a"), .sample("b", id: "x", state: .broken), .sample("c", id: "x", state: .broken)),
            at: start
        )
        #expect(try await store.files(of: "news").map(\.state) == [.live, .broken, .broken])
        #expect(try await store.entry(of: "news", id: "x") == nil)
        #expect(try await store.entry(of: "news", slug: "b") == nil)
        #expect(try await store.owners(of: ["x"], in: "news").isEmpty)
        #expect(try await store.liveCount(of: "news") == 1)
        var edition = Edition.of(renamings: [("a", "b")])
        edition.forgotten = ["b", "c"]
        try await store.commit(edition, at: start)
        #expect(try await store.files(of: "news").map(\.path) == ["b"])
    }

    @Test(arguments: StoreForm.allCases)
    func `a touched file has a new mark and nothing else that is new`(form: StoreForm) async throws {
        let opened = try form.open()
        var entry = CatalogueEntry.sample("a")
        try await opened.store.commit(.of(entry), at: start)
        entry.file = FileMark(inode: 1, size: 2, modified: 3, hash: Fingerprint(high: 4, low: .max))
        var edition = Edition(feed: .sample())
        edition.touched = [KnownFile(path: "a", mark: entry.file, state: .live)]
        try await opened.store.commit(edition, at: start)
        #expect(try await opened.store.entries(of: "news") == [entry])
    }

    @Test(arguments: StoreForm.allCases)
    func `a slug belongs to the living, and is found of the gone`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample("a"), .sample("b", state: .gone)), at: start)
        #expect(try await store.owners(ofSlugs: ["a", "b"], in: "news") == ["a": "a"])
        #expect(try await store.entry(of: "news", slug: "b")?.state == .gone)
        #expect(try await store.entry(of: "other", slug: "a") == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `the newest come first, up to a limit, and without those left out`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(
            .of(
                .sample("old", published: start - 20),
                .sample("b", published: start - 10),
                .sample("a", published: start - 10),
                .sample("draft", state: .draft),
                .sample("later", published: start + 1),
                .sample("over", expires: start)
            ),
            at: start
        )
        func newest(_ limit: Int, leavingOut: Set<Spelling> = []) async throws -> [String] {
            try await store.newest(of: "news", at: start + 0.9, limit: limit, leavingOut: leavingOut)
                .map(\.path)
        }
        #expect(try await newest(9) == ["a", "b", "old"])
        #expect(try await newest(2) == ["a", "b"])
        #expect(try await newest(2, leavingOut: ["a"]) == ["b", "old"])
        #expect(try await store.count(of: "news", at: start) == 3)
        #expect(try await store.count(of: "news", at: start + 1) == 4)
    }

    @Test(arguments: StoreForm.allCases)
    func `the next change is the first appearance or end that lies ahead`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(
            .of(
                .sample("a", published: start + 10),
                .sample("b", expires: start + 5),
                .sample("draft", state: .draft, published: start + 1)
            ),
            at: start
        )
        #expect(try await store.nextChange(of: "news", after: start) == start + 5)
        #expect(try await store.nextChange(of: "news", after: start + 5) == start + 10)
        #expect(try await store.nextChange(of: "news", after: start + 10) == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a body is kept by its entry's id, the last one written`(form: StoreForm) async throws {
        let opened = try form.open()
        let first = KeptBody(id: "1", source: Fingerprint(high: .max, low: 0), html: "<p>one</p>")
        let second = KeptBody(id: "1", source: Fingerprint(high: 2, low: .max), html: "<p>two</p>")
        var edition = Edition(feed: .sample())
        edition.bodies = [first]
        try await opened.store.commit(edition, at: start)
        #expect(try await opened.store.bodies(of: ["1", "2"], in: "news") == ["1": first])
        try await opened.store.keep([second], of: "news")
        #expect(try await opened.store.bodies(of: ["1"], in: "news") == ["1": second])
        #expect(try await opened.store.bodies(of: ["1"], in: "other").isEmpty)
    }

    @Test(arguments: StoreForm.allCases)
    func `problems are replaced for the paths that were looked at, or all of them`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        func commit(_ paths: [String], lookedAt: [String]?) async throws -> [String] {
            var edition = Edition(feed: .sample())
            edition.lookedAt = lookedAt
            edition.problems = paths.map {
                StoredProblem(path: $0, line: $0.isEmpty ? nil : 3, message: "m", isWarning: false)
            }
            try await opened.store.commit(edition, at: start)
            return try await opened.store.problems().map(\.problem.path)
        }
        #expect(try await commit(["", "a", "b"], lookedAt: nil) == ["", "a", "b"])
        #expect(try await commit(["c"], lookedAt: ["a", "c"]) == ["", "b", "c"])
        #expect(try await commit(["d"], lookedAt: nil) == ["d"])
    }

    @Test(arguments: StoreForm.allCases)
    func `whether a folder holds files is told by whole names`(form: StoreForm) async throws {
        let opened = try form.open()
        try await opened.store.commit(
            .of(.sample("ab/c"), .sample("a.md"), .sample("gone/x", state: .gone)),
            at: start
        )
        #expect(try await opened.store.hasFiles(of: "news", below: "ab"))
        #expect(try await !opened.store.hasFiles(of: "news", below: "a"))
        #expect(try await !opened.store.hasFiles(of: "news", below: "gone"))
    }

    @Test(arguments: StoreForm.allCases)
    func `feeds do not share paths, ids or slugs`(form: StoreForm) async throws {
        let opened = try form.open()
        var other = Edition(feed: .sample("other"))
        other.entries = [.sample("a")]
        try await opened.store.commit(.of(.sample("a")), at: start)
        try await opened.store.commit(other, at: start)
        #expect(try await opened.store.feeds().map(\.name) == ["news", "other"])
        #expect(try await opened.store.feed("other") == .sample("other"))
        #expect(try await opened.store.entries(of: "other").count == 1)
    }
}
