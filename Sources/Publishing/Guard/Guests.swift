import Foundation

/// Articles that came while something was held back, or just before: they came with what the guard holds, and go with it.
///
/// Another branch of the author's repository takes articles away and brings its own. Those are published; when the files come
/// back they vanish, and to hold that would leave them there for good. What a restart forgets is counted as ever.
struct Guests: Equatable {
    /// What is held is held a moment after it was missed: what came so many seconds before came with it.
    private static let lead: TimeInterval = FeedPass.Waiting.limit + FeedPass.patience

    /// When each id came.
    private var arrivals: [String: Date] = [:]
    /// From when and until when something was held, at last.
    private var hold: ClosedRange<Date>?
    private var isHolding = false

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

    func contains(_ id: String) -> Bool {
        guard let hold, let arrival = arrivals[id] else { return false }
        return arrival >= hold.lowerBound - Self.lead && arrival <= hold.upperBound
    }
}
