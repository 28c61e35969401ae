import Feeds
import Foundation

/// What lacks codings, and which is to be made next.
///
/// Gzip comes first, for nearly every reader knows it. The others take twice as long to be a tenth smaller, so they are made
/// of what has stayed as it is for a while: where an edition follows another, each would supersede the last one's.
struct CodingBench {
    private let settling: Duration
    private var uncoded: Set<FeedDocument.Key> = []
    private var unsettled: [FeedDocument.Key: ContinuousClock.Instant] = [:]
    private var settled: [Coding: Set<FeedDocument.Key>] = [:]

    /// A bench on which something has settled after so many seconds.
    init(settling: TimeInterval) {
        self.settling = .milliseconds(Int64(settling * 1_000))
    }

    /// Takes what has no coding yet, in place of an older version of it.
    mutating func lay(_ key: FeedDocument.Key, at now: ContinuousClock.Instant) {
        uncoded.insert(key)
        unsettled[key] = now
        for coding in settled.keys { settled[coding]?.remove(key) }
    }

    /// Takes off the next coding to be made; nil where none is to be made now.
    mutating func next(at now: ContinuousClock.Instant) -> (FeedDocument.Key, Coding)? {
        if let key = uncoded.popFirst() { return (key, .gzip) }
        let ripe = unsettled.filter { $0.value + settling <= now }
        for key in ripe.keys {
            unsettled[key] = nil
            for coding in [Coding.zstd, .brotli] { settled[coding, default: []].insert(key) }
        }
        for coding in [Coding.zstd, .brotli] {
            if let key = settled[coding]?.popFirst() { return (key, coding) }
        }
        return nil
    }

    /// In how many seconds there is more to be made; nil where there is nothing.
    func wait(at now: ContinuousClock.Instant) -> TimeInterval? {
        guard let first = unsettled.values.min() else { return nil }
        return max(0.02, (first + settling - now) / .seconds(1))
    }
}
