import Foundation
import Store

/// Articles that came while something was held back by the guard, or just before: they came with what it holds, and go with it.
///
/// Another branch of the author's repository takes articles away and brings its own. Those are published; when the files come
/// back they vanish, and to hold that would leave them there for good.
struct Guests: Equatable {
    /// What is held is held a moment after it was missed: what came so many seconds before came with it.
    private static let lead: TimeInterval = FeedPass.Waiting.limit + FeedPass.patience

    /// As the store has them.
    private(set) var kept: [Guest] = []
    /// When each id came, as far as it is remembered.
    private var arrivals: [String: Date] = [:]
    /// From when and until when something was held, at last.
    private var hold: ClosedRange<Date>?
    private var isHolding = false

    /// Those of the store, where something is held still: else they are nobody's guests any more.
    init(kept: [Guest] = [], isHolding: Bool = false) {
        self.kept = kept
        self.isHolding = isHolding
    }

    /// Takes note of a pass: the ids that came in it, and whether something is held after it.
    mutating func note(_ arrived: [String], isHolding: Bool, at now: Date) {
        if arrivals.values.contains(where: { $0 <= now - Guard.window }) {
            arrivals = arrivals.filter { $0.value > now - Guard.window }
        }
        for id in arrived { arrivals[id] = now }
        if isHolding || self.isHolding {
            let begin = self.isHolding ? hold?.lowerBound ?? now : now
            hold = min(begin, now)...now
        }
        self.isHolding = isHolding
    }

    /// Whether an id that goes now goes with what it came with: while that is held, or as it comes back.
    func contains(_ id: String, at now: Date) -> Bool {
        hasHost(at: now) && (arrivals[id].map(isGuest) ?? kept.contains { $0.id == id })
    }

    private func hasHost(at now: Date) -> Bool {
        isHolding || hold.map { now <= $0.upperBound + Self.lead } ?? false
    }

    /// Those that there are now, sorted by id, where the store has others; it has them then.
    mutating func news(at now: Date) -> [Guest]? {
        if hold == nil, kept.isEmpty { return nil }
        var present = hasHost(at: now) ? arrivals.filter { isGuest($0.value) } : [:]
        for guest in kept
        where hasHost(at: now) && guest.arrival > now - Guard.window && arrivals[guest.id] == nil {
            present[guest.id] = guest.arrival
        }
        let guests = present.map { Guest(id: $0.key, arrival: $0.value) }.sorted { $0.id < $1.id }
        if guests == kept { return nil }
        kept = guests
        return guests
    }

    private func isGuest(_ arrival: Date) -> Bool {
        guard let hold else { return false }
        return arrival >= hold.lowerBound - Self.lead && arrival <= hold.upperBound
    }
}
