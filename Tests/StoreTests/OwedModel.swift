import Feeds
import Foundation
import Push
import Store

/// Drives a store at random, as a courier and a world would, and knows what must be true of it.
///
/// The rules stand in ARCHITECTURE.md, "Owed to subscribers".
struct OwedModel {
    /// What was seen that must not be.
    struct Broken: Error, CustomStringConvertible {
        var rule: String
        var seed: UInt64
        var step: Int

        var description: String { "seed \(seed), step \(step): \(rule)" }
    }

    private struct Pair: Hashable {
        var callback: String
        var key: FeedDocument.Key
    }

    private struct Topic {
        var version: Int64
        /// The newest version that subscribers are owed.
        var told: Int64
    }

    private struct Reader {
        var pair: Pair
        var expires: Date
        /// The newest version that it has.
        var has: Int64
        var owed: Int64
        var isUnderWay = false
        /// It was under way when the courier was killed.
        var mayRepeat = false
    }

    private struct Range {
        var claim: FanoutClaim
        var outstanding: [Int64]
        var results: [Int64: DeliveryResult] = [:]
        var began: Date
        /// Whether the document was read: its version is the one that is sent.
        var isBegun = false
    }

    private struct Question {
        var claim: PendingVerification
        var told: Int64
        var began: Date
    }

    private let seed: UInt64
    private var step = 0
    private var random: Seeded
    private var opened: StoreForm.Opened
    private var now = start
    private var topics: [FeedDocument.Key: Topic] = [:]
    private var readers: [Int64: Reader] = [:]
    private var highest: Int64 = 0
    /// The version that was told when a request was made, by who made it.
    private var asked: [Pair: Int64] = [:]
    /// The requests that no later one has replaced.
    private var current: [Pair: Int64] = [:]
    private var questions: [Question] = []
    private var ranges: [Int64: Range] = [:]
    private var retries: [Int64: (claim: RetryClaim, began: Date)] = [:]
    private let keys = [FeedDocument.Key(feed: "news", format: .atom), .init(feed: "other", format: .rss)]

    init(seed: UInt64, form: StoreForm) throws {
        self.seed = seed
        random = Seeded(state: seed)
        opened = try form.open(rangeSize: 3)
    }

    private var store: any Store { opened.store }

    /// Runs so many steps, and then until nothing is owed any more.
    mutating func run(steps: Int) async throws {
        for key in keys { try await edit(key, isTold: false) }
        while step < steps {
            step += 1
            try await act()
        }
        try await rest()
    }

    private mutating func act() async throws {
        switch random.below(100) {
        case ..<14:
            let key = random.one(of: keys)
            try await edit(key, isTold: random.below(100) < 85, isUrgent: random.below(100) < 15)
        case ..<26: try await ask(.subscribe)
        case ..<29: try await ask(.unsubscribe)
        case ..<38: try await takeUpQuestions()
        case ..<48: try await answer()
        case ..<58: try await takeUpRange()
        case ..<76: try await deliverOne()
        case ..<79: try await detach()
        case ..<85: try await takeUpRetries()
        case ..<91: try await endRetry(random.below(100) < 60 ? .delivered : outcome(after: 1))
        case ..<98: try await wait()
        default: try await crash()
        }
    }

    private func require(_ isTrue: Bool, _ rule: @autoclosure () -> String) throws {
        if !isTrue { throw Broken(rule: rule(), seed: seed, step: step) }
    }

    // What the world does.

    private mutating func edit(
        _ key: FeedDocument.Key,
        isTold: Bool,
        isUrgent: Bool = false
    ) async throws {
        let edition = Edition.of(.sample(key), isTold: isTold, isUrgent: isUrgent)
        let version = try await store.commit(edition, at: now)[0].version
        try require(version == (topics[key]?.version ?? 0) + 1, "a version is not the one after the last")
        topics[key] = Topic(version: version, told: isTold ? version : topics[key]?.told ?? version)
        guard isTold else { return }
        for (id, reader) in readers where reader.pair.key == key { readers[id]?.owed = version }
    }

    private mutating func ask(_ mode: SubscriptionRequest.Mode) async throws {
        let pair = Pair(callback: "https://\(random.below(14)).example/", key: random.one(of: keys))
        let lease = random.below(100) < 10 ? 20 : 10_000_000
        try await store.request(.sample(mode, pair.callback, key: pair.key, lease: lease), at: now)
        asked[pair] = topics[pair.key]?.told
        current[pair] = nil
    }

    private mutating func wait() async throws {
        let began = ranges.values.map(\.began) + retries.values.map(\.began) + questions.map(\.began)
        // No claim of a living courier ends by itself.
        if let oldest = began.min(), now.timeIntervalSince(oldest) > 60 { try await finishAll() }
        now += random.one(of: [0.01, 0.3, 1, 2])
        try await endLeases()
    }

    private mutating func endLeases() async throws {
        try await store.endLeases(at: now)
        for (id, reader) in readers where reader.expires <= now { readers[id] = nil }
    }

    /// The courier is killed: what it held in memory is lost, and the next one takes back what it had claimed.
    private mutating func crash() async throws {
        for id in ranges.values.flatMap(\.claim.subscriptions).map(\.id) + Array(retries.keys) {
            if readers[id]?.isUnderWay == true { readers[id]?.mayRepeat = true }
            readers[id]?.isUnderWay = false
        }
        (ranges, retries, questions) = ([:], [:], [])
        try opened.reopen()
        try await store.releaseClaims()
    }

    // Verifications.

    @discardableResult
    private mutating func takeUpQuestions() async throws -> Bool {
        let claims = try await store.claimVerifications(at: now, limit: 1 + random.below(3))
        for claim in claims {
            let pair = Pair(callback: claim.callback, key: claim.key)
            let told = asked[pair]
            try require(told != nil, "nobody has asked for what is verified")
            try require(
                !questions.contains { $0.claim.id == claim.id },
                "one request is verified twice at a time"
            )
            current[pair] = claim.id
            questions.append(Question(claim: claim, told: told ?? 0, began: now))
        }
        return !claims.isEmpty
    }

    private mutating func answer(always: Bool = false) async throws {
        guard !questions.isEmpty else { return }
        let question = questions.remove(at: random.below(questions.count))
        let claim = question.claim
        let pair = Pair(callback: claim.callback, key: claim.key)
        let isCurrent = current[pair] == claim.id
        if !always, random.below(100) < 20 {
            let isOver = random.below(2) == 0
            if isOver, isCurrent { current[pair] = nil }
            return try await store.postpone(claim, until: isOver ? nil : now + 3)
        }
        let id = try await store.confirm(claim, at: now)
        guard isCurrent else {
            return try require(id == nil, "a request that was replaced is confirmed")
        }
        current[pair] = nil
        let before = readers.first { $0.value.pair == pair && $0.value.expires > now }
        for (id, reader) in readers where reader.pair == pair && reader.expires <= now { readers[id] = nil }
        switch claim.mode {
        case .unsubscribe:
            try require(id == before?.key, "another subscription ends than the one that was meant")
            guard let id else { return }
            readers[id] = nil
            for range in ranges.keys where ranges[range]?.outstanding.contains(id) == true {
                ranges[range]?.outstanding.removeAll { $0 == id }
                ranges[range]?.results[id] = .delivered
            }
        case .subscribe:
            guard let id else { return try require(false, "a confirmed subscription has no id") }
            if before == nil {
                try require(id > highest, "an id does not grow")
                highest = id
                readers[id] = Reader(
                    pair: pair,
                    expires: now,
                    has: question.told,
                    owed: topics[pair.key]?.told ?? 0
                )
            } else {
                try require(id == before?.key, "a renewal changes the id")
            }
            readers[id]?.expires = now + Double(claim.lease)
        }
    }

    // Deliveries.

    /// Notes that a delivery to a subscription is under way.
    private mutating func begin(_ subscription: Subscription, version: Int64, since: Int64) throws {
        let id = subscription.id
        guard let reader = readers[id] else {
            return try require(false, "\(id) is sent something, though its subscription has ended")
        }
        try require(reader.pair.key == subscription.key, "\(id) is sent another topic")
        try require(reader.expires > now, "\(id) is sent something after its lease")
        try require(!reader.isUnderWay, "\(id) is under way twice")
        try require(version == topics[subscription.key]?.version, "\(id) is sent a superseded version")
        try require(since <= reader.has, "\(id) has \(reader.has) and would miss what came before \(since)")
        try require(
            reader.has < reader.owed || reader.mayRepeat,
            "\(id) has \(reader.has), is owed \(reader.owed), and is sent \(version)"
        )
        readers[id]?.isUnderWay = true
    }

    /// Notes that a subscription has accepted a version.
    private mutating func accept(_ version: Int64, _ id: Int64) throws {
        guard let reader = readers[id] else { return }
        try require(
            version > reader.has || version == reader.has && reader.mayRepeat,
            "\(id) has \(reader.has), and accepts \(version)"
        )
        readers[id]?.has = version
        readers[id]?.mayRepeat = false
    }

    private mutating func outcome(after failures: Int) -> DeliveryResult {
        switch random.below(100) {
        case ..<70: .delivered
        case ..<95: .failed(attempt: failures, due: now + random.one(of: [0, 1, 4]), reason: "answered 503")
        default: .gone
        }
    }

    @discardableResult
    private mutating func takeUpRange() async throws -> Bool {
        guard ranges.count < 4, let claim = try await store.claimFanout(at: now) else { return false }
        try require(!claim.subscriptions.isEmpty, "a claim is of nobody")
        try require(claim.subscriptions.count <= opened.rangeSize, "a claim is too large")
        try require(ranges[claim.id] == nil, "a range is claimed twice")
        for subscription in claim.subscriptions {
            try begin(subscription, version: claim.version, since: claim.since)
        }
        ranges[claim.id] = Range(claim: claim, outstanding: claim.subscriptions.map(\.id), began: now)
        return true
    }

    private mutating func deliverOne(_ always: DeliveryResult? = nil) async throws {
        guard !ranges.isEmpty else { return }
        var range = ranges[random.one(of: ranges.keys.sorted())] ?? ranges.values.first
        guard range != nil else { return }
        if range?.isBegun == false, let key = range?.claim.key {
            range?.claim.version = topics[key]?.version ?? 0
            range?.isBegun = true
        }
        guard var range else { return }
        if !range.outstanding.isEmpty {
            let id = range.outstanding.remove(at: random.below(range.outstanding.count))
            let result = always ?? outcome(after: 1)
            if result == .delivered { try accept(range.claim.version, id) }
            range.results[id] = result
        }
        ranges[range.claim.id] = range
        if range.outstanding.isEmpty { try await end(range) }
    }

    private mutating func end(_ range: Range) async throws {
        ranges[range.claim.id] = nil
        try await store.finish(range.claim, results: range.results, at: now)
        for (id, result) in range.results {
            readers[id]?.isUnderWay = false
            if result == .gone { readers[id] = nil }
        }
    }

    /// Slow deliveries leave their range, which ends without them.
    private mutating func detach() async throws {
        guard var range = ranges.values.filter(\.isBegun).min(by: { $0.claim.id < $1.claim.id }) else {
            return
        }
        let rows = try await store.detach(range.outstanding, of: range.claim, at: now)
        try require(rows.map(\.subscription.id).sorted() == range.outstanding.sorted(), "a slow one is lost")
        for row in rows { retries[row.subscription.id] = (row, now) }
        range.outstanding = []
        try await end(range)
    }

    @discardableResult
    private mutating func takeUpRetries() async throws -> Bool {
        let claims = try await store.claimRetries(at: now, limit: 1 + random.below(4))
        for claim in claims {
            try begin(claim.subscription, version: claim.version, since: claim.since)
            retries[claim.subscription.id] = (claim, now)
        }
        return !claims.isEmpty
    }

    private mutating func endRetry(_ result: DeliveryResult) async throws {
        guard !retries.isEmpty else { return }
        let id = random.one(of: retries.keys.sorted())
        guard let retry = retries.removeValue(forKey: id)?.claim else { return }
        if result == .delivered { try accept(retry.version, id) }
        try await store.finish(retry, result: result, at: now)
        readers[id]?.isUnderWay = false
        if result == .gone { readers[id] = nil }
    }

    // The end.

    private mutating func finishAll() async throws {
        while !questions.isEmpty { try await answer(always: true) }
        while !ranges.isEmpty { try await deliverOne(.delivered) }
        while !retries.isEmpty { try await endRetry(.delivered) }
    }

    /// Does all that `nextDue` names, until it names nothing but the ends of long leases.
    private mutating func rest() async throws {
        try await finishAll()
        while let due = try await store.nextDue(), due < now + 1_000_000 {
            step += 1
            now = max(now, due)
            let before = readers.count
            var isDone = try await takeUpQuestions()
            while try await takeUpRange() { isDone = true }
            if try await takeUpRetries() { isDone = true }
            try await endLeases()
            let next = try await store.nextDue() ?? .distantFuture
            try require(
                isDone || readers.count < before || next > now,
                "something is due, and nothing can be taken up"
            )
            try await finishAll()
        }
        for (id, reader) in readers {
            try require(reader.has >= reader.owed, "\(id) has \(reader.has), and \(reader.owed) is forgotten")
        }
        let owed = try await store.owed()
        try require(owed.subscriptions == readers.count, "subscriptions are lost or invented")
        try require(
            owed.ranges == 0 && owed.retries == 0 && owed.verifications == 0,
            "at rest, rows are left: \(owed)"
        )
        try require(try await store.unattempted() == 0, "at rest, something was not attempted")
    }
}

/// The same numbers for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }
}
