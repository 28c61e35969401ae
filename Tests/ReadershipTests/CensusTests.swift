import Foundation
import Testing

@testable import Readership

struct CensusTests {
    private func visit(
        _ agent: String,
        from client: UInt32 = 1,
        document: UInt64 = 1,
        isUnchanged: Bool = false,
        sent: Int = 0,
        saved: Int = 0
    ) -> Visit {
        Visit(
            feed: "news",
            document: document,
            visitor: Visitor(userAgent: agent),
            client: Client(v4: client),
            isUnchanged: isUnchanged,
            sent: sent,
            saved: saved
        )
    }

    private func readers(_ visits: [Visit]) -> [String: Int] {
        var census = Census(day: 20_000)
        for visit in visits { census.count(visit) }
        return Dictionary(census.takeFresh().map { ($0.key.agent, $0.readers) }) { $1 }
    }

    @Test func `an aggregator's readers are the most that it reported, once for each feed that it knows`() {
        let readers = readers([
            visit("Feedbin feed-id:1 - 5 subscribers"), visit("Feedbin feed-id:1 - 7 subscribers", from: 2),
            visit("Feedbin feed-id:1 - 6 subscribers"), visit("Feedbin feed-id:2 - 10 subscribers"),
            visit("Feedbin feed-id:3 - 100 subscribers", document: 2),
        ])
        #expect(readers == ["Feedbin": 117])
    }

    @Test func `an aggregator that says no number fetches for one reader, from however many addresses`() {
        #expect(readers((1...9).map { visit("Flipboard/1.0", from: $0) }) == ["Flipboard": 1])
    }

    @Test func `direct readers are counted once for each household and agent`() {
        let v6 = (0..<3).map { number in
            var visit = visit("newsboat/2")
            visit.client = Client(high: 0x2001_0DB8_0000_0001, low: UInt64(number))
            return visit
        }
        let visits = (1...4).map { visit("newsboat/2.\($0)", from: $0 % 2) } + [visit("Miniflux")] + v6
        #expect(readers(visits) == ["newsboat": 3, "Miniflux": 1])
    }

    @Test(arguments: [1, 1_024, 1_025, 10_000, 200_000])
    func `very many are counted to a few hundredths, in little memory`(count: Int) {
        var counted = DistinctCount()
        var generator = SystemRandomNumberGenerator()
        let hashes = (0..<count).map { _ in generator.next() }
        for hash in hashes + hashes.prefix(1_000) { counted.insert(hash) }
        #expect(abs(counted.count - count) <= (count > 1_024 ? count / 12 : 0))
    }

    @Test func `requests and bytes are told once, readers each time anew`() {
        var census = Census(day: 20_000)
        census.count(visit("newsboat", sent: 70, saved: 30))
        census.count(visit("newsboat", from: 2, isUnchanged: true, saved: 100))
        var expected = ReadershipDay(.init(day: 20_000, feed: "news", agent: "newsboat"))
        (expected.readers, expected.requests, expected.unchanged) = (2, 2, 1)
        (expected.sent, expected.saved) = (70, 130)
        #expect(census.takeFresh() == [expected])
        #expect(census.takeFresh().isEmpty)
        census.count(visit("newsboat", from: 3))
        var more = ReadershipDay(expected.key)
        (more.readers, more.requests) = (3, 1)
        #expect(census.takeFresh() == [more])
    }

    @Test func `a report has every day, and keeps bots apart from readers`() {
        var census = Census(day: 20_000)
        for agent in ["newsboat", "Feedly (9 subscribers)", "Googlebot", "curl/8"] {
            census.count(visit(agent))
        }
        let report = ReadershipReport(census.takeFresh(), today: 20_001, days: 3)
        #expect(report.feeds.map(\.feed) == ["news"])
        let days = report.feeds[0].days
        #expect(days.map(\.day) == ["2024-10-03", "2024-10-04", "2024-10-05"])
        #expect(days.map(\.readers) == [0, 10, 0])
        #expect(days[1].requests == 2)
        #expect(days[1].requestsOfBots == 2)
        #expect(days[1].agents.map(\.agent) == ["Feedly", "newsboat", "Googlebot", "curl"])
        #expect(days[1].agents.map(\.readers) == [9, 1, 0, 0])
    }
}
