/// Counts downloads of episodes, in essence as the IAB's podcast measurement guidelines 2.1 do.
///
/// One household and agent downloads a file once in 24 hours, in however many ranges; and it is a download when a minute's worth
/// was sent, or the whole of what is shorter. Bots and tools are left out, and so are probes (`bytes=0-1`).
/// <https://iabtechlab.com/standards/podcast-measurement-guidelines/>
package struct Downloads: Sendable {
    private static let length = 86_400
    private static let mostWindows = 100_000
    private static let mostRanges = 64

    /// A day and a night of one household, agent and file.
    fileprivate struct Window {
        /// Seconds since 1970.
        var start: Int
        /// What was sent, joined and sorted.
        var ranges: [Range<Int64>] = []
        var isCounted = false
    }

    private struct Salt {
        var day: Int
        var words: (UInt64, UInt64)
    }

    private var windows: [UInt64: Window] = [:]
    /// Today's and yesterday's, for a window that began yesterday is known by that; older ones are forgotten.
    private var salts: [Salt] = []
    private var fresh: [DownloadDay.Key: Int] = [:]

    package init() {}

    package mutating func count(_ fetch: EpisodeFetch) {
        guard fetch.visitor.agent.kind.isReader, !fetch.range.isEmpty else { return }
        turn(to: fetch.second / Self.length)
        let hashes = salts.map { Self.hash(fetch, $0) }
        let isOpen = { (window: Window) in fetch.second < window.start + Self.length }
        let known = hashes.first { windows[$0].map(isOpen) ?? false }
        guard let hash = known ?? hashes.last else { return }
        if known == nil {
            if windows.count >= Self.mostWindows { windows = windows.filter { isOpen($0.value) } }
            if windows.count >= Self.mostWindows { return }
            windows[hash] = Window(start: fetch.second)
        }
        guard let day = windows[hash]?.add(fetch, mostRanges: Self.mostRanges) else { return }
        fresh[DownloadDay.Key(day: day, feed: fetch.feed, file: fetch.file), default: 0] += 1
    }

    /// What was counted since this was last asked.
    package mutating func takeFresh() -> [DownloadDay] {
        defer { fresh = [:] }
        return fresh.map { DownloadDay($0.key, downloads: $0.value) }
    }

    /// Forgets the salts of days that are over, and what was known by them.
    private mutating func turn(to day: Int) {
        guard day > salts.last?.day ?? .min else { return }
        salts.removeAll { $0.day < day - 1 }
        salts.append(Salt(day: day, words: (.random(in: .min ... .max), .random(in: .min ... .max))))
        windows = windows.filter { $0.value.start >= (day - 1) * Self.length }
    }

    private static func hash(_ fetch: EpisodeFetch, _ salt: Salt) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(salt.words.0)
        hasher.combine(salt.words.1)
        hasher.combine(fetch.client.household)
        hasher.combine(fetch.visitor.place)
        hasher.combine(fetch.feed)
        hasher.combine(fetch.file)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

extension Downloads.Window {
    /// Joins what was sent with what was sent before; the day of the download where it is one now.
    fileprivate mutating func add(_ fetch: EpisodeFetch, mostRanges: Int) -> Int? {
        if isCounted { return nil }
        var joined = fetch.range
        if !fetch.isPlaced {
            let end = ranges.map(\.upperBound).max() ?? 0
            joined = end..<end + Int64(fetch.range.count)
        }
        var apart: [Range<Int64>] = []
        for range in ranges {
            if range.upperBound < joined.lowerBound || joined.upperBound < range.lowerBound {
                apart.append(range)
            } else {
                joined =
                    min(range.lowerBound, joined.lowerBound)..<max(range.upperBound, joined.upperBound)
            }
        }
        if apart.count < mostRanges { ranges = apart + [joined] }
        guard ranges.reduce(0, { $0 + Int64($1.count) }) >= fetch.enough else { return nil }
        isCounted = true
        ranges = []
        return start / 86_400
    }
}
