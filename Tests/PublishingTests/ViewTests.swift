import Feeds
import Foundation
import Store
import TestSupport
import Testing

@testable import Publishing

@Suite(.timeLimit(.minutes(2))) struct `A view of a feed` {
    /// Articles of one feed: the newest is that of the greatest number.
    private func room(_ count: Int, _ definition: String = "title = \"News\"\n") async throws -> Newsroom {
        let files = (0..<count).map { number in
            (
                String(format: "a%03d.md", number),
                """
                ---
                title: Article \(number)
                date: 2025-01-01T00:\(String(format: "%02d:%02d", number / 60, number % 60))Z
                tags: [\(number.isMultiple(of: 2) ? "Ships & Boats" : "Gulls")\(number == 4 ? ", ../.., élan, \(String(repeating: "x", count: 1_000)), '&<>\"'" : "")]
                \(number.isMultiple(of: 3) ? "author: Li Wei" : number == 1 ? "author: ann" : "")
                \(number.isMultiple(of: 5) ? "lang: fr" : "")
                ---
                The body of \(number), after [the one before](a\(String(format: "%03d", max(number - 1, 0))).md).
                """
            )
        }
        let room = try Newsroom(Dictionary(uniqueKeysWithValues: files))
        try room.define(definition)
        try await room.publish()
        return room
    }

    private func titles(_ view: View, _ room: Newsroom) async throws -> [Int]? {
        guard let document = try await room.library().document(.json, of: view, in: "news") else {
            return nil
        }
        let feed = try JSONDecoder().decode(Titles.self, from: Data(document.bytes))
        return feed.items.compactMap { Int($0.title.dropFirst("Article ".count)) }
    }

    private struct Titles: Decodable {
        struct Item: Decodable {
            var title: String
        }

        var items: [Item]
    }

    @Test func `shows the newest entries of its kind, and no others`() async throws {
        let room = try await room(
            120,
            "limit = 50\nauthors = [{ id = \"ann\", name = \"Ann Ash\" }]\nlanguage = \"en\"\n"
        )
        let even = Array(stride(from: 118, through: 0, by: -2))
        #expect(try await titles(.tag("ships-boats"), room) == Array(even.prefix(50)))
        #expect(try await titles(.tag("élan"), room) == [4])
        #expect(try await titles(.tag(Slug.ofWord("../..")), room) == [4])
        let long = Slug.ofWord(String(repeating: "x", count: 1_000))
        #expect(long.hasPrefix(String(repeating: "x", count: 120) + "-") && long.count == 129)
        #expect(try await titles(.tag(long), room) == [4])
        #expect(try await titles(.author("li-wei"), room) == Array(stride(from: 117, through: 0, by: -3)))
        // The feed's author has what names nobody, and what names an id.
        #expect(
            try await titles(.author("ann-ash"), room)
                == Array((0..<120).filter { !$0.isMultiple(of: 3) }.reversed().prefix(50))
        )
        #expect(try await titles(.language("fr"), room) == Array(stride(from: 115, through: 0, by: -5)))
        let english = try #require(try await titles(.language("en"), room))
        #expect(!english.contains { $0.isMultiple(of: 5) })
        for none in [View.tag("none"), .author("nobody"), .language("de"), .tag("")] {
            #expect(try await titles(none, room) == nil, "\(none)")
        }
    }

    @Test func `shows no entry whose tag, author or section only sounds like its own`() async throws {
        func text(_ number: Int, _ head: String) -> String {
            "---\ntitle: Article \(number)\ndate: 2025-01-01\n\(head)\n---\nText.\n"
        }
        let room = try Newsroom([
            "1.md": text(1, "tags: [sea]\nauthor: Ann\nsection: Port"),
            "2.md": text(2, "tags: [seaside, dead sea]\nauthors: [Anna, Jo Ann]\nsection: Porto"),
        ])
        try await room.publish()
        for view in [View.tag("sea"), .author("ann"), .section("port")] {
            #expect(try await titles(view, room) == [1], "\(view)")
        }
    }

    @Test func `of a language says that it is in it`() async throws {
        let room = try await room(6, "language = \"en\"\n")
        let french = try #require(try await room.library().document(.rss, of: .language("fr"), in: "news"))
        #expect(String(decoding: french.bytes, as: UTF8.self).contains("<language>fr</language>"))
    }

    @Test func `is none before its first entry appears, and has one address`() async throws {
        let room = try Newsroom(["a.md": "---\ntitle: Article 1\ndate: 2999-01-01\ntags: Gulls\n---\nSoon.\n"]
        )
        try await room.publish()
        #expect(try await titles(.tag("gulls"), room) == nil)
        #expect(View(path: ["archive", "1"]) == .archive(1) && View(path: ["archive", "01"]) == nil)
    }

    @Test func `is another when a date comes or passes, though nobody publishes`() async throws {
        let room = try Newsroom([
            "a.md": "---\ntitle: A\ndate: 2999-01-01\n---\nSoon.\n",
            "b.md": "---\ntitle: B\ndate: 2025-01-01\nexpires: 2999-02-01\n---\nNot for ever.\n",
        ])
        try await room.publish()
        let library = try room.library()
        var marks: Set<Library.ViewMark> = []
        for moment in ["2998-01-01T00:00:00Z", "2999-01-15T00:00:00Z", "2999-02-15T00:00:00Z"] {
            let now = try Date(moment, strategy: .iso8601)
            marks.insert(try #require(try await library.mark(of: .summary, .atom, in: "news", at: now)))
        }
        #expect(marks.count == 3)
    }

    @Test func `is another as soon as its feed's definition says something else`() async throws {
        let room = try await room(1)
        let mark = try #require(try await room.library().mark(of: .summary, .atom, in: "news"))
        #expect(try await room.library().mark(of: .summary, .atom, in: "news") == mark)
        try room.define("title = \"Other\"\n")
        #expect(try await room.library().mark(of: .summary, .atom, in: "news") != mark)
    }

    @Test func `of summaries has no content, and all that the feed has else`() async throws {
        let room = try await room(3)
        let document = try #require(try await room.library().document(.atom, of: .summary, in: "news"))
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(!text.contains("<content"))
        #expect(text.contains("<summary type=\"text\">The body of 2, after the one before.</summary>"))
        #expect(document.path == "/news/summary/atom.xml")
        #expect(document.selfLink == "https://news.example/news/summary/atom.xml")
    }

    @Test func `has an id, a self and an address of its own`() async throws {
        let room = try await room(6)
        let library = try room.library()
        let tag = try #require(try await library.document(.atom, of: .tag("élan"), in: "news"))
        #expect(tag.selfLink == "https://news.example/news/tag/%C3%A9lan/atom.xml")
        let texts = try await [View.tag("élan"), .tag("gulls"), .summary].asyncMap {
            String(
                decoding: try await library.document(.atom, of: $0, in: "news")?.bytes ?? [],
                as: UTF8.self
            )
        }
        let ids = (texts + [try await room.text()]).compactMap {
            $0.firstMatch(of: /<id>(.*?)<\/id>/)?.output.1
        }
        #expect(Set(ids).count == 4)
        #expect(texts[0].contains("<title type=\"text\">News: élan</title>"))
        // Links lead where they lead in the feed itself.
        #expect(texts[0].contains("href=&quot;https://news.example/news/a003/&quot;"))
    }

    @Test func `of the history is full, is found page by page, and stays as it is`() async throws {
        let room = try await room(149)
        let atom = try await room.text()
        let first = "https://news.example/news/archive/2/atom.xml"
        #expect(atom.contains("rel=\"prev-archive\" type=\"application/atom+xml\" href=\"\(first)\""))
        #expect(try await titles(.archive(1), room) == Array((0..<50).reversed()))
        #expect(try await titles(.archive(2), room) == Array((50..<100).reversed()))
        #expect(try await titles(.archive(3), room) == nil)
        let library = try room.library()
        let before = try #require(try await library.document(.rss, of: .archive(2), in: "news"))
        let text = String(decoding: before.bytes, as: UTF8.self)
        #expect(text.contains("<fh:archive/>"))
        #expect(
            text.contains(
                "rel=\"current\" type=\"application/rss+xml\" href=\"https://news.example/news/rss.xml\""
            )
        )
        #expect(
            text.contains(
                "rel=\"prev-archive\" type=\"application/rss+xml\" href=\"https://news.example/news/archive/1/rss.xml\""
            )
        )
        let following = "https://news.example/news/archive/3/rss.xml"
        #expect(text.contains("rel=\"next-archive\" type=\"application/rss+xml\" href=\"\(following)\""))
        // Which leads to the feed itself until that archive is full.
        #expect(
            try await library.continuation(ofArchive: 3, .rss, in: "news")
                == "https://news.example/news/rss.xml"
        )
        try room.write("---\ntitle: Article 149\ndate: 2025-02-01\n---\nNew.\n", to: "b.md")
        try await room.publish()
        #expect(try await room.text().contains("/news/archive/3/atom.xml"))
        #expect(try await titles(.archive(3), room) == Array((100..<150).reversed()))
        let after = try #require(try await library.document(.rss, of: .archive(2), in: "news"))
        #expect(after.bytes == before.bytes)
        #expect(try await library.continuation(ofArchive: 3, .rss, in: "news") == nil)
        let oldest = try await library.document(.rss, of: .archive(1), in: "news")
        #expect(oldest?.pieces.count == 52)
        let next =
            "rel=\"next-archive\" type=\"application/rss+xml\" href=\"https://news.example/news/archive/2/rss.xml\""
        #expect(oldest.map { String(decoding: $0.bytes, as: UTF8.self).contains(next) } == true)
    }

    @Test func `of the history does not change by a byte when the feed grows, whatever the format`()
        async throws
    {
        let room = try await room(310)
        let library = try room.library()
        func pages(_ count: Int) async throws -> [[UInt8]] {
            var pages: [[UInt8]] = []
            for number in 1...count {
                for format in Format.allCases {
                    let page = try await library.document(format, of: .archive(number), in: "news")
                    pages.append(try #require(page).bytes)
                }
            }
            return pages
        }
        let before = try await pages(6)
        for number in 310..<510 {
            try room.write(
                "---\ntitle: Article \(number)\ndate: 2025-02-01\n---\nNew.\n",
                to: "b\(number).md"
            )
        }
        try await room.publish()
        #expect(try await room.text().contains("/news/archive/10/atom.xml"))
        #expect(try await pages(10).prefix(18) == before[...])
    }

    /// What is deleted, withdrawn or comes with an older date is in one page alone: all others stay as they are.
    @Test func `of the history stays as it is where entries of other pages come and go`() async throws {
        let room = try await room(310)
        func pages() async throws -> [[UInt8]] {
            let library = try room.library()
            var pages: [[UInt8]] = []
            for number in 1...6 {
                let page = try await library.document(.json, of: .archive(number), in: "news")
                pages.append(try #require(page).bytes)
            }
            return pages
        }
        let before = try await pages()
        try await room.shell("rm a010.md a011.md a299.md; sed -i 's/^title/draft: true\\ntitle/' a120.md")
        let between = try #require(try await room.store.entries(of: "news", inArchive: 4, at: .now)?[20])
        for number in 0..<70 {
            let head = "title: Old \(number)\ndate: \(between.published.rfc3339)"
            try room.write("---\n\(head)\n---\nOld.\n", to: "o\(number).md")
        }
        try await room.publish()
        let after = try await pages()
        #expect(before.indices.filter { before[$0] != after[$0] } == [0, 2, 3, 5])
        let documents = try await after + [#require(room.document(.json)).bytes]
        let titles = documents.flatMap {
            String(decoding: $0, as: UTF8.self).matches(of: /"title":"((?:Article|Old) \d+)"/).map(\.output.1)
        }
        #expect(Set(titles).count == 310 - 4 + 70)
        #expect(try await room.text().contains("/news/archive/6/atom.xml"))
        // The next page is full with 40 more than the ten that are in none.
        for number in 0..<40 {
            try room.write("---\ntitle: New \(number)\ndate: 2025-02-01\n---\nNew.\n", to: "n\(number).md")
            if number == 38 {
                try await room.publish()
                #expect(try await room.text().contains("/news/archive/6/atom.xml"))
            }
        }
        try await room.publish()
        #expect(try await room.text().contains("/news/archive/7/atom.xml"))
        #expect(try await pages() == after)
    }

    @Test(arguments: [(149, 2), (50, 0), (51, 1), (30, 0)])
    func `of the history goes on where what filled its newest page goes`(count: Int, full: Int) async throws {
        let room = try await room(count)
        let library = try room.library()
        let documents = try await room.text()
        for number in 0..<60 {
            try room.write("---\ntitle: Guest \(number)\ndate: 2025-02-01\n---\nG.\n", to: "g\(number).md")
        }
        try await room.publish()
        #expect(try await room.text().contains("/news/archive/\((count + 60) / 50)/atom.xml"))
        try await room.shell("rm g*.md")
        try await room.publish("news", isForced: true)
        #expect(try await room.text() == documents)
        #expect(try await library.store.archiveCount(of: "news") == full)
        #expect(try await titles(.archive(full + 1), room) == nil)
        if full > 0 { #expect(try await titles(.archive(full), room)?.count == 50) }
    }

    @Test func `leaves no entry between the documents and the archives of a short feed`() async throws {
        let room = try await room(29, "limit = 10\n")
        let shown = try await room.shown().count
        let pages = try await [View.archive(1), .archive(2)].asyncMap { try await titles($0, room) ?? [] }
        #expect(shown == 10)
        #expect(Set(pages.joined()) == Set(0..<20))
        #expect(try await titles(.archive(3), room) == nil)
    }

    @Test func `has no archives where the feed shows everything`() async throws {
        let room = try await room(50)
        #expect(try await !room.text().contains("prev-archive"))
        #expect(try await titles(.archive(1), room) == nil)
    }

    @Test func `is another when an article is edited, goes, or its date comes`() async throws {
        let room = try await room(6)
        let library = try room.library()
        let mark = try #require(try await library.mark(of: .summary, .atom, in: "news"))
        #expect(try await library.mark(of: .summary, .atom, in: "news") == mark)
        try room.write(
            "---\ntitle: Article 4\ndate: 2025-01-01T00:00:04Z\ntags: Gulls\n---\nOther.\n",
            to: "a004.md"
        )
        try await room.publish()
        let edited = try #require(try await library.mark(of: .summary, .atom, in: "news"))
        #expect(edited != mark && edited.lastModified > mark.lastModified)
        #expect(try await titles(.tag("gulls"), room) == [5, 4, 3, 1])
        #expect(try await titles(.tag("ships-boats"), room) == [2, 0])
        try room.write("---\ntitle: Article 9\ndate: 2999-01-01\ntags: Gulls\n---\nSoon.\n", to: "z.md")
        try await room.publish()
        #expect(try await titles(.tag("gulls"), room) == [5, 4, 3, 1])
        let then = try await library.document(
            .json,
            of: .tag("gulls"),
            in: "news",
            at: Date(timeIntervalSince1970: 32_500_000_000)
        )
        #expect(then.map { String(decoding: $0.bytes, as: UTF8.self).contains("Article 9") } == true)
    }
}

extension [View] {
    fileprivate func asyncMap<Value>(_ transform: (View) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for view in self { values.append(try await transform(view)) }
        return values
    }
}
