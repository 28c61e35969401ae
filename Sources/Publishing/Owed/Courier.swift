import Feeds
import Foundation
package import Logging
package import Outbound
package import Push
package import Reactor
package import Store

/// Carries out what is owed to the outside: verifications, deliveries and pings.
package actor Courier: QueueActor {
    /// Where so many deliveries of ranges wait or are under way, no further range is taken up; those that take long
    /// leave their ranges, and are not among them.
    static let mostDeliveries = 2_048
    private static let mostRetries = 256
    static let mostVerifications = 256
    /// A delivery that takes longer leaves its range, in seconds.
    static let slowness: TimeInterval = 1

    package nonisolated let executor = QueueExecutor("publishing.courier")

    let store: any Store
    let client: HTTPClient
    let key: SecretKey
    let schedule: RetrySchedule
    let logger: Logger
    private let wakes: AsyncStream<Void>
    let wakeUp: AsyncStream<Void>.Continuation
    private var alarm: Alarm?
    var slowAlarm: Alarm?
    var ranges: [Int64: RangeUnderWay] = [:]
    /// Whether ranges wait until there is room.
    var isFull = false
    var retries = 0
    var verifications = 0
    var pings = 0
    var denials = 0
    /// Deliveries under way outside of ranges, by their subscriptions.
    var retrySendings: [Int64: Sending] = [:]
    /// What was sent last: many ranges send the same.
    var lastLetter: Letter?

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
    func lookAtKey() async {
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
    func takeUp(in group: inout DiscardingTaskGroup) async throws {
        let now = Date()
        // Most editions of most feeds owe nothing, and most of what is owed is of one kind: one look tells it, where
        // claims of all kinds would be six transactions.
        let due = try await store.due()
        func isDue(_ moment: Date?) -> Bool { moment.map { $0 <= now } ?? false }
        guard isDue(due.next) else { return setAlarm(for: due.next, now) }
        while isDue(due.ranges), deliveriesUnderWay < Self.mostDeliveries,
            let claim = try await store.claimFanout(at: now)
        {
            ranges[claim.id] = RangeUnderWay(claim: claim)
            group.addTask { await self.deliver(claim) }
        }
        isFull = deliveriesUnderWay >= Self.mostDeliveries
        if isDue(due.verifications) { try await takeUpVerifications(at: now, in: &group) }
        // Room for a half is enough to go on: some may take long, and nobody waits for the last of them.
        if isDue(due.retries), retries <= Self.mostRetries / 2 {
            let claims = try await store.claimRetries(at: now, limit: Self.mostRetries - retries)
            retries += claims.count
            for claim in claims {
                group.addTask { await self.deliver(claim) }
            }
        }
        if isDue(due.pings), pings <= Self.mostPings / 2 {
            let claims = try await store.claimPings(at: now, limit: Self.mostPings - pings)
            pings += claims.count
            for claim in claims {
                group.addTask { await self.send(claim) }
            }
        }
        if isDue(due.denials) { try await takeUpDenials(at: now, in: &group) }
        if isDue(due.leases) { try await store.endLeases(at: now) }
        setAlarm(for: try await store.due().next, now)
    }

    /// What is due now and not taken up waits for room, and whoever makes room wakes us.
    func setAlarm(for next: Date?, _ now: Date) {
        guard let next, next > now else { return alarm = nil }
        alarm = Alarm(at: next, for: self) { $0.wakeUp.yield() }
    }
}

extension String {
    /// A URL that may be logged: a query may hold a secret.
    var withoutQuery: String { String(prefix { $0 != "?" }) }
}
