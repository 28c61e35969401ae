import Feeds
import Foundation
import Push
import Store
import Testing

/// What every store does with requests and subscriptions.
@Suite struct SubscriptionTests {
    private let reader = "https://reader.example/"
    private let secret = SealedSecret(bytes: [1, 2, 3])

    @Test(arguments: StoreForm.allCases)
    func `a topic is known by its address, and by a former one while somebody is subscribed to it`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        let former = "https://example.org/news/atom.xml"
        let present = "https://new.example/news/atom.xml"
        try await store.commit(.of(.sample()), at: start)
        #expect(try await store.topic(former) == news)
        try await store.confirmed(.sample(lease: 100))
        try await store.commit(.of(.sample(base: "https://new.example"), isTold: false), at: start)
        #expect(try await store.topic(present) == news)
        #expect(try await store.topic(former) == news)
        try await store.endLeases(at: start + 100)
        #expect(try await store.topic(former) == nil)
        #expect(try await store.topic("https://example.org/") == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a request is asked about once at a time, and confirmed it is a subscription`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let request = PendingVerification.sample(secret: secret, lease: 100)
        try await store.request(request, at: start)
        #expect(try await store.nextDue() == start)
        var claims = try await store.claimVerifications(at: start, limit: 9)
        let claim = try #require(claims.first)
        #expect(try await store.claimVerifications(at: start, limit: 9).isEmpty)
        #expect(try await store.subscription(callback: reader, key: news) == nil)
        claims[0].id = 0
        #expect(claims == [request])
        let id = try #require(try await store.confirm(claim, at: start + 5))
        #expect(
            try await store.subscription(callback: reader, key: news)
                == Subscription(
                    id: id,
                    key: news,
                    topic: request.topic,
                    callback: reader,
                    secret: secret,
                    expires: start + 105
                )
        )
        #expect(try await store.confirm(claim, at: start + 5) == nil)
        #expect(try await store.nextDue() == start + 105)
    }

    @Test(arguments: StoreForm.allCases)
    func `a later request takes the place of an earlier one for its callback and topic`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        try await store.request(.sample(lease: 100), at: start)
        let earlier = try await store.claimVerifications(at: start, limit: 9)
        try await store.request(.sample(lease: 200), at: start)
        try await store.request(.sample(.subscribe, "https://other.example/"), at: start)
        let later = try await store.claimVerifications(at: start, limit: 9)
        #expect(Set(later.map(\.callback)) == [reader, "https://other.example/"])
        #expect(try await store.confirm(earlier[0], at: start) == nil)
        for claim in later { #expect(try await store.confirm(claim, at: start) != nil) }
        #expect(try await store.subscription(callback: reader, key: news)?.expires == start + 200)
    }

    @Test(arguments: StoreForm.allCases)
    func `a renewal keeps the id, and replaces lease and secret only when it is confirmed`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let id = try await store.confirmed(.sample(secret: secret, lease: 100))
        try await store.request(.sample(secret: SealedSecret(bytes: [9]), lease: 500), at: start + 50)
        let claims = try await store.claimVerifications(at: start + 50, limit: 9)
        let before = try await store.subscription(callback: reader, key: news)
        #expect(before?.secret == secret)
        #expect(before?.expires == start + 100)
        #expect(try await store.confirm(claims[0], at: start + 50) == id)
        let after = try await store.subscription(callback: reader, key: news)
        #expect(after?.secret == SealedSecret(bytes: [9]))
        #expect(after?.expires == start + 550)
    }

    @Test(arguments: StoreForm.allCases)
    func `what is not confirmed leaves everything as it was, and is asked again only where that was said`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        try await store.confirmed(.sample(secret: secret, lease: 1_000))
        let before = try await store.subscription(callback: reader, key: news)
        try await store.request(.sample(.unsubscribe), at: start)
        let first = try await store.claimVerifications(at: start, limit: 9)
        try await store.postpone(first[0], until: start + 10)
        #expect(try await store.claimVerifications(at: start + 9, limit: 9).isEmpty)
        #expect(try await store.nextDue() == start + 10)
        let second = try await store.claimVerifications(at: start + 10, limit: 9)
        #expect(second.map(\.attempt) == [1])
        try await store.postpone(second[0], until: nil)
        #expect(try await store.nextDue() == start + 1_000)
        #expect(try await store.subscription(callback: reader, key: news) == before)
    }

    @Test(arguments: StoreForm.allCases)
    func `an unsubscription that is confirmed ends the subscription and its retries`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let id = try #require(try await store.confirmed(.sample()))
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        try await store.finish(claim, results: [id: .failed(attempt: 1, due: start, reason: "")], at: start)
        #expect(try await store.owed().retries == 1)
        #expect(try await store.confirmed(.sample(.unsubscribe)) == id)
        #expect(try await store.subscription(callback: reader, key: news) == nil)
        #expect(try await store.owed().retries == 0)
        #expect(try await store.nextDue() == nil)
        #expect(try await store.confirmed(.sample(.unsubscribe)) == nil)
        #expect(try #require(try await store.confirmed(.sample())) > id)
    }

    @Test(arguments: StoreForm.allCases)
    func `a subscription whose lease is over ends, and its retry with it`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let id = try #require(try await store.confirmed(.sample(lease: 10)))
        try await store.confirmed(.sample(.subscribe, "https://other.example/", lease: 20))
        try await store.commit(.of(.sample()), at: start)
        let claim = try #require(try await store.claimFanout(at: start))
        try await store.finish(
            claim,
            results: [id: .failed(attempt: 1, due: start + 15, reason: "")],
            at: start
        )
        #expect(try await store.nextDue() == start + 10)
        try await store.endLeases(at: start + 9)
        #expect(try await store.owed().subscriptions == 2)
        try await store.endLeases(at: start + 10)
        #expect(try await store.owed().subscriptions == 1)
        #expect(try await store.owed().retries == 0)
        #expect(try await store.nextDue() == start + 20)
    }

    @Test(arguments: StoreForm.allCases)
    func `a subscription that is renewed after its lease was over misses nothing that came meanwhile`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        try await store.confirmed(.sample(lease: 10))
        try await store.request(.sample(), at: start + 9)
        try await store.commit(.of(.sample()), at: start + 11)
        #expect(try await store.claimFanout(at: start + 11) == nil)
        let claims = try await store.claimVerifications(at: start + 12, limit: 9)
        let id = try await store.confirm(claims[0], at: start + 12)
        #expect(try await store.claimRetries(at: start + 12, limit: 9).map(\.subscription.id) == [id])
    }

    @Test(arguments: StoreForm.allCases)
    func `one who is verified while the topic changes is owed the newest edition`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        try await store.request(.sample(), at: start)
        try await store.commit(.of(.sample()), at: start)
        let claims = try await store.claimVerifications(at: start, limit: 9)
        let id = try await store.confirm(claims[0], at: start)
        let retries = try await store.claimRetries(at: start, limit: 9)
        #expect(retries.map(\.subscription.id) == [id])
        #expect(retries.map(\.version) == [2])
        #expect(retries.map(\.since) == [1])
    }

    @Test(arguments: StoreForm.allCases)
    func `one who is verified while an untold edition comes is owed nothing`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        try await store.request(.sample(), at: start)
        try await store.commit(.of(.sample(), isTold: false), at: start)
        let claims = try await store.claimVerifications(at: start, limit: 9)
        _ = try await store.confirm(claims[0], at: start)
        #expect(try await store.claimRetries(at: start, limit: 9).isEmpty)
    }

    @Test(arguments: StoreForm.allCases)
    func `nobody can ask for a topic that never was`(form: StoreForm) async throws {
        let opened = try form.open()
        try await opened.store.request(.sample(), at: start)
        #expect(try await opened.store.nextDue() == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a request for a view that turns out to be none is denied, and one to leave it is not`(
        form: StoreForm
    )
        async throws
    {
        let opened = try form.open()
        let store = opened.store
        try await store.commit(.of(.sample()), at: start)
        let key = FeedDocument.Key(feed: "news", view: "tag/x", format: .atom)
        try await store.request(.sample(key: key), at: start)
        try await store.request(.sample(.unsubscribe, "https://other.example/", key: key), at: start)
        try await store.refuse(key)
        let denials = try await store.claimDenials(at: start, limit: 9)
        #expect(denials.map(\.callback) == ["https://reader.example/"])
        #expect(denials.first?.reason == "there is no such part of the feed any more")
    }

    @Test(arguments: StoreForm.allCases)
    func `of a document that part is found which is new or different since a version`(form: StoreForm)
        async throws
    {
        let opened = try form.open()
        let store = opened.store
        func pieces(_ texts: String...) -> [Piece] { texts.map { .sample($0) } }
        try await store.commit(.of(.sample(pieces: pieces("<1", "a", "b", ">"))), at: start)
        try await store.commit(.of(.sample(pieces: pieces("<2", "c", "a", "b", ">"))), at: start)
        try await store.commit(.of(.sample(pieces: pieces("<3", "c", "a", "B", ">"))), at: start)
        for (version, expected) in [(0, "<3caB>"), (1, "<3cB>"), (2, "<3B>"), (3, "<3>")] as [(Int64, String)]
        {
            let part = try #require(try await store.document(news, changedSince: version))
            #expect(String(decoding: part.bytes, as: UTF8.self) == expected)
            #expect(part.version == 3)
        }
    }
}
