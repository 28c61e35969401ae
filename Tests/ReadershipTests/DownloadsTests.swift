import Testing

@testable import Readership

struct DownloadsTests {
    private static let midnight = 20_000 * 86_400

    private func fetch(
        _ range: Range<Int64>,
        at second: Int = 0,
        agent: String = "AntennaPod/3.2",
        from client: UInt32 = 1,
        size: Int64 = 60_000_000,
        duration: Double? = 3_600
    ) -> EpisodeFetch {
        EpisodeFetch(
            feed: "news",
            file: "media/1.mp3",
            size: size,
            duration: duration,
            range: range,
            visitor: Visitor(userAgent: agent),
            client: Client(v4: client),
            second: Self.midnight + second
        )
    }

    private func counted(_ fetches: [EpisodeFetch]) -> [Int: Int] {
        var downloads = Downloads()
        for fetch in fetches { downloads.count(fetch) }
        return Dictionary(downloads.takeFresh().map { ($0.key.day - 20_000, $0.downloads) }) { $1 }
    }

    @Test func `a minute's worth is a download, and less is none`() {
        #expect(counted([fetch(0..<999_999)]).isEmpty)
        #expect(counted([fetch(0..<1_000_000)]) == [0: 1])
        #expect(counted([fetch(0..<2)]).isEmpty)
    }

    @Test func `of what is shorter the whole is one, and of unknown length a megabyte`() {
        #expect(counted([fetch(0..<99, size: 100, duration: 3)]).isEmpty)
        #expect(counted([fetch(0..<100, size: 100, duration: 3)]) == [0: 1])
        #expect(counted([fetch(0..<959_999, duration: nil)]).isEmpty)
        #expect(counted([fetch(0..<960_000, duration: nil)]) == [0: 1])
        #expect(counted([fetch(0..<100, size: 100, duration: nil)]) == [0: 1])
    }

    @Test func `ranges are joined, and what is sent twice counts once`() {
        let parts = [fetch(0..<400_000), fetch(800_000..<1_200_000), fetch(0..<400_000)]
        #expect(counted(parts).isEmpty)
        #expect(counted(parts + [fetch(350_000..<800_000)]) == [0: 1])
    }

    @Test func `one household and agent downloads a file once in 24 hours, also over midnight`() {
        let whole = 0..<Int64(60_000_000)
        let noon = 43_200
        #expect(counted([fetch(whole, at: noon), fetch(whole, at: noon + 80_000)]) == [0: 1])
        #expect(counted([fetch(whole, at: noon), fetch(whole, at: noon + 86_400)]) == [0: 1, 1: 1])
        #expect(
            counted([fetch(0..<600_000, at: noon), fetch(600_000..<1_000_000, at: noon + 80_000)]) == [0: 1]
        )
        #expect(counted([fetch(whole), fetch(whole, from: 2), fetch(whole, agent: "Overcast/3")]) == [0: 3])
    }

    @Test func `bots and tools download nothing`() {
        #expect(
            counted([fetch(0..<60_000_000, agent: "Googlebot"), fetch(0..<60_000_000, agent: "curl/8")])
                .isEmpty
        )
    }

    @Test func `what was counted is told once`() {
        var downloads = Downloads()
        downloads.count(fetch(0..<60_000_000))
        #expect(downloads.takeFresh().count == 1)
        downloads.count(fetch(0..<60_000_000))
        #expect(downloads.takeFresh().isEmpty)
    }
}
