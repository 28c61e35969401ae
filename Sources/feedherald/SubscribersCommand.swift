import ArgumentParser
import Foundation
import Publishing
import Push
import Store

/// `feedherald subscribers`: who is told of what.
struct SubscribersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribers",
        abstract: "Shows who is told of what, and looks after it.",
        subcommands: [
            SubscribersList.self, SubscribersShow.self, SubscribersAdd.self, SubscribersRemove.self,
            SubscribersExport.self, SubscribersImport.self,
        ]
    )
}

/// What all of these take.
struct DeskOptions: ParsableArguments {
    @Option(help: "The folder of feeds. [FEEDHERALD_DIR; default: feeds]")
    var dir: String?

    @OptionGroup var options: StoreOptions

    func desk() async throws -> Desk { try await Desk(dir: dir, options: options) }
}

struct SubscribersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists every subscription, a line for each."
    )

    @Flag(help: "Print it as JSON, an object in each line.")
    var json = false

    @OptionGroup var place: DeskOptions

    func run() async throws {
        try await feedherald.run {
            try await place.desk().each { page in
                for record in page { print(json ? try DeskJSON.text(record, isPretty: false) : record.line) }
            }
        }
    }
}

struct SubscribersShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows all that is known of a subscription."
    )

    @Argument(help: "Its number in the list.")
    var id: Int64

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: DeskOptions

    func run() async throws {
        try await feedherald.run {
            for record in try await place.desk().find([id], callback: nil) {
                print(json ? try DeskJSON.text(record) : record.lines.joined(separator: "\n"))
            }
        }
    }
}

struct SubscribersRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Ends subscriptions, and says so to those who subscribed by WebSub."
    )

    @Argument(help: "Their numbers in the list.")
    var ids: [Int64] = []

    @Option(help: "All that lead to this callback.")
    var callback: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: DeskOptions

    func validate() throws {
        if ids.isEmpty, callback == nil { throw ValidationError("name numbers, or a --callback") }
    }

    func run() async throws {
        try await feedherald.run {
            let desk = try await place.desk()
            let found = try await desk.find(ids, callback: callback)
            if let named = found.first(where: { $0.isNamed == true }) {
                throw CommandError(
                    "subscription \(named.id) is a webhook that the definition names; take it out of \"webhooks\" there",
                    code: Exit.failed
                )
            }
            let answer = try await desk.carryOut(.remove(found.map(\.id)))
            print(json ? try DeskJSON.text(["removed": answer.count]) : "removed \(answer.count)")
        }
    }
}

struct SubscribersAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a receiver of webhooks, which is told of each edition of a feed."
    )

    @Option(help: "The receiver's URL.")
    var webhook: String

    @Option(help: "The feed's folder name.")
    var feed: String

    @Option(help: "webhook (a signed JSON event), slack or discord.")
    var format: Webhook.Format = .event

    @Option(
        help:
            "The secret that events are signed with: \"whsec_\" and base64. [default: a new one is made and told]"
    )
    var secret: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: DeskOptions

    func run() async throws {
        try await feedherald.run {
            let receiver = DeskRequest.Receiver(url: webhook, feed: feed, format: format, secret: secret)
            let answer = try await place.desk().carryOut(.add(receiver))
            if json { return print(try DeskJSON.text(["secret": answer.secret])) }
            print("added" + (answer.secret.map { "; its secret, which is shown this once: \($0)" } ?? ""))
        }
    }
}

extension Webhook.Format: ExpressibleByArgument {}
