import Feeds
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Store

/// What must stay cheap however much there is.
@Suite struct QueryPlanTests {
    /// The statements that a piece of work runs, as SQLite sees them.
    private func statements(
        of work: (SQLiteStore) async throws -> Void
    ) async throws -> (store: SQLiteStore, statements: Set<String>) {
        let store = try SQLiteStore()
        let traced = Traced()
        try await store.write { db in
            db.trace { event in
                if case .statement(let statement) = event { traced.add(statement.sql) }
            }
        }
        try await work(store)
        try await store.write { db in db.trace() }
        return (store, traced.all)
    }

    @Test func `no table that grows is scanned, nor sorted, by what runs often`() async throws {
        let (store, statements) = try await statements { store in
            var edition = Edition.of(.sample("a"), .sample("b"), .sample("broken", state: .broken))
            edition.documents = [.sample()]
            edition.archives = ArchiveRule(size: 1, least: 1)
            edition.media.references = ["id:a": [MediaReference(address: "a", path: "media/a")]]
            edition.media.enquiries = ["https://a.example/"]
            edition.former = [FormerAddresses(id: "id:a", slugs: ["old"], aliases: ["older"])]
            try await store.commit(edition, at: start)
            edition.entries[0].path = "c"
            edition.renamings = [Renaming(from: "a", to: "c")]
            edition.forgotten = ["broken"]
            edition.lookedAt = ["a"]
            try await store.confirmed(.sample())
            try await store.confirmed(.sample())
            try await store.commit(edition, at: start)
            _ = try await store.files(of: "news")
            _ = try await store.files(of: "news", inodes: [.max])
            _ = try await store.entries(of: "news")
            _ = try await store.entries(of: "news", at: ["a", "none"])
            _ = try await store.entry(of: "news", slug: "a")
            _ = try await store.entry(of: "news", id: "id:a")
            _ = try await store.entryID(of: "news", formerlyAt: "old")
            _ = try await store.formerSlugs(of: "news")
            _ = try await store.owners(of: ["id:a"], in: "news")
            let (text, none) = (Fingerprint(high: 1, low: 1), nil as Date?)
            let looks = [start, none].map { Likeness(text: text, title: "A", published: $0) }
            for look in looks { _ = try await store.paths(of: "news", alike: ["c": look]) }
            _ = try await store.owners(ofSlugs: ["a"], in: "news")
            _ = try await store.newest(of: "news", at: start, limit: 9, leavingOut: [])
            let entry = try await store.entry(of: "news", id: "id:a")
            if let entry { _ = try await store.neighbours(of: entry, in: "news", at: start) }
            _ = try await store.count(of: "news", at: start)
            _ = try await store.archiveEnds(of: "news")
            _ = try await store.archiveCount(of: "news")
            _ = try await store.archiveEnd(of: "news", number: 1)
            _ = try await store.entries(of: "news", inArchive: 1, at: start)
            _ = try await store.count(of: "news", beyondArchive: 1, at: start)
            _ = try await store.updates(of: "news", in: 0...1_023)
            _ = try await store.liveCount(of: "news")
            _ = try await store.isWithdrawn("/news/")
            _ = try await store.claimDenials(at: start, limit: 9)
            _ = try await store.hasFiles(of: "news", below: "a")
            _ = try await store.nextChange(of: "news", after: start)
            _ = try await store.entries(of: "news", changingFrom: start, by: start)
            _ = try await store.bodies(of: ["id:a"], in: "news")
            _ = try await store.media(of: "news", at: ["media/a"])
            _ = try await store.media(of: "news", inodes: [1])
            _ = try await store.mediaPath(of: "news", formerlyAt: "a")
            _ = try await store.mediaReferences(of: "news", entry: "id:a")
            _ = try await store.entries(of: "news", ids: ["id:a"])
            _ = try await store.documentHeads()
            _ = try await store.unwanted(of: [FeedDocument.Key(feed: "news", view: "tag/a", format: .atom)])
            _ = try await store.mediaPath(of: "news", address: "a", at: start)
            _ = try await store.remoteMedia(at: ["https://a.example/"])
            _ = try await store.enquiries(at: start, limit: 9)
            _ = try await store.nextEnquiry()
            _ = try await store.topic("https://example.org/")
            _ = try await store.document(news)
            _ = try await store.nextDue()
            if let claim = try await store.claimFanout(at: start) {
                let rows = try await store.detach(claim.subscriptions.map(\.id), of: claim, at: start)
                try await store.finish(claim, results: [:], at: start)
                for row in rows { try await store.finish(row, result: .delivered, at: start) }
            }
            _ = try await store.claimRetries(at: start, limit: 9)
            try await store.endLeases(at: start)
        }
        #expect(statements.count > 30)
        let growing = ["article", "subscription", "retry", "verification", "body", "problem"]
        for sql in statements where !sql.hasPrefix("PRAGMA") && !sql.contains("TRANSACTION") {
            let plan = try await store.read { db in
                let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
                statement.setUncheckedArguments([])
                return try Row.fetchAll(statement).map { $0["detail"] as String }
            }
            for line in plan {
                let words = line.split(separator: " ")
                let isScan = words.first == "SCAN" && words.count > 1 && growing.contains(String(words[1]))
                #expect(!isScan || line.contains("USING"), "\(line)\n\(sql)")
                let isSmall = sql.contains("LIMIT 1") && sql.contains("slug")
                #expect(isSmall || !line.contains("USE TEMP B-TREE"), "\(line)\n\(sql)")
            }
        }
    }

    @Test func `an edition that is owed to a million writes a handful of rows`() async throws {
        let store = try SQLiteStore()
        try await store.commit(.of(.sample()), at: start)
        try await store.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1000000)
                    INSERT INTO subscription (topic, url, callback, expires) SELECT 1, 'u', n, 3e9 FROM number
                    """
            )
        }
        func changes() async throws -> Int { try await store.read { db in db.totalChangesCount } }
        for second in 1...3 {
            let before = try await changes()
            try await store.commit(.of(.sample()), at: start + Double(second))
            #expect(try await changes() - before < 10)
            let claim = try #require(try await store.claimFanout(at: start + Double(second)))
            #expect(claim.subscriptions.count == 256)
            try await store.finish(claim, results: [:], at: start + Double(second))
        }
    }
}

/// The statements that SQLite has run; it tells of them on its own queue.
private final class Traced: Sendable {
    private let found = Mutex<Set<String>>([])

    var all: Set<String> { found.withLock { $0 } }

    func add(_ sql: String) { found.withLock { _ = $0.insert(sql) } }
}
