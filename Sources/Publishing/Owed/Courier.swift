import Feeds
import Foundation
package import Logging
package import Outbound
package import Push
package import Reactor
package import Store

/// Carries out what is owed to the outside: verifications, deliveries and pings.
package actor Courier: QueueActor {
    /// Ranges of at most 256 deliveries that are under way at a time.
    private static let mostRanges = 4
    private static let mostRetries = 64
    private static let mostVerifications = 256
    private static let mostPings = 16
    /// A delivery that takes longer leaves its range, in seconds.
    private static let slowness: TimeInterval = 1

    package nonisolated let executor = QueueExecutor("publishing.courier")

    let store: any Store
    let client: HTTPClient
    let key: SecretKey
    let schedule: RetrySchedule
    let logger: Logger
    private let wakes: AsyncStream<Void>
    let wakeUp: AsyncStream<Void>.Continuation
    private var alarm: Alarm?
    private var slowAlarm: Alarm?
    var ranges: [Int64: RangeUnderWay] = [:]
    private var retries = 0
    private var verifications = 0
    private var pings = 0
    var denials = 0
    /// Deliveries under way outside of ranges, by their subscriptions.
    private var retrySendings: [Int64: Sending] = [:]
    /// The document that was sent last: many ranges send the same.
    private var lastLetter: Letter?

    package init(
        store: any Store,
        client: HTTPClient,
        key: SecretKey,
        schedule: RetrySchedule = RetrySchedule(),
        logger: Logger
    ) {
        self.store = store
        self.client = client
        self.key = key
        self.schedule = schedule
        self.logger = logger
        (wakes, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Works until the task is cancelled; what is under way then is owed still, and done after the next start.
    package func run() async {
        do {
            try await store.releaseClaims()
        } catch {
            logger.error("claims not released", metadata: ["error": "\(error)"])
        }
        await lookAtKey()
        let commits = store.commits()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in commits { self.wakeUp.yield() }
            }
            wakeUp.yield()
            for await _ in wakes {
                do {
                    try await takeUp(in: &group)
                } catch is CancellationError {
                    break
                } catch {
                    logger.error("owed work not taken up", metadata: ["error": "\(error)"])
                    alarm = Alarm(after: 5, for: self) { $0.wakeUp.yield() }
                }
            }
            group.cancelAll()
        }
    }

    /// Says at once that the key is not the one that subscribers' secrets were sealed with: each delivery to them fails.
    private func lookAtKey() async {
        do {
            guard let subscription = try await store.sealedSubscription(),
                Letter.secret(of: subscription, with: key) == nil
            else { return }
            logger.error(
                "subscribers' secrets cannot be opened",
                metadata: [
                    "cure":
                        "restore secret.key from the backup; without it they hear nothing until they renew"
                ]
            )
        } catch {
            logger.error("subscriptions not read", metadata: ["error": "\(error)"])
        }
    }

    /// Takes up what is due, as far as there is room, and sets the alarm for what follows.
    private func takeUp(in group: inout DiscardingTaskGroup) async throws {
        let now = Date()
        // Most editions of most feeds owe nothing: one look tells it, where five claims would be transactions.
        let next = try await store.nextDue()
        guard let next, next <= now else { return setAlarm(for: next, now) }
        try await takeUpVerifications(at: now, in: &group)
        while ranges.count < Self.mostRanges, let claim = try await store.claimFanout(at: now) {
            ranges[claim.id] = RangeUnderWay(claim: claim)
            group.addTask { await self.deliver(claim) }
        }
        // Room for a half is enough to go on: some may take long, and nobody waits for the last of them.
        if retries <= Self.mostRetries / 2 {
            let claims = try await store.claimRetries(at: now, limit: Self.mostRetries - retries)
            retries += claims.count
            for claim in claims {
                group.addTask { await self.deliver(claim) }
            }
        }
        if pings <= Self.mostPings / 2 {
            let claims = try await store.claimPings(at: now, limit: Self.mostPings - pings)
            pings += claims.count
            for claim in claims {
                group.addTask { await self.send(claim) }
            }
        }
        try await takeUpDenials(at: now, in: &group)
        try await store.endLeases(at: now)
        setAlarm(for: try await store.nextDue(), now)
    }

    /// What is due now and not taken up waits for room, and whoever makes room wakes us.
    private func setAlarm(for next: Date?, _ now: Date) {
        guard let next, next > now else { return alarm = nil }
        alarm = Alarm(at: next, for: self) { $0.wakeUp.yield() }
    }

    private func takeUpVerifications(at now: Date, in group: inout DiscardingTaskGroup) async throws {
        guard verifications <= Self.mostVerifications / 2 else { return }
        let claims = try await store.claimVerifications(
            at: now,
            limit: Self.mostVerifications - verifications
        )
        if claims.isEmpty { return }
        verifications += claims.count
        group.addTask { await self.verify(claims) }
    }

    // Verification of intent (WebSub, section 5.3).

    private func verify(_ claims: [PendingVerification]) async {
        let questions = claims.map {
            Verification(
                $0.mode,
                topic: $0.topic,
                callback: $0.callback,
                leaseSeconds: $0.lease,
                challenge: Verification.challenge()
            )
        }
        let calls = questions.map {
            HTTPCall(.get, url: $0.url, timeout: 10, connectTimeout: 5, maximumAnswer: 4_096)
        }
        var left = claims.count
        for await batch in await client.send(calls).finished {
            await withDiscardingTaskGroup { group in
                for one in batch {
                    group.addTask { await self.settle(claims[one.index], questions[one.index], one.answer) }
                }
            }
            left -= batch.count
            verifications -= batch.count
            wakeUp.yield()
        }
        // Those that were cut off are counted out too.
        verifications -= left
        wakeUp.yield()
    }

    private func settle(_ claim: PendingVerification, _ question: Verification, _ answer: HTTPAnswer) async {
        let now = Date()
        do {
            switch answer {
            case .answered(let status, let body) where question.confirms(status: status, body: body):
                let id = try await store.confirm(claim, at: now)
                if claim.mode == .unsubscribe, let id { await callBack(id) }
                logger.info(
                    "subscription confirmed",
                    metadata: [
                        "mode": "\(claim.mode.rawValue)", "topic": "\(claim.topic)",
                        "callback": "\(claim.callback.withoutQuery)",
                    ]
                )
            case .answered(let status, _):
                try await store.postpone(claim, until: nil)
                logger.notice(
                    "subscription not confirmed",
                    metadata: ["callback": "\(claim.callback.withoutQuery)", "status": "\(status)"]
                )
            case .unreachable(let reason):
                // One who asks may not listen yet: asked again after 10 s and a minute, then no more.
                let waits: [TimeInterval] = [10, 60]
                let due = claim.attempt < waits.count ? now + waits[claim.attempt] : nil
                try await store.postpone(claim, until: due)
                logger.notice(
                    "subscription not confirmed",
                    metadata: ["callback": "\(claim.callback.withoutQuery)", "outcome": "\(reason)"]
                )
            }
        } catch {
            logger.error("verification not written down", metadata: ["error": "\(error)"])
        }
    }

    /// Takes deliveries to a subscription that has ended out of the queue.
    private func callBack(_ subscription: Int64) async {
        await retrySendings[subscription]?.cancel(0)
        for id in ranges.keys.sorted() {
            guard let range = ranges[id], !range.hasEnded(subscription),
                let index = range.claim.subscriptions.firstIndex(where: { $0.id == subscription })
            else { continue }
            await range.sending?.cancel(index)
            await finish(subscription, of: id, with: .delivered)
        }
    }

    // Deliveries (WebSub, section 7).

    private func deliver(_ claim: FanoutClaim) async {
        guard let letter = await letter(for: claim.key) else {
            ranges[claim.id] = nil
            wakeUp.yield()
            return
        }
        var claim = claim
        claim.version = letter.version
        let sending = await client.send(claim.subscriptions.map { letter.call(to: $0, with: key) })
        ranges[claim.id]?.begin(claim, sending)
        // Whose leaving was confirmed a moment ago is not sent anything any more.
        for (index, subscription) in claim.subscriptions.enumerated()
        where ranges[claim.id]?.hasEnded(subscription.id) == true {
            await sending.cancel(index)
        }
        watchForSlowness()
        for await batch in sending.finished {
            for one in batch {
                let subscription = claim.subscriptions[one.index]
                await finish(
                    subscription.id,
                    of: claim.id,
                    with: result(of: one.answer, for: subscription, after: 0)
                )
            }
        }
        wakeUp.yield()
    }

    /// Notes how one delivery of a range ended; the last one ends the range.
    private func finish(_ subscription: Int64, of range: Int64, with result: DeliveryResult) async {
        guard let retry = ranges[range]?.note(result, of: subscription) else {
            return await endIfComplete(range)
        }
        do {
            try await store.finish(retry, result: result, at: Date())
        } catch {
            logger.error("delivery not written down", metadata: ["error": "\(error)"])
        }
        if ranges[range]?.isOver == true { ranges[range] = nil }
        wakeUp.yield()
    }

    private func endIfComplete(_ id: Int64) async {
        guard let range = ranges[id], range.isComplete else { return }
        ranges[id]?.isFinished = true
        do {
            try await store.finish(range.claim, results: range.results, at: Date())
            logger.debug(
                "range delivered",
                metadata: ["feed": "\(range.claim.key.feed)", "count": "\(range.results.count)"]
            )
        } catch {
            logger.error("range not written down", metadata: ["error": "\(error)"])
        }
        if ranges[id]?.isOver == true { ranges[id] = nil }
        wakeUp.yield()
    }

    private func watchForSlowness() {
        // One that is set is left alone: ranges may begin so often that it would never ring.
        guard slowAlarm == nil else { return }
        slowAlarm = Alarm(after: Self.slowness, for: self) { courier in
            Task { await courier.detachSlow() }
        }
    }

    /// Lets ranges finish without the deliveries that take long.
    private func detachSlow() async {
        slowAlarm = nil
        let now = Date()
        for id in ranges.keys.sorted() {
            // Read now: while another range's rows were written, deliveries of this one may have ended.
            guard let range = ranges[id], !range.isFinished, !range.isDetaching,
                now.timeIntervalSince(range.began) >= Self.slowness, !range.outstanding.isEmpty
            else { continue }
            ranges[id]?.isDetaching = true
            var ended: [(RetryClaim, DeliveryResult)] = []
            do {
                ended =
                    ranges[id]?.detach(try await store.detach(range.outstanding, of: range.claim, at: now))
                    ?? []
            } catch {
                ranges[id]?.keepAll()
                logger.error("slow deliveries not written down", metadata: ["error": "\(error)"])
            }
            for (retry, result) in ended {
                do {
                    try await store.finish(retry, result: result, at: Date())
                } catch {
                    logger.error("delivery not written down", metadata: ["error": "\(error)"])
                }
            }
            await endIfComplete(id)
        }
        if ranges.values.contains(where: { !$0.isFinished }) { watchForSlowness() }
    }

    private func deliver(_ retry: RetryClaim) async {
        var retry = retry
        if let letter = await letter(for: retry.subscription.key) {
            retry.version = letter.version
            let sending = await client.send([letter.call(to: retry.subscription, with: key)])
            retrySendings[retry.subscription.id] = sending
            for await one in sending.finished.compactMap(\.first) {
                let result = result(of: one.answer, for: retry.subscription, after: retry.attempt)
                do {
                    try await store.finish(retry, result: result, at: Date())
                } catch {
                    logger.error("delivery not written down", metadata: ["error": "\(error)"])
                }
            }
            retrySendings[retry.subscription.id] = nil
        }
        retries -= 1
        wakeUp.yield()
    }

    /// What becomes of a delivery after its answer, and after so many failures before.
    private func result(of answer: HTTPAnswer, for subscription: Subscription, after failures: Int)
        -> DeliveryResult
    {
        let outcome =
            switch answer {
            case .answered(let status, _): Outcome(status: status)
            case .unreachable(let reason): Outcome.unreachable(reason: reason)
            }
        let reason: String
        switch outcome {
        case .accepted: return .delivered
        case .gone:
            logger.notice(
                "subscription ended by 410",
                metadata: ["callback": "\(subscription.callback.withoutQuery)"]
            )
            return .gone
        case .refused(let status): reason = "answered \(status)"
        case .unreachable(let why): reason = why
        }
        logger.info(
            "delivery failed",
            metadata: [
                "callback": "\(subscription.callback.withoutQuery)", "outcome": "\(reason)",
                "attempt": "\(failures + 1)",
            ]
        )
        let now = Date()
        let due =
            schedule.due(after: failures + 1, at: now, jitter: .random(in: 0...1)) ?? subscription.expires
        return .failed(attempt: failures + 1, due: due, reason: reason)
    }

    /// The newest document, ready to be sent to many.
    private func letter(for key: FeedDocument.Key) async -> Letter? {
        do {
            guard let head = try await store.document(key) else { return nil }
            if let lastLetter, lastLetter.key == key, lastLetter.version == head.version { return lastLetter }
            let letter = Letter(head)
            lastLetter = letter
            return letter
        } catch {
            logger.error("document not read", metadata: ["error": "\(error)"])
            return nil
        }
    }

    // Pings to the hubs of others.

    private func send(_ ping: PingClaim) async {
        let call = HTTPCall(
            .post,
            url: ping.hub,
            headers: [("Content-Type", FormFields.contentType)],
            body: Payload(Ping(topic: ping.topic).body)
        )
        let outcome =
            switch await client.send(call) {
            case .answered(let status, _): Outcome(status: status)
            case .unreachable(let reason): Outcome.unreachable(reason: reason)
            }
        // A ping only says "look": after five failures the next edition's will do.
        let isOver = outcome == .accepted || outcome == .gone || ping.attempt >= 5
        let due = isOver ? nil : schedule.due(after: ping.attempt + 1, at: Date(), jitter: .random(in: 0...1))
        do {
            try await store.finish(ping, again: due)
        } catch {
            logger.error("ping not written down", metadata: ["error": "\(error)"])
        }
        if outcome == .accepted {
            logger.info("hub pinged", metadata: ["hub": "\(ping.hub)", "topic": "\(ping.topic)"])
        } else {
            logger.warning("ping failed", metadata: ["hub": "\(ping.hub)", "outcome": "\(outcome)"])
        }
        pings -= 1
        wakeUp.yield()
    }
}

extension String {
    /// A URL that may be logged: a query may hold a secret.
    var withoutQuery: String { String(prefix { $0 != "?" }) }
}
