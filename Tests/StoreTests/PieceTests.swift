import Feeds
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct `A document's pieces` {
    @Test func `are kept each once, in the order of the document, and no others`() async throws {
        var opened = try StoreForm.file.open()
        for texts in [["<", "a", "b", ">"], ["<", "a", "a", "c", ">"], ["<", "c", "b", ">"]] {
            let document = FeedDocument.sample(pieces: texts.map { .sample($0) })
            try await opened.store.commit(.of(document), at: start)
            // A store that has not just written it has nothing at hand.
            try opened.reopen()
            let kept = try await opened.store.document(news)
            #expect(kept?.pieces.map { String(decoding: $0.bytes, as: UTF8.self) } == texts)
            let store = try #require(opened.store as? SQLiteStore)
            let rows = try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM piece") }
            #expect(rows == Set(texts).count)
        }
    }

    @Test func `of a withdrawn feed go with it`() async throws {
        let opened = try StoreForm.file.open()
        try await opened.store.commit(.of(.sample()), at: start)
        try await opened.store.withdraw(feed: news.feed, at: start)
        let store = try #require(opened.store as? SQLiteStore)
        #expect(try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM piece") } == 0)
    }
}
