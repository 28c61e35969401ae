import Readership

extension ReadershipReport {
    private static let widest = 24
    private static let mostAgents = 20

    /// For people: a bar for each day, and the agents of the last day on which somebody asked.
    var text: String {
        if feeds.isEmpty { return "nobody has asked for a feed yet" }
        return feeds.map { Self.lines(of: $0).joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private static func lines(of feed: Feed) -> [String] {
        let most = feed.days.map(\.readers).max() ?? 0
        let width = max(4, String(most).count)
        var lines = [feed.feed]
        for day in feed.days {
            let bar = bar(day.readers, of: most)
            let number =
                String(repeating: " ", count: width - String(day.readers).count) + String(day.readers)
            lines.append("  \(day.day)  \(number)  \(bar)\(traffic(of: day))")
        }
        if !feed.episodes.isEmpty { lines += ["", "  downloads in these \(feed.days.count.counted("day"))"] }
        lines += feed.episodes.prefix(mostAgents).map { "    \($0.file): \($0.downloads)" }
        guard let last = feed.days.last(where: { !$0.agents.isEmpty }) else { return lines }
        let readers = last.agents.filter(\.kind.isReader)
        let others = last.agents.filter { !$0.kind.isReader }
        if !readers.isEmpty { lines += ["", "  readers on \(last.day)"] }
        lines += readers.prefix(mostAgents).map {
            "    \($0.agent) (\($0.kind.rawValue)): \($0.readers), \($0.requests.counted("request"))"
        }
        if readers.count > mostAgents { lines.append("    and \(readers.count - mostAgents) agents more") }
        if !others.isEmpty { lines += ["", "  bots and tools on \(last.day), which are no readers"] }
        lines += others.prefix(mostAgents).map { "    \($0.agent): \($0.requests.counted("request"))" }
        return lines
    }

    private static func bar(_ number: Int, of most: Int) -> String {
        guard number > 0, most > 0 else { return String(repeating: " ", count: widest) }
        let length = max(1, (number * widest + most / 2) / most)
        return String(repeating: "\u{2588}", count: length) + String(repeating: " ", count: widest - length)
    }

    private static func traffic(of day: Day) -> String {
        let all = day.requests + day.requestsOfBots
        if all == 0 { return "" }
        let share = (day.unchanged * 100 + all / 2) / all
        let bots = day.requestsOfBots > 0 ? " (\(day.requestsOfBots) of bots and tools)" : ""
        return
            "  \(all.counted("request"))\(bots), \(share) % unchanged, \(day.sent.bytes) sent, \(day.saved.bytes) saved"
    }
}

extension Int {
    fileprivate func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }

    /// As `1.2 GB`.
    fileprivate var bytes: String {
        var (value, unit) = (Double(self), 0)
        let units = ["bytes", "kB", "MB", "GB", "TB"]
        while value >= 1_000, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        if unit == 0 { return "\(self) bytes" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
