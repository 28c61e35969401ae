import Foundation
import Logging
import Readership
import Store
import Testing

@testable import Web

struct AudienceTests {
    private func visit(_ agent: String) -> Visit {
        Visit(
            feed: "news",
            document: 1,
            visitor: Visitor(userAgent: agent),
            client: Client(v4: 1),
            isUnchanged: false,
            sent: 5,
            saved: 7
        )
    }

    @Test func `each day counts its readers anew, and what was counted is saved once`() async throws {
        let store = try SQLiteStore()
        let audience = Audience(
            store: store,
            logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        )
        let noon = Date(timeIntervalSince1970: 20_000 * 86_400 + 43_200)
        await audience.take([visit("newsboat"), visit("newsboat")], lost: 0, at: noon)
        await audience.take([visit("newsboat")], lost: 0, at: noon + 86_400)
        await audience.save()
        await audience.save()
        let days = try await store.readership(of: "news", from: 0)
        #expect(days.map(\.key.day) == [20_000, 20_001])
        #expect(days.map(\.readers) == [1, 1])
        #expect(days.map(\.requests) == [2, 1])
        #expect(days.map(\.saved) == [14, 7])
    }
}
