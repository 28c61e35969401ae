import Foundation

/// Looks that strangers may ask for, since a publisher's tools tell the hub that something is new.
extension Publisher {
    /// How long after such a look the next one comes at the soonest, in seconds.
    private static let rest: TimeInterval = 10

    /// Has a feed looked at as a whole: at once, or when its last look that somebody asked for is long enough ago.
    func look(at feed: String, at now: Date) {
        guard definitions.feeds.contains(where: { $0.name == feed }) else { return }
        let last = announced[feed] ?? .distantPast
        if last > now { return }
        let due = max(now, last + Self.rest)
        announced[feed] = due
        recoveries[feed] = min(recoveries[feed] ?? due, due)
        setAlarm()
    }
}
