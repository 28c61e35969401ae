import Testing

@testable import Readership

struct LogCountTests {
    private static let midnight = 20_000 * 86_400

    private func map(spans: [CountedSpan] = [], now: Int? = nil) -> ReadershipMap {
        var map = ReadershipMap(source: "log", base: "/base")
        map.documents = [
            ReadershipMap.Document(path: "/feed.xml", feed: "news", number: 1, size: 1_000),
            ReadershipMap.Document(path: "/news/feed.json", feed: "news", number: 2, size: 900),
        ]
        map.episodes = [
            ReadershipMap.Episode(
                path: "/news/media/1.mp3",
                feed: "news",
                file: "media/1.mp3",
                size: 60_000_000,
                duration: 3_600
            )
        ]
        map.feeds = ["news", "all"]
        map.fileNames = ["rss.xml", "feed.json"]
        map.spans = spans
        map.now = now
        return map
    }

    private func line(
        _ path: String,
        at second: Int = 0,
        agent: String = "newsboat/2",
        from client: String = "192.0.2.1",
        status: Int = 200,
        sent: Int = 1_000,
        more: String = ""
    ) -> String {
        #"{"msec":"\#(Self.midnight + second)","remote_addr":"\#(client)","request":"GET \#(path) HTTP/1.1","#
            + #""status":\#(status),"body_bytes_sent":\#(sent),"http_user_agent":"\#(agent)"\#(more)}"#
    }

    private func take(_ lines: [String], into count: inout LogCount) -> LogCount.Figures {
        for line in lines {
            var line = line
            line.withUTF8 { count.take(UnsafeRawBufferPointer($0)) }
        }
        return count.endFile()
    }

    /// What a first import of these files leaves, and what became of the last one's lines.
    private func counted(
        _ files: [[String]],
        after spans: [CountedSpan] = [],
        together: Bool = false
    ) -> (counted: ReadershipImport, figures: LogCount.Figures) {
        var count = LogCount(map(spans: spans), together: together)
        var figures = LogCount.Figures()
        for file in files { figures = take(file, into: &count) }
        return (count.finish(), figures)
    }

    @Test
    func `documents, views and what lies below the base are told from pages, refusals and bots' shares`() {
        let lines = [
            line("/feed.xml", sent: 400), line("/base/feed.xml", from: "192.0.2.2"),
            line("/feed.xml", status: 304, sent: 0), line("/news/tag/quay/rss.xml", from: "192.0.2.3"),
            line("/feed.xml", agent: "Googlebot/2.1"), line("/feed.xml", agent: "Feedly (12 subscribers)"),
            line("/news/"), line("/feed.xml", status: 301), line("/other/rss.xml"),
            line("/news/media/rss.xml"),
        ]
        let (counted, figures) = counted([lines])
        #expect(figures.requests == 6)
        #expect(figures.others == 4)
        let rows = Dictionary(counted.days.map { ($0.key.agent, $0) }) { $1 }
        #expect(counted.days.allSatisfy { $0.key.feed == "news" && $0.key.day == 20_000 })
        #expect(rows["newsboat"]?.readers == 3)
        #expect(rows["newsboat"]?.requests == 4)
        #expect(rows["newsboat"]?.unchanged == 1)
        #expect(rows["newsboat"]?.sent == 2_400)
        #expect(rows["newsboat"]?.saved == 600 + 1_000)
        #expect(rows["Feedly"]?.readers == 12)
        #expect(rows["Googlebot"]?.requests == 1)
    }

    @Test func `parts of an episode are one download, also where the log does not say which they are`() {
        let parts = (0..<2).map { line("/news/media/1.mp3", at: $0, status: 206, sent: 600_000) }
        #expect(counted([parts]).counted.downloads.map(\.downloads) == [1])
        let same = (0..<2).map {
            line(
                "/news/media/1.mp3",
                at: $0,
                status: 206,
                sent: 600_000,
                more: #","http_range":"bytes=0-599999""#
            )
        }
        #expect(counted([same]).counted.downloads.isEmpty)
        let probes = (0..<9).map { line("/news/media/1.mp3", at: $0, status: 206, sent: 2) }
        #expect(counted([probes]).counted.downloads.isEmpty)
        #expect(
            counted([[line("/news/media/1.mp3", sent: 60_000_000)]]).counted.downloads.map(\.downloads) == [1]
        )
        let bot = [line("/news/media/1.mp3", agent: "Googlebot", sent: 60_000_000)]
        #expect(counted([bot]).counted.downloads.isEmpty)
    }

    /// Ten lines, two in each second.
    private func log(from second: Int = 0) -> [String] {
        (0..<10).map { line("/feed.xml", at: second + $0 / 2, from: "192.0.2.\($0)") }
    }

    private func requests(_ counted: ReadershipImport) -> Int { counted.days.reduce(0) { $0 + $1.requests } }

    @Test func `a log counts once, in one import and in two`() {
        let first = counted([log(), log()])
        #expect(requests(first.counted) == 10)
        #expect(first.figures.countedBefore == 10)
        let second = counted([log()], after: first.counted.spans)
        #expect(requests(second.counted) == 0)
        #expect(second.counted.spans.isEmpty)
    }

    @Test(arguments: 0...10)
    func `of a log that has grown, or is one part of two, what is new counts`(split: Int) {
        let lines = log()
        let first = counted([Array(lines[..<split])]).counted
        #expect(requests(counted([lines], after: first.spans).counted) == 10 - split)
        let last = counted([Array(lines[split...])]).counted
        // Of one second in which a log was parted some may be taken for those of the other part, and none twice.
        let rest = requests(counted([lines], after: last.spans).counted)
        #expect(rest == split)
        let overlapping = requests(counted([Array(lines[max(0, split - 4)...])], after: first.spans).counted)
        #expect(overlapping == 10 - split)
    }

    @Test func `a time of which no log was read is still free, and so are other feeds, episodes and servers`()
    {
        let first = counted([log() + log(from: 20_000)]).counted
        #expect(first.spans.count == 2)
        #expect(requests(counted([log(from: 9_000)], after: first.spans).counted) == 10)
        let episode = [line("/news/media/1.mp3", at: 2, sent: 60_000_000)]
        #expect(counted([episode], after: first.spans).figures.fetches == 1)
        #expect(counted([[line("/all/rss.xml", at: 2)]], after: first.spans).figures.requests == 1)
        let other = first.spans.map { span in
            var span = span
            span.key.source = "cdn"
            return span
        }
        #expect(requests(counted([log()], after: other).counted) == 10)
    }

    @Test func `files that are written side by side count together, and once`() {
        let one = counted([log(), log()], together: true).counted
        #expect(requests(one) == 20)
        #expect(requests(counted([log(), log()], after: one.spans, together: true).counted) == 0)
    }

    @Test func `what the daemon has counted itself no log counts, nor what it will`() {
        let key = CountedSpan.Key(source: "", feed: "news", kind: .document)
        let live = CountedSpan(key, from: Self.midnight + 1_000, to: Self.midnight + 2_000)
        let times = [0, 939, 940, 1_500, 2_060, 2_061]
        let lines = times.map { line("/feed.xml", at: $0) }
        #expect(counted([lines], after: [live]).figures.countedBefore == 3)
        var count = LogCount(map(now: Self.midnight + 2_060))
        #expect(take(lines, into: &count).countedBefore == 2)
    }

    @Test func `lines that are no requests are told, with the first one's number`() {
        let figures = counted([[line("/feed.xml"), "nonsense", line("/feed.xml", at: 1), "{"]]).figures
        #expect(figures.unreadable == 2)
        #expect(figures.firstUnreadable == 2)
        #expect(figures.requests == 2)
    }

    @Test func `each day counts its own readers, also where lines are not in order`() {
        let lines = [0, 86_400, 172_800, 259_200, 10, 86_410].map { line("/feed.xml", at: $0) }
        let days = counted([lines]).counted.days.sorted { $0.key.day < $1.key.day }
        #expect(days.map(\.key.day) == [20_000, 20_001, 20_002, 20_003])
        #expect(days.map(\.requests) == [2, 2, 1, 1])
        #expect(days.allSatisfy { $0.readers == 1 })
    }
}
