import Feeds
import Foundation
import Push
import Store
import Testing

/// What every store owes to subscribers, rule by rule.
@Suite struct OwedTests {
    /// A store with a document of version 1, and so many subscriptions to it.
    private func store(_ form: StoreForm, _ count: Int, rangeSize: Int = 256) async throws
        -> StoreForm.Opened
    {
        let opened = try form.open(rangeSize: rangeSize)
        try await opened.store.commit(.of(.sample()), at: start)
        for number in 0..<count {
            try await opened.store.confirmed(.sample(.subscribe, "https://\(number).example/"))
        }
        return opened
    }

    @Test(arguments: StoreForm.allCases)
    func `an edition is owed to everybody, in claims that do not overlap`(form: StoreForm) async throws {
        let opened = try await store(form, 7, rangeSize: 3)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        #expect(try await store.unattempted() == 7)
        var claimed: [[String]] = []
        while let claim = try await store.claimFanout(at: start) {
            #expect(claim.version == 2)
            #expect(claim.since == 1)
            claimed.append(claim.subscriptions.map(\.callback))
            try await store.finish(claim, results: [:], at: start)
        }
        #expect(claimed.map(\.count) == [3, 3, 1])
        #expect(claimed.flatMap(\.self) == (0..<7).map { "https://\($0).example/" })
        #expect(try await store.owed().ranges == 0)
        #expect(try await store.unattempted() == 0)
    }

    @Test(arguments: StoreForm.allCases)
    func `an untold edition is owed to nobody`(form: StoreForm) async throws {
        let opened = try await store(form, 1)
        try await opened.store.commit(.of(.sample(), isTold: false), at: start)
        #expect(try await opened.store.claimFanout(at: start + 9) == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a retry is not followed by an untold edition`(form: StoreForm) async throws {
        let opened = try await store(form, 1)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        let rows = try await store.detach(claim.subscriptions.map(\.id), of: claim, at: start)
        try await store.finish(claim, results: [:], at: start)
        try await store.commit(.of(.sample(), isTold: false), at: start)
        try await store.finish(rows[0], result: .delivered, at: start)
        #expect(try await store.owed().retries == 0)
    }

    @Test(arguments: StoreForm.allCases)
    func `editions of one second go out together, an urgent one at once`(form: StoreForm) async throws {
        let opened = try await store(form, 1)
        let store = opened.store
        func commit(at second: TimeInterval, isUrgent: Bool = false) async throws -> TimeInterval? {
            try await store.commit(.of(.sample(), isUrgent: isUrgent), at: start + second)
            return try await store.nextDue()?.timeIntervalSince(start)
        }
        func deliver(at second: TimeInterval) async throws {
            let claim = try #require(try await store.claimFanout(at: start + second))
            try await store.finish(claim, results: [:], at: start + second)
        }
        #expect(try await commit(at: 0.5) == 0.5)
        try await deliver(at: 0.5)
        #expect(try await commit(at: 0.75) == 1.5)
        #expect(try await commit(at: 1) == 1.5)
        #expect(try await store.claimFanout(at: start + 1.25) == nil)
        try await deliver(at: 1.5)
        #expect(try await commit(at: 1.75) == 2.5)
        #expect(try await commit(at: 2, isUrgent: true) == 2)
        try await deliver(at: 2)
        #expect(try await commit(at: 2.25) == 3)
    }

    @Test(arguments: StoreForm.allCases)
    func `a push is put off by a second at most, whatever the clock did`(form: StoreForm) async throws {
        let opened = try await store(form, 1)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start + 86_400)
        let claim = try #require(try await store.claimFanout(at: start + 86_400))
        try await store.finish(claim, results: [:], at: start + 86_400)
        try await store.commit(.of(.sample()), at: start)
        #expect(try await store.nextDue() == start + 1)
    }

    @Test(arguments: StoreForm.allCases)
    func `what is under way when an urgent edition comes is sent again at once`(
        form: StoreForm
    ) async throws {
        let opened = try await store(form, 1)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        try await store.commit(.of(.sample(), isUrgent: true), at: start + 0.25)
        try await store.finish(claim, results: [:], at: start + 0.5)
        let next = try #require(try await store.claimFanout(at: start + 0.5))
        #expect(next.version == 3)
        #expect(next.since == 2)
    }

    @Test(arguments: StoreForm.allCases)
    func `a newer edition keeps the order, and comes again only to those who have the older`(
        form: StoreForm
    ) async throws {
        let opened = try await store(form, 6, rangeSize: 2)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let first = try #require(try await store.claimFanout(at: start))
        try await store.finish(first, results: [:], at: start)
        try await store.commit(.of(.sample()), at: start + 2)
        var claims: [FanoutClaim] = []
        while let claim = try await store.claimFanout(at: start + 2) {
            claims.append(claim)
            try await store.finish(claim, results: [:], at: start + 2)
        }
        #expect(claims.map(\.version) == [3, 3, 3])
        #expect(claims.map(\.since) == [1, 1, 2])
        #expect(claims[2].subscriptions == first.subscriptions)
    }

    @Test(arguments: StoreForm.allCases)
    func `a failed delivery is owed alone, with the newest version and all that it missed`(
        form: StoreForm
    ) async throws {
        let opened = try await store(form, 2)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        let (id, other) = (claim.subscriptions[0].id, claim.subscriptions[1].id)
        try await store.finish(
            claim,
            results: [id: .failed(attempt: 1, due: start + 60, reason: "answered 503"), other: .delivered],
            at: start
        )
        #expect(try await store.owed().failing == ["https://0.example/: answered 503"])
        try await store.commit(.of(.sample()), at: start + 10)
        let next = try #require(try await store.claimFanout(at: start + 10))
        #expect(next.subscriptions.map(\.id) == [other])
        try await store.finish(next, results: [:], at: start + 10)
        #expect(try await store.nextDue() == start + 60)
        #expect(try await store.claimRetries(at: start + 59, limit: 9).isEmpty)
        let retry = try #require(try await store.claimRetries(at: start + 60, limit: 9).first)
        #expect(retry.version == 3)
        #expect(retry.since == 1)
        #expect(retry.attempt == 1)
        #expect(try await store.claimRetries(at: start + 60, limit: 9).isEmpty)
        try await store.finish(retry, result: .delivered, at: start + 60)
        #expect(try await store.owed().retries == 0)
    }

    @Test(arguments: StoreForm.allCases)
    func `a slow delivery lets its range finish, and is not sent again until it has ended`(
        form: StoreForm
    ) async throws {
        let opened = try await store(form, 2)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        let slow = claim.subscriptions[0].id
        let rows = try await store.detach([slow], of: claim, at: start + 1)
        #expect(rows.map(\.subscription.id) == [slow])
        try await store.finish(claim, results: [claim.subscriptions[1].id: .delivered], at: start + 1)
        try await store.commit(.of(.sample()), at: start + 2)
        #expect(
            try await store.claimFanout(at: start + 2)?.subscriptions.map(\.id) == [claim.subscriptions[1].id]
        )
        #expect(try await store.claimRetries(at: start + 2, limit: 9).isEmpty)
        try await store.finish(rows[0], result: .delivered, at: start + 3)
        let retry = try #require(try await store.claimRetries(at: start + 3, limit: 9).first)
        #expect(retry.version == 3)
        #expect(retry.since == 2)
        #expect(retry.attempt == 0)
    }

    @Test(arguments: StoreForm.allCases)
    func `one who answers 410 is owed nothing any more`(form: StoreForm) async throws {
        let opened = try await store(form, 2)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        let rows = try await store.detach([claim.subscriptions[1].id], of: claim, at: start)
        try await store.finish(claim, results: [claim.subscriptions[0].id: .gone], at: start)
        try await store.finish(rows[0], result: .gone, at: start)
        #expect(try await store.owed().subscriptions == 0)
        #expect(try await store.nextDue() == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `an end that comes after the subscription's leaves nothing behind`(form: StoreForm) async throws {
        let opened = try await store(form, 2)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        let rows = try await store.detach([claim.subscriptions[0].id], of: claim, at: start)
        for number in 0...1 {
            try await store.confirmed(.sample(.unsubscribe, "https://\(number).example/"))
        }
        let failed = DeliveryResult.failed(attempt: 1, due: start, reason: "")
        try await store.finish(rows[0], result: failed, at: start)
        try await store.finish(claim, results: [claim.subscriptions[1].id: failed], at: start)
        #expect(try await store.owed().retries == 0)
        #expect(try await store.nextDue() == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a range of nobody ends by itself`(form: StoreForm) async throws {
        let opened = try await store(form, 1)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        try await store.confirmed(.sample(.unsubscribe, "https://0.example/"))
        #expect(try await store.claimFanout(at: start) == nil)
        #expect(try await store.nextDue() == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a claim ends by itself, and then its holder can end nothing but subscriptions`(
        form: StoreForm
    ) async throws {
        let opened = try await store(form, 2)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let stale = try #require(try await store.claimFanout(at: start))
        let ends = try #require(try await store.nextDue())
        #expect(ends > start + 60)
        #expect(try await store.claimFanout(at: ends - 1) == nil)
        let claim = try #require(try await store.claimFanout(at: ends))
        #expect(claim.subscriptions == stale.subscriptions)
        let failed = DeliveryResult.failed(attempt: 1, due: ends, reason: "")
        try await store.commit(.of(.sample()), at: ends)
        try await store.finish(stale, results: [claim.subscriptions[0].id: failed], at: ends)
        #expect(try await store.detach([claim.subscriptions[0].id], of: stale, at: ends).isEmpty)
        #expect(try await store.claimFanout(at: ends + 2) == nil)
        #expect(try await store.claimRetries(at: ends + 2, limit: 9).isEmpty)
        try await store.finish(claim, results: [claim.subscriptions[0].id: failed], at: ends)
        #expect(try await store.claimRetries(at: ends + 2, limit: 9).count == 1)
    }

    @Test(arguments: StoreForm.allCases)
    func `a retry's claim ends by itself, and then its holder cannot end the next`(
        form: StoreForm
    ) async throws {
        let opened = try await store(form, 1)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        let stale = try await store.detach(claim.subscriptions.map(\.id), of: claim, at: start)
        try await store.finish(claim, results: [:], at: start)
        let ends = try #require(try await store.nextDue())
        #expect(try await store.claimRetries(at: ends, limit: 9).count == 1)
        try await store.finish(stale[0], result: .failed(attempt: 1, due: ends, reason: ""), at: ends)
        try await store.finish(stale[0], result: .delivered, at: ends)
        #expect(try await store.owed().retries == 1)
        #expect(try await store.claimRetries(at: ends, limit: 9).isEmpty)
    }

    @Test(arguments: StoreForm.allCases)
    func `whoever starts takes back every claim of those before`(form: StoreForm) async throws {
        let opened = try await store(form, 2)
        let store = opened.store
        var edition = Edition.of(.sample())
        edition.pingedHubs = ["https://hub.example/"]
        try await store.commit(edition, at: start)
        try await store.request(.sample(.subscribe, "https://new.example/"), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        _ = try await store.detach([claim.subscriptions[0].id], of: claim, at: start)
        _ = try await store.claimPings(at: start, limit: 9)
        _ = try await store.claimVerifications(at: start, limit: 9)
        #expect(try #require(try await store.nextDue()) > start)
        try await store.releaseClaims()
        #expect(try #require(try await store.nextDue()) <= start)
        #expect(try await store.claimFanout(at: start)?.subscriptions.count == 1)
        #expect(try await store.claimRetries(at: start, limit: 9).count == 1)
        #expect(try await store.claimPings(at: start, limit: 9).count == 1)
        #expect(try await store.claimVerifications(at: start, limit: 9).count == 1)
    }

    @Test(arguments: StoreForm.allCases)
    func `the subscribers of a withdrawn feed are owed a denial each, and nothing else`(form: StoreForm)
        async throws
    {
        let opened = try await store(form, 3, rangeSize: 2)
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        let failed = DeliveryResult.failed(attempt: 1, due: start, reason: "")
        try await store.finish(claim, results: [claim.subscriptions[0].id: failed], at: start)
        try await store.withdraw(feed: "news", at: start)
        #expect(try await store.claimFanout(at: start) == nil)
        #expect(try await store.claimRetries(at: start, limit: 9).isEmpty)
        #expect(try await store.owed().subscriptions == 0)
        #expect(try await store.unattempted() == 3)
        #expect(try await store.nextDue() == start)
        let denials = try await store.claimDenials(at: start, limit: 9)
        #expect(denials.count == 3)
        #expect(Set(denials.map(\.topic)) == Set(claim.subscriptions.map(\.topic)))
        #expect(try await store.claimDenials(at: start, limit: 9).isEmpty)
        try await store.finish(denials[0], again: start + 10)
        for denial in denials.dropFirst() { try await store.finish(denial, again: nil) }
        #expect(try await store.nextDue() == start + 10)
        #expect(try await store.claimDenials(at: start + 10, limit: 9).map(\.attempt) == [1])
    }
}
