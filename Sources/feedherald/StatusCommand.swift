import Articles
import ArgumentParser
import Foundation
import Publishing
import Store

/// `feedherald status`: how the daemon is, or what its store says.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows feeds, problems, and what is owed to whom."
    )

    @Flag(help: "Print it as JSON.")
    var json = false

    @Option(help: "The folder of feeds. [FEEDHERALD_DIR; default: feeds]")
    var dir: String?

    @OptionGroup var options: StoreOptions

    func run() async throws {
        try await feedherald.run {
            let place = try Place(folder: dir, store: options.store, baseURL: options.baseURL)
            let status = try await status(of: place)
            if json {
                print(try DeskJSON.text(status))
            } else {
                print(status.text)
            }
            if status.isHolding { throw Exit.findings }
        }
    }

    private func status(of place: Place) async throws -> Status {
        if let daemon = try await ControlSocket.daemon(of: place) { return try await daemon.status() }
        let place = try place.defined()
        let store = try place.storeWithoutDaemon()
        var site = try await place.site(of: store)
        site.readLedgers(in: place.state)
        return try await Status(
            version: Feedherald.version,
            process: nil,
            site: site,
            store: store,
            storePath: place.store,
            attention: [:]
        )
    }
}

extension Status {
    /// For people.
    var text: String {
        var lines = [
            process.map { "daemon \(version), process \($0)" } ?? "no daemon; this is what the store says",
            "folder \(folder)", "base URL \(baseURL)", "store \(store)", "",
        ]
        for feed in feeds {
            lines.append(
                "\(feed.name): \(feed.title), \(feed.entries) \(feed.entries == 1 ? "entry" : "entries"), \(feed.isRefused ? "not published" : feed.attention)"
            )
            lines += feed.documents.map { "  \($0)" }
            lines += Report.lines(feed.held, most: 20)
        }
        lines += [
            "",
            "\(owed.subscriptions) \(owed.subscriptions == 1 ? "subscription" : "subscriptions"), \(owed.verifications) being verified",
            owed.text,
        ]
        lines += owed.failing.map { "  failing: \($0)" }
        if let printed { lines += printed.lines }
        let problems = problems + [proxy].compactMap(\.self)
        if !problems.isEmpty { lines += ["", "problems:"] }
        lines += problems.map { "  \($0.severity == .warning ? "warning: " : "")\($0)" }
        return lines.joined(separator: "\n")
    }
}

extension OwedFigures {
    /// What is owed, to how many, and since when.
    fileprivate var text: String {
        if deliveries + pings == 0 { return "nothing is owed" }
        var text = "owed: \(deliveries) \(deliveries == 1 ? "delivery" : "deliveries")"
        text += " (\(retries) of them after a failure or slowness), \(pings) \(pings == 1 ? "ping" : "pings")"
        if paused > 0 { text += "; \(paused) paused, to be taken up by: feedherald deliveries retry" }
        if let oldest { text += "; the oldest since \(oldest.ISO8601Format())" }
        return text
    }
}
