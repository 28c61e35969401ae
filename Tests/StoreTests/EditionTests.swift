import Feeds
import Foundation
import Store
import Testing

/// What every store does with documents.
@Suite struct EditionTests {
    private let rss = FeedDocument.Key(feed: "news", format: .rss)

    @Test(arguments: StoreForm.allCases)
    func `a document's version grows by one, and its moment by a second at least`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        var dated: [FeedDocument] = []
        for second in [0, 0, 0.5, 10, 5] {
            dated += try await opened.store.commit(.of(.sample()), at: start + second)
        }
        #expect(dated.map(\.version) == [1, 2, 3, 4, 5])
        #expect(dated.map { $0.lastModified.timeIntervalSince(start) } == [0, 1, 2, 10, 11])
    }

    @Test(arguments: StoreForm.allCases)
    func `a document is served as it was committed`(form: StoreForm) async throws {
        let opened = try form.open()
        let committed = try await opened.store.commit(.of(.sample(news, "\u{0}𝄞")), at: start)
        #expect(try await opened.store.document(news) == committed.first)
        let heads = try await opened.store.documentHeads()
        #expect(heads == committed.map { $0.head })
    }

    @Test(arguments: StoreForm.allCases)
    func `whoever knows of a version is never handed a former one`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample(news)), at: start)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for second in 1...300 {
                    try await store.commit(.of(.sample(news)), at: start + Double(second))
                }
            }
            for _ in 0..<3 {
                group.addTask {
                    var known: Int64 = 0
                    while known < 301 {
                        known = try await store.version(of: news) ?? 0
                        let document = try await store.document(news)
                        #expect(try #require(document).version >= known)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(arguments: StoreForm.allCases)
    func `a document that an edition does not name stays untouched`(form: StoreForm) async throws {
        let opened = try form.open()
        try await opened.store.commit(.of(.sample(rss)), at: start)
        let before = try await opened.store.document(rss)
        try await opened.store.commit(.of(.sample(news)), at: start + 100)
        #expect(try await opened.store.document(rss) == before)
    }

    @Test(arguments: StoreForm.allCases)
    func `an edition that cannot be written leaves nothing behind`(form: StoreForm) async throws {
        let opened = try form.open()
        try await opened.store.commit(.of(.sample("a")), at: start)
        var edition = Edition.of(.sample("b"), .sample("c", id: "id:b"))
        edition.documents = [.sample()]
        await #expect(throws: StoreError.self) { try await opened.store.commit(edition, at: start) }
        #expect(try await opened.store.entries(of: "news").map(\.path) == ["a"])
        #expect(try await opened.store.documentHeads().isEmpty)
    }

    @Test(arguments: StoreForm.allCases)
    func `a withdrawn feed is served no more, and goes on where it was when it comes back`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        var edition = Edition.of(.sample("a"))
        edition.documents = [.sample()]
        edition.problems = [StoredProblem(path: "a", line: nil, message: "m", isWarning: true)]
        try await store.commit(edition, at: start)
        try await store.withdraw(feed: "news", at: start)
        #expect(try await store.isWithdrawn("/news/atom.xml"))
        #expect(try await store.isWithdrawn("/news/"))
        #expect(try await !store.isWithdrawn("/other/"))
        #expect(try await store.entries(of: "news").isEmpty)
        #expect(try await store.owners(of: ["id:a"], in: "news")["id:a"]?.isGone == true)
        #expect(try await store.documentHeads().isEmpty)
        #expect(try await store.document(news) == nil)
        #expect(try await store.problems().isEmpty)
        #expect(try await store.owners(of: ["id:a"], in: "news").count == 1)
        let back = try await store.commit(.of(.sample()), at: start)
        #expect(back.map(\.version) == [2])
        #expect(back.map(\.lastModified) == [start + 1])
    }

    @Test(arguments: StoreForm.allCases)
    func `everybody who listens hears a commit`(form: StoreForm) async throws {
        let opened = try form.open()
        let streams = [opened.store.commits(), opened.store.commits()]
        try await opened.store.commit(.of(.sample()), at: start)
        for stream in streams {
            var rings = stream.makeAsyncIterator()
            #expect(await rings.next() != nil)
        }
    }

    @Test(arguments: StoreForm.allCases)
    func `a ping is owed once to a hub, however many editions there were`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        var edition = Edition.of(.sample())
        edition.pingedHubs = ["https://a.example/", "https://b.example/"]
        for _ in 1...3 { try await store.commit(edition, at: start) }
        let pings = try await store.claimPings(at: start, limit: 9)
        #expect(pings.map(\.hub).sorted() == edition.pingedHubs)
        #expect(pings.map(\.topic) == Array(repeating: "https://example.org/news/atom.xml", count: 2))
        #expect(try await store.claimPings(at: start, limit: 9).isEmpty)
        try await store.finish(pings[0], again: nil)
        try await store.finish(pings[1], again: start + 60)
        #expect(try await store.nextDue() == start + 60)
        #expect(try await store.claimPings(at: start + 60, limit: 9).map(\.attempt) == [1])
    }

    @Test(arguments: StoreForm.allCases)
    func `an edition that comes while a ping is under way is pinged again`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        var edition = Edition.of(.sample())
        edition.pingedHubs = ["https://a.example/"]
        try await store.commit(edition, at: start)
        let first = try await store.claimPings(at: start, limit: 9)
        try await store.commit(edition, at: start)
        for ping in first { try await store.finish(ping, again: nil) }
        #expect(try await store.claimPings(at: start, limit: 9).count == 1)
    }

    @Test(arguments: StoreForm.allCases)
    func `an untold edition pings nobody`(form: StoreForm) async throws {
        let opened = try form.open()
        var edition = Edition.of(.sample(), isTold: false)
        edition.pingedHubs = ["https://a.example/"]
        try await opened.store.commit(edition, at: start)
        #expect(try await opened.store.nextDue() == nil)
    }
}
