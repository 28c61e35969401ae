import Readership
import Testing

@testable import Store

struct ReadershipStoreTests {
    private func row(_ agent: String, day: Int = 20_000, feed: String = "news", readers: Int, requests: Int)
        -> ReadershipDay
    {
        var row = ReadershipDay(.init(day: day, feed: feed, agent: agent))
        (row.readers, row.requests, row.unchanged, row.sent, row.saved) = (readers, requests, 1, 10, 20)
        return row
    }

    @Test(arguments: StoreForm.allCases)
    func `a day's requests add up, its readers are the most that were seen, and both outlive the process`(
        form: StoreForm
    ) async throws {
        var opened = try form.open()
        let downloads = [DownloadDay(.init(day: 20_000, feed: "news", file: "media/1.mp3"), downloads: 2)]
        let first = [row("newsboat", readers: 5, requests: 9), row("Feedly", readers: 80, requests: 2)]
        try await opened.store.add(first, downloads, [])
        try await opened.store.add([], downloads, [])
        try await opened.store.add([row("newsboat", readers: 3, requests: 4)], [], [])
        try await opened.store.add([row("newsboat", day: 19_999, readers: 1, requests: 1)], [], [])
        try await opened.store.add([row("newsboat", feed: "all", readers: 2, requests: 1)], [], [])
        try opened.reopen()
        let added = DownloadDay(downloads[0].key, downloads: 4)
        #expect(try await opened.store.downloads(of: "news", from: 20_000) == [added])
        #expect(try await opened.store.downloads(of: nil, from: 20_001).isEmpty)
        var newsboat = row("newsboat", readers: 5, requests: 13)
        (newsboat.unchanged, newsboat.sent, newsboat.saved) = (2, 20, 40)
        let feedly = row("Feedly", readers: 80, requests: 2)
        #expect(try await opened.store.readership(of: "news", from: 20_000) == [feedly, newsboat])
        #expect(
            try await opened.store.readership(of: nil, from: 19_999).map(\.key.feed) == [
                "all", "news", "news", "news",
            ]
        )
    }

    @Test(arguments: StoreForm.allCases)
    func `spans that touch are one, and an import that others have overtaken adds nothing`(form: StoreForm)
        async throws
    {
        var opened = try form.open()
        let (log, live) = (
            CountedSpan.Key(source: "log", feed: "news", kind: .document),
            CountedSpan.Key(source: "", feed: "news", kind: .document)
        )
        var imported = ReadershipImport(source: "log", basis: [])
        imported.days = [row("newsboat", readers: 5, requests: 9)]
        imported.downloads = [
            DownloadDay(.init(day: 20_000, feed: "news", file: "media/1.mp3"), downloads: 2)
        ]
        imported.spans = [
            CountedSpan(log, from: 100, lines: 1, to: 200, lines: 2),
            CountedSpan(log, from: 9_000, lines: 1, to: 9_100, lines: 1),
        ]
        #expect(try await opened.store.add(imported))
        #expect(try await !opened.store.add(imported))
        try await opened.store.add([], [], [CountedSpan(live, from: 50, to: 60)])
        try await opened.store.add([], [], [CountedSpan(live, from: 70, to: 80)])
        try opened.reopen()
        #expect(try await opened.store.countedSpans(of: "") == [CountedSpan(live, from: 50, to: 80)])
        #expect(try await opened.store.readership(of: "news", from: 0).map(\.requests) == [9])
        #expect(try await opened.store.downloads(of: "news", from: 0).map(\.downloads) == [2])
        var more = ReadershipImport(source: "log", basis: imported.spans)
        more.spans = [CountedSpan(log, from: 200, lines: 3, to: 300, lines: 1)]
        #expect(try await opened.store.add(more))
        #expect(
            try await opened.store.countedSpans(of: "log") == [
                CountedSpan(log, from: 100, lines: 1, to: 300, lines: 1), imported.spans[1],
            ]
        )
    }
}
