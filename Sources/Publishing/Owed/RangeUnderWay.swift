import Foundation
import Outbound
import Store

/// A claimed range while its deliveries run: what has ended, and what has left it because it is slow.
struct RangeUnderWay {
    private(set) var claim: FanoutClaim
    private(set) var sending: Sending?
    private(set) var began = Date.distantFuture
    /// Of the deliveries that ended within the range.
    private(set) var results: [Int64: DeliveryResult] = [:]
    /// Slow ones that have rows of their own, and have not ended.
    private var detached: [Int64: RetryClaim] = [:]
    private var detachedCount = 0
    /// While slow ones get their rows, ends wait here until it is known whose they are.
    var isDetaching = false
    private var late: [Int64: DeliveryResult] = [:]
    /// The range itself is written down as done.
    var isFinished = false

    init(claim: FanoutClaim) {
        self.claim = claim
    }

    mutating func begin(_ claim: FanoutClaim, _ sending: Sending) {
        self.claim = claim
        self.sending = sending
        began = Date()
    }

    /// The subscriptions whose deliveries run within the range.
    var outstanding: [Int64] {
        claim.subscriptions.map(\.id).filter { results[$0] == nil && detached[$0] == nil }
    }

    /// How many these are.
    var outstandingCount: Int {
        isFinished ? 0 : claim.subscriptions.count - results.count - detachedCount
    }

    /// Whether the delivery to a subscription has ended within the range.
    func hasEnded(_ subscription: Int64) -> Bool { results[subscription] != nil }

    /// Whether everything that belongs to the range has ended, and it is not written down yet.
    var isComplete: Bool {
        !isFinished && !isDetaching && results.count + detachedCount == claim.subscriptions.count
    }

    /// Whether nothing of it runs any more.
    var isOver: Bool { isFinished && detached.isEmpty }

    /// Notes how deliveries ended; of those that have left the range, the rows that they end.
    mutating func note(_ ended: [(subscription: Int64, result: DeliveryResult)]) -> [(
        RetryClaim, DeliveryResult
    )] {
        var rows: [(RetryClaim, DeliveryResult)] = []
        for (subscription, result) in ended {
            if !detached.isEmpty, let row = detached.removeValue(forKey: subscription) {
                rows.append((row, result))
            } else if isDetaching {
                late[subscription] = result
            } else if !isFinished {
                results[subscription] = result
            }
        }
        return rows
    }

    /// Slow ones have got no rows: what ended meanwhile has ended within the range.
    mutating func keepAll() {
        isDetaching = false
        results.merge(late) { $1 }
        late = [:]
    }

    /// Takes note of the rows that slow deliveries have got; those that ended meanwhile end their rows now.
    mutating func detach(_ rows: [RetryClaim]) -> [(RetryClaim, DeliveryResult)] {
        isDetaching = false
        detachedCount += rows.count
        var ended: [(RetryClaim, DeliveryResult)] = []
        for row in rows {
            if let result = late.removeValue(forKey: row.subscription.id) {
                ended.append((row, result))
            } else {
                detached[row.subscription.id] = row
            }
        }
        return ended
    }
}
