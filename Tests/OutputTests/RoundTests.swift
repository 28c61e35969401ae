import Articles
import Foundation
import Logging
import Outbound
import Publishing
import Push
import Store
import TestSupport
import Testing
import Web

@testable import Output

/// A site that is written round by round.
private final class PrintedSite {
    let temporary: TemporaryFolder
    private let store: SQLiteStore
    private let logger = Logger(label: "output.tests") { _ in SwiftLogNoOpLogHandler() }
    private var clock = 1_700_000_000

    init() throws {
        temporary = try TemporaryFolder()
        try temporary.makeFolder("feeds/news/articles")
        store = try SQLiteStore()
    }

    /// Those who publish once, as a command does.
    private func crew() throws -> (Publisher, Printer) {
        let publisher = try Publisher(
            settings: Settings(
                folder: temporary.absolute("feeds"),
                baseURL: "https://news.example",
                listeningURL: "",
                state: temporary.absolute("state")
            ),
            store: store,
            watcher: nil,
            inspector: nil,
            logger: logger
        )
        let library = Library(store: store, publisher: publisher)
        let routes = SiteRoutes(
            library: library,
            hub: Hub(
                store: store,
                key: try #require(SecretKey(bytes: SecretKey.randomBytes())),
                addressGuard: AddressGuard(allowing: [], allowsEverything: false)
            ),
            shelf: Shelf(store: store, publisher: publisher, loops: [], logger: logger),
            isReady: { true }
        )
        let printer = Printer(
            library: library,
            routes: routes,
            store: store,
            publisher: publisher,
            logger: logger
        )
        return (publisher, printer)
    }

    /// Writes a file of the folder of feeds, a second younger than the one before.
    func write(_ text: String, to path: String) throws {
        let place = temporary.absolute("feeds/" + path)
        try FileManager.default.createDirectory(
            atPath: (place as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        try temporary.write(text, to: "feeds/" + path)
        clock += 1
        try temporary.date("feeds/" + path, clock)
    }

    func remove(_ path: String) throws { try temporary.remove("feeds/" + path) }

    func move(_ path: String, to goal: String) throws {
        try temporary.move("feeds/" + path, to: "feeds/" + goal)
    }

    /// Publishes what has changed, and writes it into a folder.
    func round(into folder: String = "public", isForced: Bool = true) async throws -> Printed {
        let (publisher, printer) = try crew()
        let place = temporary.absolute(folder)
        let request = PublishRequest(targets: isForced ? ["news"] : [], isNow: true, isForced: isForced)
        return await withTaskGroup { group in
            group.addTask { await publisher.run() }
            group.addTask { await printer.run() }
            _ = await publisher.publish(request)
            let printed = await printer.print(into: place)
            group.cancelAll()
            return printed
        }
    }

    /// What differs between what was written round by round, and what is written at once now.
    func difference() async throws -> String {
        _ = try await round(into: "fresh")
        try await temporary.shell(
            "diff -r --exclude=.feedherald-output public fresh >differences || true; rm -r fresh"
        )
        return try String(contentsOfFile: temporary.absolute("differences"), encoding: .utf8)
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A site that is written round by round` {
    private static var steps: [(String, (PrintedSite) throws -> Void)] {
        [
            ("nothing", { _ in }),
            ("an edit", { try $0.write(article(2, "Other words."), to: "news/articles/2.md") }),
            (
                "another title",
                { try $0.write(article(3, "Words.", title: "Otherwise"), to: "news/articles/3.md") }
            ),
            ("no title", { try $0.write(article(3, "Words.", title: "\"\""), to: "news/articles/3.md") }),
            (
                "another address",
                { try $0.write(article(1, "Words.", head: "slug: elsewhere\n"), to: "news/articles/1.md") }
            ),
            (
                "a link to what comes",
                { try $0.write(article(4, "To [five](5.md)."), to: "news/articles/4.md") }
            ),
            ("and it comes", { try $0.write(article(5, "Back to [one](1.md)."), to: "news/articles/5.md") }),
            (
                "with another address",
                { try $0.write(article(5, "Hm.", head: "slug: fifth\n"), to: "news/articles/5.md") }
            ),
            ("and goes", { try $0.remove("news/articles/5.md") }),
            (
                "a picture that is missing",
                { try $0.write(article(2, "![a](a.png)", head: "image: b.png\n"), to: "news/articles/2.md") }
            ),
            (
                "and is there",
                {
                    try $0.write("PNG", to: "news/articles/a.png");
                    try $0.write("PNG", to: "news/media/b.png")
                }
            ),
            ("and is another", { try $0.write("PNG!", to: "news/articles/a.png") }),
            (
                "other tags",
                { try $0.write(article(3, "Words.", head: "tags: [new, Ships]\n"), to: "news/articles/3.md") }
            ),
            (
                "an article in the midst",
                { try $0.write(article(2, "Between.", title: "Between", hour: 3), to: "news/articles/2b.md") }
            ),
            (
                "another definition",
                {
                    try $0.write(
                        "title = \"Other news\"\nlanguage = \"de-AT\"\nlimit = 3\n",
                        to: "news/feed.toml"
                    )
                }
            ),
            (
                "another path",
                { try $0.write("limit = 3\n[paths]\nrss = \"/index.xml\"\n", to: "news/feed.toml") }
            ),
            (
                "links elsewhere",
                { try $0.write("permalink = \"https://e.example/:slug/\"\n", to: "news/feed.toml") }
            ),
            ("another template", { try $0.write("<h1>Nothing</h1>", to: "templates/notice.mustache") }),
            ("an article renamed", { try $0.move("news/articles/4.md", to: "news/articles/4b.md") }),
            (
                "a draft",
                { try $0.write(article(3, "Words.", head: "draft: true\n"), to: "news/articles/3.md") }
            ),
        ]
    }

    private static func article(
        _ day: Int,
        _ text: String,
        title: String? = nil,
        head: String = "tags: [Ships]\n",
        hour: Int = 1
    ) -> String {
        "---\ntitle: \(title ?? "Article \(day)")\ndate: 2024-01-0\(day)T0\(hour):00:00Z\n\(head)---\n\(text)\n"
    }

    private func site() throws -> PrintedSite {
        let site = try PrintedSite()
        try site.write("limit = 2\n", to: "news/feed.toml")
        for day in 1...4 {
            try site.write(Self.article(day, "Words of \(day)."), to: "news/articles/\(day).md")
        }
        return site
    }

    @Test func `is at any time what would be written at once`() async throws {
        let site = try site()
        _ = try await site.round()
        for (name, change) in Self.steps {
            try change(site)
            let printed = try await site.round()
            #expect(printed.problems == [], "\(name)")
            let isSame = ["nothing", "an article renamed"].contains(name)
            #expect((printed.written + printed.removed == 0) == isSame, "\(name)")
            let difference = try await site.difference()
            #expect(difference == "", "\(name)")
        }
    }

    @Test func `is at any time what would be written at once, where texts call others by their names`()
        async throws
    {
        let site = try site()
        // What is called by a name may be anything that comes.
        try site.temporary.makeFolder("feeds/news/articles/.obsidian")
        try site.write("---\ndate: 2024-01-06\n---\nTo [[Later]] and [[2]].\n", to: "news/articles/Note.md")
        _ = try await site.round()
        try site.write("---\ndate: 2024-01-07\n---\nNow it is there.\n", to: "news/articles/Later.md")
        _ = try await site.round()
        #expect(try await site.difference() == "")
        try site.write(
            "---\ndate: 2024-01-07\nslug: moved\n---\nNow it is there.\n",
            to: "news/articles/Later.md"
        )
        _ = try await site.round()
        #expect(try await site.difference() == "")
    }

    @Test func `is let alone where nothing has changed`() async throws {
        let site = try site()
        let first = try await site.round()
        #expect(first.written > 25)
        #expect(first.removed == 0 && first.kept == 0)
        let second = try await site.round()
        #expect(second.written == 0 && second.removed == 0)
        #expect(second.kept == first.written)
    }

    @Test func `keeps the files of a feed of which nothing is known`() async throws {
        let site = try site()
        _ = try await site.round()
        try await site.temporary.shell("mv feeds/news news-away")
        let printed = try await site.round(isForced: false)
        #expect(printed.removed == 0, "its folder may come back")
        #expect(
            FileManager.default.fileExists(atPath: site.temporary.absolute("public/news/tag/ships/atom.xml"))
        )
    }

    @Test func `has rules for nginx where something has moved or gone, and none else`() async throws {
        let site = try site()
        let rules = {
            let file = site.temporary.absolute("public/.feedherald-nginx.conf")
            return try FileManager.default.fileExists(atPath: file)
                ? String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst().map(
                    String.init
                ) : []
        }
        _ = try await site.round()
        #expect(try rules() == [])
        try site.move("news/articles/4.md", to: "news/articles/4.bak")
        _ = try await site.round()
        #expect(try rules() == ["location = \"/news/4/\" { return 410; }"])
        let again = try await site.round()
        #expect(again.written + again.removed == 0)
        // A feed that is away for a while has not lost what is said of it.
        try await site.temporary.shell("mv feeds/news news-away")
        _ = try await site.round(isForced: false)
        #expect(try rules().count == 1)
        try await site.temporary.shell("mv news-away feeds/news")
        try site.move("news/articles/4.bak", to: "news/articles/4.md")
        _ = try await site.round()
        #expect(try rules() == [])
        #expect(try await site.difference() == "")
    }

    @Test func `tells which article is in the way of its own name`() async throws {
        let site = try site()
        let slug = String(repeating: "語", count: 90)
        try site.write(Self.article(2, "Words.", head: "slug: \(slug)\n"), to: "news/articles/2.md")
        let printed = try await site.round()
        #expect(printed.problems.count == 1)
        #expect(printed.problems.first?.message.contains("give it a shorter slug") == true)
        #expect(printed.written > 25)
    }
}
