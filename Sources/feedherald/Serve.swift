import ArgumentParser
import Foundation
import Logging
import Publishing

/// `feedherald serve`: the daemon.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watches the folder of feeds, serves them, and tells subscribers.",
        discussion:
            "Each option has an environment name, shown in brackets: a flag wins over it, and it over feedherald.toml."
    )

    @Argument(help: "The folder of feeds. [FEEDHERALD_DIR; default: feeds]")
    var dir: String?

    @OptionGroup var options: StoreOptions

    @Option(
        help:
            "Where to listen: host:port, [v6]:port or unix:/path; may be repeated. [FEEDHERALD_LISTEN; default: 127.0.0.1:8080]"
    )
    var listen: [String] = []

    @Flag(
        help:
            "Lets callbacks lead into private networks: for trying out. [FEEDHERALD_ALLOW_PRIVATE_CALLBACKS=1]"
    )
    var allowPrivateCallbacks = false

    @Option(help: "text, json or journal. [FEEDHERALD_LOG_FORMAT; default: journal under systemd, else text]")
    var logFormat: String?

    @Option(help: "trace, debug, info, notice, warning or error. [FEEDHERALD_LOG_LEVEL; default: notice]")
    var logLevel: String?

    func run() async throws {
        try await feedherald.run {
            let signals = await Signals()
            let environment = ProcessInfo.processInfo.environment
            let place = try Place(folder: dir, store: options.store, baseURL: options.baseURL).defined()
            let logger = try Self.logger(
                format: logFormat ?? environment["FEEDHERALD_LOG_FORMAT"],
                level: logLevel ?? environment["FEEDHERALD_LOG_LEVEL"]
            )
            let fromEnvironment =
                environment["FEEDHERALD_LISTEN"].map { $0.split { $0 == "," || $0 == " " }.map(String.init) }
                ?? []
            let texts =
                [listen, fromEnvironment, place.definition.listen, ["127.0.0.1:8080"]].first { !$0.isEmpty }
                ?? []
            let addresses = try texts.map { text in
                guard let address = ListenAddress(text) else {
                    throw ValidationError(ListenAddress.advice(for: text))
                }
                return address
            }
            let daemon = Daemon(
                place: place,
                addresses: addresses,
                allowsPrivateCallbacks: try allowPrivateCallbacks
                    || Self.isSet("FEEDHERALD_ALLOW_PRIVATE_CALLBACKS", in: environment),
                signals: signals,
                logger: logger
            )
            try await daemon.run()
        }
    }

    /// What an environment name says that stands for a flag.
    private static func isSet(_ name: String, in environment: [String: String]) throws -> Bool {
        switch environment[name]?.lowercased() {
        case nil, "", "0", "false", "no": return false
        case "1", "true", "yes": return true
        case let other?: throw ValidationError("\(name) is \"\(other)\"; right would be 1 or 0")
        }
    }

    /// A logger in the format that is asked for, or that fits where we run.
    static func logger(format: String?, level: String?) throws -> Logger {
        let isUnderSystemd = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
        guard let chosen = LogFormat(rawValue: format ?? (isUnderSystemd ? "journal" : "text")) else {
            throw ValidationError(
                "unknown log format \"\(format ?? "")\"; right would be text, json or journal"
            )
        }
        guard let level = Logger.Level(rawValue: level ?? "notice") else {
            throw ValidationError(
                "unknown log level \"\(level ?? "")\"; right would be trace, debug, info, notice, warning or error"
            )
        }
        return Logger(label: "feedherald") { _ -> any LogHandler in
            if chosen == .journal {
                JournalLogHandler(level: level)
            } else {
                LineLogHandler(chosen, level: level)
            }
        }
    }
}
