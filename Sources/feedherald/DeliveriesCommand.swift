import ArgumentParser
import Feeds
import Foundation
import Publishing
import Store

/// `feedherald deliveries`: what is owed to subscribers and services.
struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Shows what is owed to subscribers and services, and has it tried or forgotten.",
        subcommands: [DeliveriesList.self, DeliveriesRetry.self, DeliveriesDrop.self]
    )
}

struct DeliveriesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists what is owed.")

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: DeskOptions

    func run() async throws {
        try await feedherald.run {
            let answer = try await place.desk().carryOut(.owed)
            print(json ? try DeskJSON.text(answer) : answer.text)
        }
    }
}

struct DeliveriesRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Has failed deliveries tried at once, and paused receivers told again."
    )

    @Argument(help: "Numbers of subscriptions. [default: all that is owed, pings included]")
    var ids: [Int64] = []

    @Option(
        help: "Tells these subscriptions again what has changed since then, such as 2026-03-02T07:30:00Z."
    )
    var since: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: DeskOptions

    func run() async throws {
        try await feedherald.run {
            let moment = try since.map { text in
                guard let date = try? Date(text, strategy: .iso8601) else {
                    throw ValidationError("--since is \"\(text)\"; right would be 2026-03-02T07:30:00Z")
                }
                return date
            }
            if moment != nil, ids.isEmpty {
                throw ValidationError("--since wants the numbers of subscriptions")
            }
            let answer = try await place.desk().carryOut(.retry(ids.isEmpty ? nil : ids, since: moment))
            print(json ? try DeskJSON.text(["retried": answer.count]) : "tried now: \(answer.count)")
        }
    }
}

struct DeliveriesDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Forgets what is owed; subscriptions stay, and are told of what comes next."
    )

    @Argument(help: "Numbers of subscriptions.")
    var ids: [Int64] = []

    @Option(name: .customLong("ping"), help: "The number of a ping in the list; may be repeated.")
    var pings: [Int64] = []

    @Flag(help: "Everything that is owed to anybody.")
    var all = false

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: DeskOptions

    func validate() throws {
        if ids.isEmpty, pings.isEmpty, !all {
            throw ValidationError("name subscriptions, a --ping, or --all")
        }
    }

    func run() async throws {
        try await feedherald.run {
            let answer = try await place.desk().carryOut(.drop(all ? nil : ids, pings: pings))
            print(json ? try DeskJSON.text(["dropped": answer.count]) : "dropped \(answer.count)")
        }
    }
}

extension DeskAnswer {
    fileprivate var text: String {
        var lines = ranges.map { range in
            let document = [range.feed, range.view, range.format.rawValue].filter { !$0.isEmpty }
            return
                "\(document.joined(separator: "/")): \(range.subscriptions) subscribers, from \(range.due.ISO8601Format()) on"
        }
        lines += subscribers.filter { $0.owed != nil }.map(\.line)
        lines += pings.map { ping in
            "ping \(ping.id)  \(ping.service)  \(ping.topic)  is tried at \(ping.due.ISO8601Format())"
                + (ping.attempt > 0 ? " after \(ping.attempt) failures" : "")
        }
        return lines.isEmpty ? "nothing is owed" : lines.joined(separator: "\n")
    }
}
