import Articles
import ArgumentParser
import Foundation
import Outbound
import Publishing

/// `feedherald adopt`: moving in unnoticed.
struct Adopt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes over the ids and dates of the feed that a site has: subscribers see nothing new.",
        discussion: """
            Best before the feed is first published. Archives that a feed links to are read too.
            With a daemon running the daemon does it; else it is written into the ledger.
            """
    )

    @Argument(help: "The feed: the name of its folder.")
    var feed: String

    @Argument(help: "The addresses or files of the RSS, Atom or JSON feeds that the site has today.")
    var sources: [String] = []

    @Flag(help: "There is no older feed: nothing is adopted, and check does not ask for it.")
    var none = false

    @Flag(help: "Print what would be done, and change nothing.")
    var dryRun = false

    @Flag(help: "Also give articles that were already published here the older feed's ids.")
    var force = false

    @Flag(help: "Take a broken feed as far as it goes.")
    var lenient = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Option(help: "The folder of feeds. [FEEDHERALD_DIR; default: feeds]")
    var dir: String?

    @OptionGroup var options: StoreOptions

    func validate() throws {
        if none, !sources.isEmpty { throw ValidationError("--none means that there is no older feed") }
        if !none, sources.isEmpty {
            throw ValidationError("name the feed that the site has today, or say --none where there is none")
        }
    }

    func run() async throws {
        try await feedherald.run {
            let place = try Place(folder: dir, store: options.store, baseURL: options.baseURL)
            let request = try await request()
            let adoption: Adoption
            if let daemon = try await ControlSocket.daemon(of: place) {
                adoption = try await daemon.adopt(request)
            } else {
                adoption = try await HandPress(place: place.defined()).adopt(request)
            }
            print(json ? try adoption.jsonText : adoption.text)
            if adoption.hasFindings { throw Exit.findings }
        }
    }

    private func request() async throws -> AdoptionRequest {
        var request = AdoptionRequest(feed: feed)
        request.sources = sources
        request.isForced = force
        request.isPlan = dryRun
        let client = HTTPClient(
            addressGuard: AddressGuard(allowsEverything: true),
            userAgent: "feedherald/\(Feedherald.version)"
        )
        let fetcher = OldFeedFetcher(client: client, isLenient: lenient)
        for (place, source) in sources.enumerated() {
            do throws(Problem) {
                for feed in try await fetcher.read(source) { request.add(feed, of: place) }
            } catch {
                throw CommandError(error.description, code: Exit.failed)
            }
        }
        if !none, request.entries.isEmpty {
            throw CommandError(
                "\(sources.joined(separator: ", ")): no entry has an id or a link: there is nothing to adopt",
                code: Exit.failed
            )
        }
        return request
    }
}
