import Articles
import Feeds
import Foundation
import Logging
import Media
import Store

@testable import Publishing
import TestSupport
import Testing

/// A real folder of feeds with a real store, and a publisher that is up or down.
final class Newsroom {
    let temporary: TemporaryFolder
    let store: SQLiteStore
    /// When passes of a test fall that are one moment, however long they take.
    let opened = Date()
    /// The daemon's publisher, while it is up.
    private(set) var publisher: Publisher?
    private var work: Task<Void, Never>?
    var baseURL: String? = "https://news.example"
    /// Its children are the program that was built beside these tests.
    var inspector = Inspector(program: Newsroom.program, limit: 20)
    /// Files are dated one after the other, long ago: no scan takes them for young.
    private var clock = 1_700_000_000

    init(_ files: [String: String] = [:]) throws {
        temporary = try TemporaryFolder()
        try temporary.makeFolder("feeds/news/articles")
        store = try SQLiteStore(path: temporary.absolute("state/feedherald.sqlite"))
        for (path, text) in files.sorted(by: { $0.key < $1.key }) { try write(text, to: path) }
    }

    deinit { work?.cancel() }

    var folder: String { temporary.absolute("feeds") }
    var state: String { temporary.absolute("state") }
    var settings: Settings {
        Settings(folder: folder, baseURL: baseURL, listeningURL: "http://127.0.0.1:8080", state: state)
    }

    func place(_ path: String) -> String { temporary.absolute("feeds/news/articles/\(path)") }

    /// Writes an article as editors do: beside, dated, and renamed into place.
    func write(_ text: String, to path: String) throws {
        let place = place(path)
        try FileManager.default.createDirectory(
            atPath: (place as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        let beside = "state/beside"
        try temporary.makeFolder("state")
        try temporary.write(text, to: beside)
        clock += 1
        try temporary.date(beside, clock)
        try temporary.move(beside, to: "feeds/news/articles/\(path)")
    }

    /// Writes a definition or a ledger.
    func define(_ text: String, _ path: String = "news/feed.toml") throws {
        try temporary.makeFolder("feeds/" + (path as NSString).deletingLastPathComponent)
        try temporary.write(text, to: "feeds/" + path)
    }

    func read(_ path: String) throws -> String {
        try String(contentsOfFile: temporary.absolute("feeds/" + path), encoding: .utf8)
    }

    /// A command in the articles folder of the feed `news`.
    func shell(_ command: String) async throws {
        try await temporary.shell("cd feeds/news/articles; " + command)
    }

    /// The same folder, times and all, of whoever has lost the store.
    func withAnotherStore() throws -> Newsroom {
        let other = try Newsroom()
        try temporary.shellAndWait("cp -a feeds/. '\(other.folder)/'")
        return other
    }

    func start() async throws {
        let publisher = try Publisher(
            settings: settings,
            store: store,
            watcher: FolderWatcher(),
            inspector: inspector,
            logger: Self.logger
        )
        self.publisher = publisher
        work = Task { await publisher.run() }
        try await eventually { await publisher.isReady }
        await publisher.answer()
    }

    func stop() async {
        work?.cancel()
        await work?.value
        work = nil
        publisher = nil
    }

    /// What `feedherald publish` does: asks the daemon where it is up, and else works by itself.
    @discardableResult
    func publish(
        _ targets: String...,
        isNow: Bool = true,
        isPlan: Bool = false,
        isForced: Bool = false
    ) async throws -> Report {
        let request = PublishRequest(targets: targets, isNow: isNow, isPlan: isPlan, isForced: isForced)
        if let publisher { return await publisher.publish(request) }
        let publisher = try Publisher(
            settings: settings,
            store: store,
            watcher: nil,
            inspector: inspector,
            logger: Self.logger
        )
        let work = Task { await publisher.run() }
        defer { work.cancel() }
        return await publisher.publish(request)
    }

    /// What `feedherald publish` does by itself where no daemon is up: what goes is looked at twice.
    @discardableResult
    func publishByHand(isPlan: Bool = false, isForced: Bool = false) async throws -> Report.Changes {
        let publisher = try Publisher(settings: settings, store: store, watcher: nil, logger: Self.logger)
        let targets = isForced ? ["blog"] : []
        let request = PublishRequest(targets: targets, isNow: isForced, isPlan: isPlan, isForced: isForced)
        return try #require(await publisher.carryOut(request).feeds.first)
    }

    /// What pages and views are made by, beside whatever publisher is up.
    func library() throws -> Library {
        let publisher = try Publisher(settings: settings, store: store, watcher: nil, logger: Self.logger)
        return Library(store: store, publisher: publisher)
    }

    /// A pass over the feed `news`, as the publisher would make one that remembers no more than this.
    func pass(_ conditions: FeedPass.Conditions, memory: FeedPass.Memory = FeedPass.Memory()) throws
        -> FeedPass
    {
        let definition = try Site.definition(in: folder)
        let site = Site.load(folder: folder, definition: definition, base: settings.base(under: definition))
        guard let feed = site.feeds.first else { throw Problems(site.problems) }
        return FeedPass(
            feed,
            base: site.base,
            store: store,
            memory: memory,
            conditions: conditions
        )
    }

    static var program: String {
        ProcessInfo.processInfo.environment["FEEDHERALD_BINARY"]
            ?? URL(filePath: #filePath).appending(path: "../../../.build/debug/feedherald").standardized.path
    }

    /// Copies a picture or a sound, whole or its first bytes, to a path below the feed's folder.
    func lay(_ name: String, at path: String, share: Double = 1) throws {
        let fixtures = URL(filePath: #filePath).appending(path: "../../MediaTests/Fixtures").standardized
        let bytes = try Data(contentsOf: fixtures.appending(path: name))
        try lay(bytes.prefix(Int(Double(bytes.count) * share)), at: path)
    }

    /// Writes bytes to a path below the feed's folder: beside, and renamed into place.
    func lay(_ bytes: Data, at path: String) throws {
        let place = temporary.absolute("feeds/news/" + path)
        try FileManager.default.createDirectory(
            atPath: (place as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        try temporary.makeFolder("state")
        let beside = temporary.absolute("state/beside.media")
        try bytes.write(to: URL(filePath: beside))
        guard rename(beside, place) == 0 else { throw POSIXError(.EIO) }
    }

    static var logger: Logger {
        var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = ProcessInfo.processInfo.environment["LOG"] == nil ? .critical : .debug
        return logger
    }

    func entry(_ path: String) async throws -> CatalogueEntry? {
        try await store.entries(of: "news", at: [path]).first { $0.state != .gone }
    }

    /// Ids by path.
    func ids() async throws -> [String: String] {
        let entries = try await store.entries(of: "news")
        return Dictionary(entries.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// Slugs by path.
    func slugs() async throws -> [String: String] {
        let entries = try await store.entries(of: "news")
        return Dictionary(entries.map { ($0.path, $0.slug) }, uniquingKeysWith: { first, _ in first })
    }

    /// The ids that the feed's documents show.
    func shown() async throws -> [String] {
        let document = try await document(.json)
        let text = document.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        return text.matches(of: /"id": ?"([^"]*)"/).map { String($0.output.1) }
    }

    func document(_ format: Format, of feed: String = "news") async throws -> FeedDocument? {
        try await store.document(FeedDocument.Key(feed: feed, format: format))
    }

    func text(_ format: Format = .atom, of feed: String = "news") async throws -> String {
        try await document(format, of: feed).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    }

    func problems() async throws -> [String] {
        try await store.problems().map { "\($0.problem.path):\($0.problem.line ?? 0) \($0.problem.message)" }
    }
}

/// Tries each case, a few at a time: what takes its time is waiting.
func abreast<Case: Sendable & CustomTestStringConvertible>(
    _ cases: [Case],
    _ expect: @escaping @Sendable (Case) async throws -> Void
) async {
    await withTaskGroup(of: Void.self) { group in
        for (number, one) in cases.enumerated() {
            if number >= 5 { await group.next() }
            group.addTask {
                do { try await expect(one) } catch { Issue.record("\(one.testDescription): \(error)") }
            }
        }
    }
}

/// What was waited for did not come in time.
struct Overdue: Error {}

/// Waits until a condition holds, for at most so many seconds.
func eventually(within seconds: Double = 20, _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw Overdue() }
        try await Task.sleep(for: .milliseconds(5))
    }
}
