import Articles
import ArgumentParser
import Foundation
import Glibc
import Logging
import Media
import Publishing
import Store
import Web

/// `feedherald check`: what is wrong with definitions and articles, or with anybody's feed, without touching anything.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Judges any feed by its address or file; or every definition and article in the folder of feeds.",
        discussion: """
            A feed may be RSS, Atom or JSON Feed. Each finding has its place, why it matters, and the fix.
            It ends with 2 where there is an error or a warning; advice alone is none.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The address or file of a feed, - for standard input, or the folder of feeds. [FEEDHERALD_DIR; default: feeds]",
            valueName: "url|file|dir"
        )
    )
    var subject: String?

    @Flag(help: "Print the findings as JSON.")
    var json = false

    @OptionGroup var options: StoreOptions

    func run() async throws {
        if let subject, let check = FeedCheck(of: subject) {
            try await feedherald.run { try await check.run(asJSON: json) }
        } else {
            if let subject, !FileManager.default.fileExists(atPath: subject) {
                let words =
                    "\(subject) is neither a file nor a folder; right would be a feed's file, its address with https://, "
                    + "or the folder of feeds"
                try await feedherald.run { throw CommandError(words, code: Exit.failed) }
            }
            try await checkFolder()
        }
    }

    private func checkFolder() async throws {
        try await feedherald.run {
            let place: Place
            do {
                place = try Place(folder: subject, store: options.store, baseURL: options.baseURL).defined()
            } catch let problems as Problems {
                print(json ? try FolderFindings(problems.all).jsonText : problems.description)
                throw Exit.findings
            }
            let problems = try await findings(at: place)
            let findings = FolderFindings(problems)
            print(json ? try findings.jsonText : findings.text)
            if findings.errors > 0 { throw Exit.findings }
        }
    }

    private func findings(at place: Place) async throws -> [Problem] {
        var problems: [Problem] = []
        if place.baseURL == nil, place.definition.baseURL == nil {
            problems.append(
                Problem(
                    file: "feedherald.toml",
                    message:
                        "no base_url: links lead to the listening address; right would be base_url = \"https://…\", the address that readers use",
                    severity: .warning
                )
            )
        }
        problems += Self.problemsOfTLS(at: place)
        // One that does not answer has nothing to tell here.
        if let daemon = try? await ControlSocket.daemon(of: place) {
            problems += [try? await daemon.status().proxy].compactMap(\.self)
        }
        let settings = Settings(
            folder: place.folder,
            baseURL: place.baseURL,
            listeningURL: "\(place.certificate == nil ? "http" : "https")://127.0.0.1:8080",
            state: place.state
        )
        let store = try SQLiteStore()
        let publisher = try Publisher(
            settings: settings,
            store: store,
            watcher: nil,
            inspector: Inspector(),
            logger: Logger(label: "feedherald") { _ in SwiftLogNoOpLogHandler() }
        )
        await withTaskGroup { group in
            group.addTask { await publisher.run() }
            let report = await publisher.publish(PublishRequest(isNow: true, isPlan: true, isThorough: true))
            problems += report.problems + report.feeds.compactMap(Self.leftOut)
            group.cancelAll()
        }
        for feed in await publisher.site.feeds {
            problems += Self.surroundings(of: feed)
            if let warning = Self.unadopted(feed, state: place.state) { problems.append(warning) }
        }
        return problems
    }

    /// What is wrong with the certificate, and with what the base URL says of TLS.
    private static func problemsOfTLS(at place: Place) -> [Problem] {
        guard let files = place.certificate else { return [] }
        var problems: [Problem] = []
        do throws(CertificateFiles.Refusal) {
            let end = try files.end()
            if end < .now {
                problems.append(
                    Problem(
                        file: "feedherald.toml",
                        line: place.definition.http.tls.files?.certificateLine,
                        message:
                            "\"tls_certificate\": \(files.certificate) has ended, on \(end.ISO8601Format())",
                        severity: .warning
                    )
                )
            }
        } catch {
            problems.append(place.problem(of: error))
        }
        if let base = place.baseURL ?? place.definition.baseURL, base.hasPrefix("http://") {
            problems.append(
                Problem(
                    file: "feedherald.toml",
                    line: place.baseURL == nil ? place.definition.baseURLLine : nil,
                    message:
                        "\"base_url\" is \(base), though there is a certificate: links would lead past TLS; "
                        + "right would be https://\(base.dropFirst("http://".count))",
                    severity: .warning
                )
            )
        }
        return problems
    }

    /// Whose articles live on another site had a feed there, most likely: its subscribers would see every entry as new.
    private static func unadopted(_ feed: FeedDefinition, state: String) -> Problem? {
        // A template says where they live, or the configuration of the tool that makes their site.
        guard feed.permalink != nil || feed.dialect.address != nil else { return nil }
        do throws(Problem) {
            if try LedgerFile(feed: feed, state: state).read()?.inheritance.sources != nil { return nil }
        } catch {
            // That it cannot be read is told already.
            return nil
        }
        return Problem(
            file: "\(feed.name)/feed.toml",
            message:
                "its articles live on another site, whose feed was never adopted: its subscribers would see every "
                + "entry as new; right would be \"feedherald adopt \(feed.name) OLD-FEED\", "
                + "or \"feedherald adopt \(feed.name) --none\" where there is none",
            severity: .warning
        )
    }

    /// The pages of a feed that were taken for no articles: somebody may have meant one to be one.
    private static func leftOut(of feed: Report.Changes) -> Problem? {
        guard !feed.leftOut.isEmpty else { return nil }
        let paths = feed.leftOut.sorted()
        let named = paths.prefix(5).joined(separator: ", ")
        let rest = paths.count > 5 ? " and \(paths.count - 5) more" : ""
        return Problem(
            file: feed.feed,
            message:
                "left out, for they are no articles but lists and the like, or are listed nowhere on their site: "
                + "\(named)\(rest)",
            severity: .warning
        )
    }

    /// What about a feed's folders deserves a look.
    private static func surroundings(of feed: FeedDefinition) -> [Problem] {
        var problems: [Problem] = []
        if let name = RemoteFileSystem.name(at: feed.articles) {
            problems.append(
                Problem(
                    file: feed.name,
                    message:
                        "\(feed.articles) lies on a remote file system (\(name)): it is polled, since its events are not heard",
                    severity: .warning
                )
            )
        }
        if feed.dialect.tool == .pelican {
            let count = feed.articleFolder.allNames().count { $0.lowercased().hasSuffix(".rst") }
            if count > 0 {
                problems.append(
                    Problem(
                        file: feed.name,
                        message:
                            "\(count) \(count == 1 ? "file is" : "files are") reStructuredText (.rst), which is not read; "
                            + "right would be Markdown or HTML",
                        severity: .warning
                    )
                )
            }
        }
        if let language = feed.languageWithoutCountry {
            problems.append(
                Problem(
                    file: feed.lines["language"] == nil ? feed.name : feed.name + "/feed.toml",
                    line: feed.lines["language"],
                    message:
                        "the language \"\(language)\" names no country, which news services and podcast directories ask for; "
                        + "right would be one such as \"fr-FR\"",
                    severity: .warning
                )
            )
        }
        if access(feed.folder, W_OK) != 0 {
            problems.append(
                Problem(
                    file: "\(feed.name)/ids.toml",
                    message: "cannot be written here; ids are then remembered in the state folder alone",
                    severity: .warning
                )
            )
        }
        return problems
    }
}
