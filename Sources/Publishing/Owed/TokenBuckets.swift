import Foundation

/// For each of many, how often it has asked of late: so many times at once, and then as often as tokens come back.
struct TokenBuckets<Key: Hashable & Sendable>: Sendable {
    /// In seconds: an empty bucket is full again.
    private static var refill: TimeInterval { 60 }
    /// Of more than these at a time nothing is known, and nobody is refused.
    private static var mostKnown: Int { 16_384 }

    private let size: Int
    /// When the buckets are full again that are not.
    private var full: [Key: Date] = [:]
    private var nextSweep = Date.distantPast

    init(size: Int) {
        self.size = size
    }

    /// After how many seconds there is a token again; nil where there is one now, which is taken.
    mutating func take(_ key: Key, at now: Date) -> Int? {
        let one = Self.refill / Double(size)
        // No bucket is emptier than empty, even where the clock was set back.
        let from = min(max(full[key] ?? now, now), now + Self.refill)
        let next = from + one
        // Sums of fractions are not quite the whole.
        let wait = next.timeIntervalSince(now) - Self.refill
        if wait > one / 1_000 {
            full[key] = from
            return max(1, Int(wait.rounded(.up)))
        }
        if full.count >= Self.mostKnown, full[key] == nil, !sweep(at: now) { return nil }
        full[key] = next
        return nil
    }

    /// Forgets those whose buckets are full; whether there is room then.
    private mutating func sweep(at now: Date) -> Bool {
        guard now >= nextSweep || nextSweep > now + 1 else { return false }
        nextSweep = now + 1
        full = full.filter { $0.value > now }
        return full.count < Self.mostKnown
    }
}
