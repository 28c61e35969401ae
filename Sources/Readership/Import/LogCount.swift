/// Counts the requests that logs tell of, as those are counted that the daemon answers itself.
///
/// It takes lines one by one, and keeps nothing of them but what is counted: its memory does not grow with the log.
package struct LogCount: Sendable {
    /// How many lines became what.
    package struct Figures: Codable, Equatable, Sendable {
        package var lines = 0
        /// Requests for documents that are counted.
        package var requests = 0
        /// Requests for episodes that are counted, which make fewer downloads.
        package var fetches = 0
        /// What was counted before, from a log or by the daemon itself.
        package var countedBefore = 0
        /// Pages, pictures, refusals: all that nobody counts.
        package var others = 0
        /// Lines that are no request.
        package var unreadable = 0
        /// The number of the first of those, counted from 1.
        package var firstUnreadable: Int?

        package init() {}
    }

    private struct Boundary: Hashable {
        var key: CountedSpan.Key
        var second: Int
    }

    /// Days that are counted at a time: logs are nearly in order.
    private static let mostDays = 3

    private let source: String
    private let basis: [CountedSpan]
    private let now: Int?
    private let isTogether: Bool
    private let addresses: LogAddresses
    private let live: [CountedSpan.Key: [CountedSpan]]
    /// What this server's logs had before the file that is read.
    private var before: [CountedSpan.Key: [CountedSpan]]
    private var fresh: [CountedSpan.Key: [CountedSpan]] = [:]
    /// Of seconds in which an earlier log began or ended, how many lines of it are still to come.
    private var repeated: [Boundary: Int] = [:]
    /// Of such seconds, how many lines are counted now.
    private var added: [Boundary: Int] = [:]
    /// The second of the last line of each.
    private var latest: [CountedSpan.Key: Int] = [:]
    private var censuses: [Census] = []
    private var downloads = Downloads()
    private var days: [ReadershipDay.Key: ReadershipDay] = [:]
    private var downloaded: [DownloadDay.Key: Int] = [:]
    /// Of the file that is read.
    package private(set) var figures = Figures()

    /// Begins to count.
    ///
    /// Files that are written side by side, as a CDN does, are counted together: they may tell of the same time.
    package init(_ map: ReadershipMap, together isTogether: Bool = false) {
        source = map.source
        basis = map.spans.filter { $0.key.source == map.source }
        now = map.now
        self.isTogether = isTogether
        addresses = LogAddresses(map)
        let spans = Dictionary(grouping: map.spans, by: \.key)
        live = spans.filter { $0.key.source.isEmpty }
        before = spans.filter { $0.key.source == map.source }
    }

    /// Ends a file, and returns what became of its lines.
    package mutating func endFile() -> Figures {
        defer { figures = Figures() }
        if isTogether { return figures }
        for (key, spans) in fresh {
            for span in spans { before[key, default: []].take(span) }
        }
        (repeated, added, latest) = ([:], [:], [:])
        return figures
    }

    /// Takes a line, without its end.
    package mutating func take(_ line: UnsafeRawBufferPointer) {
        figures.lines += 1
        guard let line = LogLine(line) else { return takeUnreadable() }
        switch addresses.place(at: line.path) {
        case .document(let document)?
        where line.method != .other && [200, 206, 226, 304].contains(line.status):
            let key = CountedSpan.Key(source: source, feed: document.feed, kind: .document)
            guard isNew(line.second, key) else { return figures.countedBefore += 1 }
            count(Visit(line, document), on: line.second / 86_400)
            figures.requests += 1
        case .episode(let episode)? where line.method == .get && [200, 206].contains(line.status):
            let key = CountedSpan.Key(source: source, feed: episode.feed, kind: .episode)
            guard isNew(line.second, key) else { return figures.countedBefore += 1 }
            downloads.count(EpisodeFetch(line, episode))
            takeDownloads()
            figures.fetches += 1
        default: figures.others += 1
        }
    }

    /// Takes a line that is longer than any request's.
    package mutating func takeOverlong() {
        figures.lines += 1
        takeUnreadable()
    }

    /// What was counted, with all that is needed to count none of it again.
    package mutating func finish() -> ReadershipImport {
        for place in censuses.indices { takeFresh(of: place) }
        takeDownloads()
        var counted = ReadershipImport(source: source, basis: basis)
        counted.spans = fresh.values.flatMap(\.self)
        counted.days = Array(days.values)
        counted.downloads = downloaded.map { DownloadDay($0.key, downloads: $0.value) }
        return counted
    }

    private mutating func takeUnreadable() {
        figures.unreadable += 1
        if figures.firstUnreadable == nil { figures.firstUnreadable = figures.lines }
    }

    /// Whether a request of this second has not been counted before; if so it is now.
    private mutating func isNew(_ second: Int, _ key: CountedSpan.Key) -> Bool {
        if let now, second >= now { return false }
        let own = CountedSpan.Key(source: "", feed: key.feed, kind: key.kind)
        let slack = key.kind.slack
        if live[own]?.contains(where: { $0.first - slack <= second && second <= $0.last + slack }) == true {
            return false
        }
        let isEntered = latest[key] != second
        latest[key] = second
        if let span = before[key]?.first(where: { $0.first <= second && second <= $0.last }) {
            guard second == span.first || second == span.last else { return false }
            let boundary = Boundary(key: key, second: second)
            if isEntered {
                let lines = second == span.last ? span.lastLines : span.firstLines
                repeated[boundary] = lines + (added[boundary] ?? 0)
            }
            if let rest = repeated[boundary], rest > 0 {
                repeated[boundary] = rest - 1
                return false
            }
            added[boundary, default: 0] += 1
        }
        fresh[key, default: []].take(CountedSpan(key, from: second, lines: 1, to: second, lines: 1))
        return true
    }

    private mutating func count(_ visit: Visit, on day: Int) {
        if let place = censuses.firstIndex(where: { $0.day == day }) { return censuses[place].count(visit) }
        if censuses.count >= Self.mostDays,
            let oldest = censuses.indices.min(by: { censuses[$0].day < censuses[$1].day })
        {
            takeFresh(of: oldest)
            censuses.remove(at: oldest)
        }
        var census = Census(day: day)
        census.count(visit)
        censuses.append(census)
    }

    private mutating func takeFresh(of place: Int) {
        for day in censuses[place].takeFresh() { days[day.key, default: ReadershipDay(day.key)].add(day) }
    }

    private mutating func takeDownloads() {
        for day in downloads.takeFresh() { downloaded[day.key, default: 0] += day.downloads }
    }
}

extension Visit {
    fileprivate init(_ line: LogLine, _ document: ReadershipMap.Document) {
        let sent = Int(clamping: line.sent)
        self.init(
            feed: document.feed,
            document: document.number,
            visitor: Visitor(userAgent: line.userAgent),
            client: line.client,
            isUnchanged: line.status == 304,
            sent: line.method == .head || line.status == 304 ? 0 : sent,
            saved: line.method == .head ? 0 : max(0, document.size - (line.status == 304 ? 0 : sent))
        )
    }
}

extension EpisodeFetch {
    fileprivate init(_ line: LogLine, _ episode: ReadershipMap.Episode) {
        let first = line.status == 200 ? 0 : min(line.first ?? 0, episode.size)
        // Some logs count heads too.
        let sent = min(line.sent, episode.size - first)
        self.init(
            feed: episode.feed,
            file: episode.file,
            size: episode.size,
            duration: episode.duration,
            range: first..<first + sent,
            visitor: Visitor(userAgent: line.userAgent),
            client: line.client,
            second: line.second
        )
        isPlaced = line.status == 200 || line.first != nil
    }
}
