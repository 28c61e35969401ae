import Foundation
import Glibc

/// A running `feedherald serve`, which ends with the test.
final class Daemon {
    let site: SiteFolder
    let port: Int
    /// The store's file.
    let store: String
    let log: String
    private let process: Child

    var http: HTTP { HTTP(port: port) }
    var id: pid_t { process.id }
    var isRunning: Bool { process.isRunning }
    var base: String { "http://127.0.0.1:\(port)" }

    /// Starts it, and waits until its first pass is over.
    init(
        _ site: SiteFolder,
        port: Int? = nil,
        arguments: [String] = [],
        environment: [String: String] = [:],
        launcher: [String] = [],
        allowsPrivate: Bool = true,
        awaitingReadiness: Bool = true
    ) throws {
        self.site = site
        self.port = try port ?? freePort()
        store = site.beside("state/store.sqlite")
        log = site.beside("log-\(UUID().uuidString.prefix(8))")
        process = try Child(
            launcher + [Program.feedherald, "serve", site.path]
                + (launcher.isEmpty ? ["--listen", "127.0.0.1:\(self.port)"] : [])
                + (allowsPrivate ? ["--allow-private-callbacks"] : [])
                + ["--store", store, "--log-level", "debug"] + arguments,
            environment: environment,
            output: log
        )
        if awaitingReadiness { try awaitReadiness() }
    }

    func awaitReadiness() throws {
        do {
            try eventually("the daemon is ready") {
                guard process.isRunning else { throw Waited(description: "the daemon has ended") }
                return try http.ask("GET", "/readyz").status == 200
            }
        } catch {
            throw Waited(description: "\(error): \(try log.contents)")
        }
    }

    /// Allows it no descriptor of this number or a higher one.
    func limitDescriptors(to number: Int) throws {
        let command = try Command(program: "prlimit", ["--pid", "\(id)", "--nofile=\(number):"])
        guard command.code == 0 else { throw Waited(description: command.errors) }
    }

    /// Asks it to end, and returns its exit code.
    @discardableResult
    func stop(_ number: Int32 = SIGTERM) throws -> Int32 {
        kill(id, number)
        return try ending()
    }

    /// Its exit code, once it has ended.
    func ending() throws -> Int32 {
        try eventually("the daemon ends") { !process.isRunning }
        return process.exitCode ?? -1
    }

    /// Runs a command on the same folder and store.
    func command(_ name: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws
        -> Command
    {
        let place = name == "check" ? [site.path] : ["--dir", site.path]
        return try Command(
            [name] + arguments + place + ["--store", store],
            environment: environment,
            folder: site.path
        )
    }

    /// A document of a feed as it is served now.
    func document(_ name: String, of feed: String = "news") throws -> Message {
        let answer = try http.ask("GET", "/\(feed)/\(name)")
        guard answer.status == 200 else {
            throw Waited(description: "/\(feed)/\(name) is answered with \(answer.status): \(answer.text)")
        }
        return answer
    }

    /// The JSON Feed of a feed as it is served now.
    func feed(_ name: String = "news") throws -> JSONFeed {
        try JSONDecoder().decode(JSONFeed.self, from: document("feed.json", of: name).body)
    }

    /// The titles that a feed shows, newest first.
    func titles(of name: String = "news") throws -> [String] { try feed(name).items.map { $0.title ?? "" } }

    /// Subscribes, and waits until the subscription is confirmed.
    func subscribe(
        _ subscriber: Subscriber,
        _ name: String = "",
        to document: String,
        of feed: String = "news",
        secret: String? = nil
    ) throws {
        let before = try subscriptions()
        let answer = try request("subscribe", subscriber.callback(name), document, of: feed, secret: secret)
        guard answer.status == 202 else {
            throw Waited(description: "the hub answers \(answer.status): \(answer.text)")
        }
        try eventually("the subscription is confirmed") { try subscriptions() > before }
    }

    func request(
        _ mode: String,
        _ callback: String,
        _ document: String,
        of feed: String = "news",
        secret: String? = nil
    ) throws -> Message {
        var fields = [
            ("hub.mode", mode), ("hub.topic", "\(base)/\(feed)/\(document)"), ("hub.callback", callback),
        ]
        if let secret { fields.append(("hub.secret", secret)) }
        return try http.post(fields, to: "/hub")
    }

    func status() throws -> StatusReport {
        try command("status", ["--json"]).json(as: StatusReport.self)
    }

    private func subscriptions() throws -> Int { try status().owed.subscriptions }
}

/// A JSON Feed as a reader decodes it.
struct JSONFeed: Decodable {
    struct Author: Decodable, Equatable {
        var name: String
    }

    struct Item: Decodable {
        var id: String
        var url: String
        var title: String?
        var summary: String?
        var content_html: String?
        var date_published: String
        var date_modified: String
        var authors: [Author]?
        var tags: [String]?
    }

    var title: String
    var home_page_url: String
    var feed_url: String
    var items: [Item]
}
