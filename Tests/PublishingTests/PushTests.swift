import Articles
import Feeds
import Foundation
import Outbound
import Push
import Store
import Testing

@testable import Publishing

/// In turn: some measure how long others wait.
@Suite(.serialized, .timeLimit(.minutes(2))) struct `A subscriber` {
    let room: Newsroom
    let far: Subscribers
    let key: SecretKey
    let hub: Hub

    init() async throws {
        room = try Newsroom(["a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nThe body.\n"])
        far = try Subscribers()
        key = try #require(SecretKey(bytes: SecretKey.randomBytes()))
        hub = Hub(store: room.store, key: key, addressGuard: AddressGuard(allowsEverything: true))
        try await room.publish()
    }

    private func courier(
        _ addressGuard: AddressGuard = AddressGuard(allowsEverything: true),
        waits: [TimeInterval] = [0.3]
    )
        -> Task<Void, Never>
    {
        let courier = Courier(
            store: room.store,
            client: HTTPClient(addressGuard: addressGuard, inFlight: 256, perHost: 64),
            key: key,
            schedule: RetrySchedule(waits: waits),
            logger: Newsroom.logger
        )
        return Task { await courier.run() }
    }

    private func ask(
        _ mode: String,
        _ path: String,
        _ format: Format = .atom,
        secret: String? = nil
    ) async throws -> Int {
        let topic = try #require(try await room.document(format)).selfLink
        var fields = [("hub.mode", mode), ("hub.topic", topic), ("hub.callback", far.url(path))]
        if let secret { fields.append(("hub.secret", secret)) }
        return try await hub.accept(fields).status
    }

    private func subscription(_ path: String, _ format: Format = .atom) async throws -> Subscription? {
        try await room.store.subscription(
            callback: far.url(path),
            key: FeedDocument.Key(feed: "news", format: format)
        )
    }

    private func subscribe(_ paths: String..., secret: String? = nil) async throws {
        for path in paths { #expect(try await ask("subscribe", path, secret: secret) == 202) }
        for path in paths { try await eventually { try await subscription(path) != nil } }
    }

    private func edit(_ text: String = UUID().uuidString) async throws {
        try room.write("---\ntitle: A\ndate: 2024-01-02\n---\n\(text)\n", to: "a.md")
        try await room.publish()
    }

    private func deliveries(_ path: String) async throws -> [Subscribers.Request] {
        try await far.requests("POST", path)
    }

    @Test func `is verified, and then sent every document, whole and signed`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/good/1", secret: "s3cret")
        let question = try #require(try await far.requests("GET", "/good/1").first)
        let topic = try #require(try await room.document(.atom)).selfLink
        #expect(question.query["hub.mode"] == "subscribe")
        #expect(question.query["hub.topic"] == topic)
        #expect(question.query["hub.lease_seconds"] != nil)
        for turn in 1...3 {
            try await edit("Text \(turn)")
            try await eventually { try await deliveries("/good/1").count == turn }
            let document = try #require(try await room.document(.atom))
            let delivery = try #require(try await deliveries("/good/1").last)
            #expect(Array(delivery.body) == document.bytes)
            #expect(delivery.headers["content-type"] == document.key.format.contentType)
            #expect(
                delivery.headers["link"]
                    == "<https://news.example/hub>; rel=\"hub\", <\(topic)>; rel=\"self\""
            )
            #expect(
                delivery.headers["x-hub-signature"]
                    == Signature(of: document.bytes, secret: "s3cret").description
            )
        }
        try await eventually { try await room.store.unattempted() == 0 }
    }

    @Test func `is unsigned without a secret`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/good/1")
        try await edit()
        try await eventually { try await deliveries("/good/1").count == 1 }
        #expect(try await deliveries("/good/1")[0].headers["x-hub-signature"] == nil)
    }

    @Test func `of one format hears nothing of the others`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        #expect(try await ask("subscribe", "/good/json", .json) == 202)
        try await eventually { try await subscription("/good/json", .json) != nil }
        try await edit()
        try await eventually { try await deliveries("/good/json").count == 1 }
        #expect(try await deliveries("/good/json")[0].headers["content-type"] == Format.json.contentType)
        #expect(try await far.requests("POST").count == 1)
    }

    @Test func `renews its lease and its secret under the same subscription`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/good/1", secret: "old")
        let before = try #require(try await subscription("/good/1"))
        #expect(try await ask("subscribe", "/good/1", secret: "new") == 202)
        try await eventually { try await subscription("/good/1")?.secret != before.secret }
        let after = try #require(try await subscription("/good/1"))
        #expect(after.id == before.id)
        #expect(after.expires > before.expires)
        try await edit()
        try await eventually { try await deliveries("/good/1").count == 1 }
        let document = try #require(try await room.document(.atom))
        #expect(
            try await deliveries("/good/1")[0].headers["x-hub-signature"]
                == Signature(of: document.bytes, secret: "new").description
        )
    }

    @Test func `that leaves hears nothing more`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/good/1", "/good/2")
        #expect(try await ask("unsubscribe", "/good/1") == 202)
        try await eventually { try await subscription("/good/1") == nil }
        try await edit()
        try await eventually { try await deliveries("/good/2").count == 1 }
        #expect(try await deliveries("/good/1").isEmpty)
    }

    @Test func `that leaves while its delivery hangs is let go`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/hang/1")
        try await edit()
        try await eventually { try await deliveries("/hang/1").count == 1 }
        #expect(try await ask("unsubscribe", "/hang/1") == 202)
        try await eventually { try await subscription("/hang/1") == nil }
        try await eventually(within: 3) {
            let owed = try await room.store.owed()
            return owed.ranges == 0 && owed.retries == 0
        }
    }

    @Test func `whose secret cannot be opened any more is sent nothing, and is told of`() async throws {
        let before = courier()
        try await subscribe("/good/1", secret: "s3cret")
        before.cancel()
        await before.value
        let other = Courier(
            store: room.store,
            client: HTTPClient(addressGuard: AddressGuard(allowsEverything: true)),
            key: try #require(SecretKey(bytes: SecretKey.randomBytes())),
            schedule: RetrySchedule(waits: [60]),
            logger: Newsroom.logger
        )
        let work = Task { await other.run() }
        defer { work.cancel() }
        try await edit()
        try await eventually { try await !room.store.owed().failing.isEmpty }
        #expect(
            try await room.store.owed().failing == [
                "\(far.url("/good/1")): its secret cannot be opened: secret.key is not the one that sealed it"
            ]
        )
        #expect(try await deliveries("/good/1").isEmpty)
    }

    @Test(arguments: ["/wrong/1", "/refuse/1", "/lost/1"])
    func `that does not confirm is not subscribed`(_ path: String) async throws {
        let courier = courier()
        defer { courier.cancel() }
        #expect(try await ask("subscribe", path) == 202)
        try await eventually { try await far.requests("GET", path).count == 1 }
        try await eventually { try await room.store.owed().verifications == 0 }
        #expect(try await subscription(path) == nil)
        #expect(try await far.requests("GET", "/good/elsewhere").isEmpty)
    }

    @Test func `that does not confirm its leaving stays`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/stay/1")
        #expect(try await ask("unsubscribe", "/stay/1") == 202)
        try await eventually { try await far.requests("GET", "/stay/1").count == 2 }
        try await eventually { try await room.store.owed().verifications == 0 }
        #expect(try await subscription("/stay/1") != nil)
    }

    @Test func `that sleeps through its verification keeps nobody waiting`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        #expect(try await ask("subscribe", "/sleepy/1") == 202)
        try await eventually { try await far.requests("GET", "/sleepy/1").count == 1 }
        let began = Date()
        try await subscribe("/good/1")
        #expect(Date().timeIntervalSince(began) < 3)
    }

    @Test func `that answers 410 is no subscriber any more`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/gone/1")
        try await edit()
        try await eventually { try await subscription("/gone/1") == nil }
        #expect(try await deliveries("/gone/1").count == 1)
        #expect(try await room.store.owed().retries == 0)
    }

    @Test(arguments: ["/fail/1", "/moved/1"])
    func `that refuses is tried again until it takes the newest document`(_ path: String) async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe(path)
        try await edit("Older")
        try await eventually { try await deliveries(path).count >= 2 }
        try await edit("Newer")
        await far.mend()
        try await eventually { try await room.store.owed().retries == 0 }
        let document = try #require(try await room.document(.atom))
        #expect(try await deliveries(path).last.map { Array($0.body) } == document.bytes)
        #expect(try await far.requests("POST", "/good/elsewhere").isEmpty)
        #expect(try await subscription(path) != nil)
    }

    @Test func `that hangs holds up nobody, neither now nor at the next edition`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/hang/1", "/hang/2", "/good/1", "/fail/1")
        for turn in 1...3 {
            let began = Date()
            try await edit()
            let document = try #require(try await room.document(.atom))
            try await eventually { try await deliveries("/good/1").count == turn }
            #expect(Date().timeIntervalSince(began) < 3)
            // One that failed before is not held up by those that hang either.
            try await eventually(within: 4) {
                try await deliveries("/fail/1").contains { Array($0.body) == document.bytes }
            }
        }
        // It gets the newest when it wakes, and once.
        #expect(try await deliveries("/hang/1").count == 1)
        #expect(try await room.store.owed().ranges == 0)
    }

    @Test func `of hundreds that hang on one host keeps none of the others waiting`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        for number in 0..<300 {
            #expect(
                try await ask("subscribe", number % 3 == 0 ? "/hang/\(number)" : "/good/\(number)") == 202
            )
        }
        try await eventually(within: 40) { try await room.store.owed().subscriptions == 300 }
        let began = Date()
        try await edit()
        try await eventually {
            try await far.requests("POST").count { $0.path.hasPrefix("/good/") } == 200
        }
        // With 64 places for the host they would wait for two rounds of those who do not answer.
        #expect(Date().timeIntervalSince(began) < 2.5)
        try await eventually(within: 4) { try await room.store.owed().ranges == 0 }
    }

    @Test func `that hangs when it is tried again holds up no other that is tried again`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/turn/1", "/fail/1")
        try await edit()
        try await eventually { try await deliveries("/turn/1").count == 2 }
        let count = try await deliveries("/fail/1").count
        try await eventually(within: 4) { try await deliveries("/fail/1").count > count + 1 }
        // And it can leave while it hangs.
        #expect(try await ask("unsubscribe", "/turn/1") == 202)
        try await eventually { try await subscription("/turn/1") == nil }
    }

    @Test func `that is slow is not sent a document twice`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        try await subscribe("/slow/1", "/slow/2", "/good/1")
        try await edit()
        try await eventually {
            let owed = try await room.store.owed()
            return owed.ranges == 0 && owed.retries == 0
        }
        #expect(try await deliveries("/slow/1").count == 1)
        #expect(try await deliveries("/slow/2").count == 1)
        #expect(try await deliveries("/good/1").count == 1)
    }

    @Test func `is sent after a start what was owed before`() async throws {
        let first = courier()
        try await subscribe("/good/1", "/hang/1")
        try await edit()
        try await eventually { try await deliveries("/hang/1").count == 1 }
        first.cancel()
        await first.value
        try await edit()
        await far.mend()
        let second = courier()
        defer { second.cancel() }
        let document = try #require(try await room.document(.atom))
        for path in ["/good/1", "/hang/1"] {
            try await eventually { try await deliveries(path).last.map { Array($0.body) } == document.bytes }
        }
        try await eventually { try await room.store.unattempted() == 0 }
    }

    @Test func `in a private network is refused, unless the operator admits it`() async throws {
        let strict = Hub(store: room.store, key: key, addressGuard: AddressGuard())
        let topic = try #require(try await room.document(.atom)).selfLink
        func fields(_ host: String) -> [(String, String)] {
            [
                ("hub.mode", "subscribe"), ("hub.topic", topic),
                ("hub.callback", "http://\(host):\(far.port)/good/1"),
            ]
        }
        #expect(try await strict.accept(fields("127.0.0.1")).status == 403)
        #expect(try await strict.accept(fields("[::1]")).status == 403)
        // A name is judged where it leads.
        #expect(try await strict.accept(fields("localhost")).status == 202)
        let refusing = courier(AddressGuard())
        try await eventually { try await room.store.nextDue().map { $0 > Date() + 5 } ?? false }
        refusing.cancel()
        await refusing.value
        #expect(try await far.requests("GET").isEmpty)
        let network = AddressGuard(allowing: [try #require(Network("127.0.0.0/8"))])
        let admitting = courier(network)
        defer { admitting.cancel() }
        let admitted = Hub(store: room.store, key: key, addressGuard: network)
        #expect(try await admitted.accept(fields("127.0.0.1")).status == 202)
        try await eventually { try await subscription("/good/1") != nil }
    }

    @Test func `that is another's hub is pinged, and again when it fails`() async throws {
        try room.define("hubs = [\"\(far.url("/fail/hub"))\"]")
        try await room.publish()
        let courier = courier()
        defer { courier.cancel() }
        try await eventually { try await far.requests("POST", "/fail/hub").count >= 4 }
        await far.mend()
        try await eventually { try await room.store.owed().pings == 0 }
        let bodies = try await far.requests("POST", "/fail/hub").map {
            String(decoding: $0.body, as: UTF8.self)
        }
        let atom = try #require(try await room.document(.atom)).selfLink
        let form = Ping(topic: atom).body
        #expect(bodies.contains(String(decoding: form, as: UTF8.self)))
    }

    @Test func `that is another's hub and hangs keeps no other waiting`() async throws {
        try room.define("hubs = [\"\(far.url("/hang/hub"))\"]")
        try await room.publish()
        let courier = courier()
        defer { courier.cancel() }
        try await eventually { try await far.requests("POST", "/hang/hub").count == 1 }
        try room.define("hubs = [\"\(far.url("/good/hub"))\"]")
        try await room.publish()
        try await eventually(within: 3) { try await far.requests("POST", "/good/hub").count == 3 }
    }

    @Test func `of many is sent each edition, none twice`() async throws {
        let courier = courier()
        defer { courier.cancel() }
        let count = 600
        for number in 0..<count { #expect(try await ask("subscribe", "/good/\(number)") == 202) }
        try await eventually(within: 40) { try await room.store.owed().subscriptions == count }
        try await edit()
        try await eventually(within: 40) { try await room.store.unattempted() == 0 }
        let document = try #require(try await room.document(.atom))
        let deliveries = try await far.requests("POST")
        #expect(deliveries.count == count)
        #expect(Set(deliveries.map(\.path)).count == count)
        #expect(deliveries.allSatisfy { Array($0.body) == document.bytes })
    }

    @Test func `that fails is what a publication by hand reports, when each has been tried`() async throws {
        let courier = courier(waits: [60])
        defer { courier.cancel() }
        try await subscribe("/good/1", "/fail/1", "/slow/1")
        try room.write("# B\n\nnew", to: "b.md")
        try await room.start()
        let publisher = try #require(room.publisher)
        var report: Report?
        var last: Publication.Step?
        for await step in Publication(publisher: publisher, store: room.store).carryOut(
            PublishRequest(isNow: true)
        ) {
            if case .done(let done) = step { report = done } else { last = step }
        }
        let done = try #require(report)
        #expect(try await deliveries("/slow/1").count == 1)
        #expect(try await deliveries("/fail/1").count == 1)
        #expect(done.failing == ["\(far.url("/fail/1")): answered 500"])
        #expect(last == .attempted(3, of: 3) || done.attempted == 0)
    }
}
