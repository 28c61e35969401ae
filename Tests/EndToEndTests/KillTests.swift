import Foundation
import Glibc
import Testing

/// kill -9 at any moment: no article lost, no id changed, no subscriber forgotten.
struct KillTests {
    private static var rounds: Int {
        ProcessInfo.processInfo.environment["FEEDHERALD_KILLS"].flatMap(Int.init) ?? 20
    }

    /// Some are added in each round until there are so many: a thousand rounds shall not take a document of a thousand.
    private static let mostArticles = 60

    /// What must be true after each start.
    private struct Promises {
        /// The file of each article, and its id as it was first seen.
        var files: [String: String] = [:]
        var ids: [String: String] = [:]
        /// The words of its newest version.
        var words: [String: String] = [:]
        var confirmed: Set<String> = []
    }

    /// How often each edition was sent to each callback.
    private struct Repeats {
        struct Edition: Hashable {
            var target: String
            var body: Int
        }

        /// The round in which it was seen first.
        var sent: [Edition: (first: Int, arrivals: [Date])] = [:]
        /// When the last one came that is counted.
        var looked = Date.distantPast
    }

    @Test func `after kills at any moment nothing is lost, changed or forgotten`() throws {
        let site = try SiteFolder()
        var promises = Promises()
        var repeats = Repeats()
        for number in 0..<8 {
            promises.files["Article \(number)"] = "\(number).md"
            promises.words["Article \(number)"] = words(number, 0)
            try site.lay(article(number, 0), at: "news/articles/\(number).md")
        }
        try site.lay("limit = 1000\n", at: "news/feed.toml")
        let port = try freePort()
        let subscriber = try Subscriber()
        // Deliveries take their time, so that some are under way at each kill.
        subscriber.behave(.answersLate(200, within: 300))
        var daemon = try Daemon(site, port: port)
        for item in try daemon.feed().items { promises.ids[key(item)] = item.id }
        for round in 1...Self.rounds {
            try disturb(site, daemon, subscriber, round, &promises)
            usleep(.random(in: 0...(round.isMultiple(of: 2) ? 60_000 : 1_500_000)))
            try daemon.stop(SIGKILL)
            daemon = try Daemon(site, port: port)
            try expect(&promises, of: daemon, round)
            expectFewRepeats(to: subscriber, round, &repeats)
            subscriber.forgetOlder()
        }
        // What the last round left owed is paid before the last word.
        try site.write(
            article(0, Self.rounds + 1),
            to: "news/articles/" + (promises.files["Article 0"] ?? "")
        )
        let last = "edition \(Self.rounds + 1) of 0."
        for name in promises.confirmed {
            try eventually("\(name) ends with the newest edition", within: 150) {
                subscriber.deliveries(to: name).last?.message.text.contains(last) == true
            }
        }
        let served = try daemon.document("feed.json").body
        for name in promises.confirmed {
            #expect(subscriber.deliveries(to: name).last?.message.body == served)
        }
        try eventually("nothing is owed") {
            let owed = try daemon.status().owed
            return owed.ranges + owed.retries == 0
        }
        try expectSubscriptions(of: promises, at: subscriber, with: daemon, served)
    }

    private func article(_ number: Int, _ edition: Int) -> String {
        SiteFolder.article(
            "Article \(number)",
            date: "2025-01-01T00:00:\(number % 60 < 10 ? "0" : "")\(number % 60)Z",
            body: words(number, edition)
        )
    }

    private func words(_ number: Int, _ edition: Int) -> String { "This is edition \(edition) of \(number)." }

    private func key(_ item: JSONFeed.Item) -> String { item.title ?? "" }

    /// Edits, adds, renames and subscribes, with fan-out under way.
    private func disturb(
        _ site: SiteFolder,
        _ daemon: Daemon,
        _ subscriber: Subscriber,
        _ round: Int,
        _ promises: inout Promises
    ) throws {
        // As many as 40, who then subscribe again.
        let name = "/\(round % 40)"
        let asked = try daemon.request(
            "subscribe",
            subscriber.callback(name),
            "feed.json",
            secret: secret(of: name)
        )
        #expect(asked.status == 202)
        promises.confirmed.insert(name)
        let new = promises.files.count
        if new < Self.mostArticles {
            try site.write(article(new, round), to: "news/articles/\(new).md")
            promises.files["Article \(new)"] = "\(new).md"
            promises.words["Article \(new)"] = words(new, round)
        }
        // An article that is edited and renamed in one moment that nobody saw is another one: that is not done.
        let chosen = (0..<new).shuffled()
        for number in chosen.prefix(3) {
            guard let file = promises.files["Article \(number)"] else { continue }
            try site.write(article(number, round), to: "news/articles/\(file)")
            promises.words["Article \(number)"] = words(number, round)
        }
        let number = chosen[3]
        if let file = promises.files["Article \(number)"] {
            let renamed = "renamed-\(round)-\(number).md"
            try site.move("news/articles/\(file)", to: "news/articles/\(renamed)")
            promises.files["Article \(number)"] = renamed
        }
    }

    private func expect(_ promises: inout Promises, of daemon: Daemon, _ round: Int) throws {
        // Files that were written a moment ago are left alone for two seconds.
        let newest = promises.words
        try eventually("every article's newest version is there after kill \(round)") {
            let items = try daemon.feed().items
            return newest.allSatisfy { title, words in
                items.contains { key($0) == title && $0.content_html?.contains(words) == true }
            }
        }
        let items = try daemon.feed().items
        #expect(items.count == promises.files.count, "after kill \(round) an article is there twice")
        for item in items {
            let id = promises.ids[key(item)] ?? item.id
            promises.ids[key(item)] = id
            #expect(item.id == id, "the id of \(key(item)) after kill \(round)")
        }
    }

    private func secret(of name: String) -> String { "secret of \(name)" }

    /// A kill repeats what was under way, and nothing else.
    private func expectFewRepeats(
        to subscriber: Subscriber,
        _ round: Int,
        _ repeats: inout Repeats
    ) {
        for delivery in subscriber.deliveries where delivery.arrival > repeats.looked {
            repeats.looked = delivery.arrival
            // Of all bytes: Data's own hash is that of the first 80.
            let body = Array(delivery.message.body).hashValue
            let edition = Repeats.Edition(target: delivery.target, body: body)
            let first = repeats.sent[edition]?.first ?? round
            let arrivals = (repeats.sent[edition]?.arrivals ?? []) + [delivery.arrival]
            repeats.sent[edition] = (first, arrivals)
            let most = 1 + round - first + 1
            let moments = arrivals.map { $0.formatted(.iso8601.time(includingFractionalSeconds: true)) }
            #expect(
                arrivals.count <= most,
                "\(delivery.target) was sent an edition at \(moments), kill \(round)"
            )
        }
        repeats.sent = repeats.sent.filter { $0.value.first > round - 20 }
    }

    /// Nobody is lost, and nobody's subscription is another: each delivery is signed with the secret that was given.
    private func expectSubscriptions(
        of promises: Promises,
        at subscriber: Subscriber,
        with daemon: Daemon,
        _ body: Data
    ) throws {
        #expect(try daemon.status().owed.subscriptions == promises.confirmed.count)
        let file = daemon.site.beside("body")
        try body.write(to: URL(filePath: file))
        let words = """
            import hashlib, hmac, sys
            body = open(sys.argv[1], "rb").read()
            for name in sys.argv[2:]: print(hmac.new(name.encode(), body, hashlib.sha256).hexdigest())
            """
        let names = promises.confirmed.sorted()
        let signatures = try Command(program: Program.python, ["-c", words, file] + names.map(secret))
            .output.split(separator: "\n")
        #expect(signatures.count == names.count)
        for (name, signature) in zip(names, signatures) {
            let header = subscriber.deliveries(to: name).last?.message["X-Hub-Signature"]
            #expect(header == "sha256=\(signature)", "\(name)")
        }
    }
}
