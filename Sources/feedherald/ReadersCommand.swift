import ArgumentParser
import Foundation
import Publishing
import Readership
import Store

/// `feedherald readers`: who reads, by day and by agent, and what logs tell of it.
struct ReadersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readers",
        abstract: "Shows how many read each feed, and with what; or counts them from a log.",
        subcommands: [ReadersShow.self, ReadersImport.self],
        defaultSubcommand: ReadersShow.self
    )
}

/// `feedherald readers [FEED]`.
struct ReadersShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows how many read each feed, and with what: what is done where nothing else is said.",
        discussion: "Days are those of UTC. Nobody is tracked: see the manual."
    )

    @Argument(help: "A feed's folder name, or all for the feed of everything. [default: every feed]")
    var feed: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @Option(help: "How many days, up to today.")
    var days = 14

    @Option(help: "The folder of feeds. [FEEDHERALD_DIR; default: feeds]")
    var dir: String?

    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (1...3_660).contains(days) else {
            throw ValidationError("--days is \(days); right would be 1 to 3660")
        }
    }

    func run() async throws {
        try await feedherald.run {
            let place = try Place(folder: dir, store: options.store, baseURL: options.baseURL)
            let request = ReadershipRequest(feed: feed, days: days)
            let report =
                if let daemon = try await ControlSocket.daemon(of: place) {
                    try await daemon.readers(request)
                } else {
                    try await ReadershipReport(request, from: place.defined().storeWithoutDaemon())
                }
            if let feed, report.feeds.isEmpty, !place.hasFeed(feed) {
                throw CommandError(
                    "there is no feed \"\(feed)\" in \(place.folder); right would be a feed's folder name",
                    code: Exit.failed
                )
            }
            print(json ? try report.jsonText : report.text)
        }
    }
}

extension Place {
    fileprivate func hasFeed(_ name: String) -> Bool {
        name == "all" || !name.contains("/") && FileManager.default.fileExists(atPath: folder + "/" + name)
    }
}

extension ReadershipReport {
    /// What a store says.
    init(_ request: ReadershipRequest, from store: any Store, at now: Date = Date()) async throws {
        let today = ReadershipDay.day(of: now)
        let rows = try await store.readership(of: request.feed, from: today - request.days + 1)
        let downloads = try await store.downloads(of: request.feed, from: today - request.days + 1)
        self.init(rows, downloads, today: today, days: request.days)
    }

    fileprivate var jsonText: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
