import Feeds
import Foundation
import Push
import Testing

@testable import Store

struct SubscriptionCapTests {
    private let generous = SubscriptionCaps(
        pending: 1_000,
        subscriptionsPerHost: 1_000,
        subscriptionsPerTopic: 1_000
    )

    private func ask(
        _ store: any Store,
        _ callback: String,
        _ mode: SubscriptionRequest.Mode = .subscribe,
        within caps: SubscriptionCaps
    ) async throws -> SubscriptionCaps.Excess? {
        try await store.request(.sample(mode, callback), within: caps, at: start)
    }

    private func confirmAll(_ store: any Store) async throws {
        for claim in try await store.claimVerifications(at: start, limit: 100) {
            _ = try await store.confirm(claim, at: start)
        }
    }

    @Test(arguments: StoreForm.allCases)
    func `as many requests wait as may, and one that is made again is no other`(form: StoreForm) async throws
    {
        let store = try form.open().store
        try await store.commit(.of(.sample()), at: start)
        var caps = generous
        caps.pending = 2
        for number in 1...2 {
            #expect(try await ask(store, "https://\(number).example/", within: caps) == nil)
        }
        #expect(try await ask(store, "https://3.example/", within: caps) == .pending)
        #expect(try await ask(store, "https://2.example/", within: caps) == nil)
        #expect(try await ask(store, "https://3.example/", .unsubscribe, within: caps) == .pending)
        #expect(try await store.owed().verifications == 2)
        try await confirmAll(store)
        #expect(try await ask(store, "https://3.example/", within: caps) == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a host has as many subscriptions as it may, those that wait among them`(form: StoreForm)
        async throws
    {
        let store = try form.open().store
        try await store.commit(.of(.sample()), at: start)
        var caps = generous
        caps.subscriptionsPerHost = 2
        #expect(try await ask(store, "https://a.example/1", within: caps) == nil)
        try await confirmAll(store)
        #expect(try await ask(store, "https://A.example:8443/2", within: caps) == nil)
        #expect(try await ask(store, "https://a.example./3", within: caps) == .subscriptionsPerHost)
        try await confirmAll(store)
        #expect(try await ask(store, "http://a.example/3", within: caps) == .subscriptionsPerHost)
        #expect(try await ask(store, "https://a.example/1", within: caps) == nil)
        #expect(try await ask(store, "https://b.example/1", within: caps) == nil)
        #expect(try await ask(store, "https://a.example/1", .unsubscribe, within: caps) == nil)
        try await confirmAll(store)
        #expect(try await ask(store, "http://a.example/3", within: caps) == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a topic has as many subscriptions as it may, those that wait among them`(form: StoreForm)
        async throws
    {
        let store = try form.open().store
        try await store.commit(.of(.sample()), at: start)
        var caps = generous
        caps.subscriptionsPerTopic = 2
        #expect(try await ask(store, "https://1.example/", within: caps) == nil)
        try await confirmAll(store)
        #expect(try await ask(store, "https://2.example/", within: caps) == nil)
        #expect(try await ask(store, "https://3.example/", within: caps) == .subscriptionsPerTopic)
        try await confirmAll(store)
        #expect(try await ask(store, "https://3.example/", within: caps) == .subscriptionsPerTopic)
        #expect(try await ask(store, "https://1.example/", within: caps) == nil)
        #expect(try await ask(store, "https://2.example/", .unsubscribe, within: caps) == nil)
        try await confirmAll(store)
        #expect(try await ask(store, "https://3.example/", within: caps) == nil)
    }
}
