import ArgumentParser
import Articles
import Foundation
import Publishing

/// `feedherald publish`: a pass by hand.
struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publishes what has changed, and prints what it did.",
        discussion: "With a daemon running it asks the daemon; else it does the work itself."
    )

    @Argument(help: "Feeds, or articles; none: everything.")
    var targets: [String] = []

    @Flag(
        help:
            "Rescan everything, wait for nothing, and release the articles that are named though their date lies ahead."
    )
    var now = false

    @Flag(help: "With --now: let go what is held back of the feeds that are named.")
    var force = false

    @Flag(help: "Tell nobody of the edits of the articles that are named: now, and in the next ten minutes.")
    var silent = false

    @Flag(help: "Print what would be done, and change nothing.")
    var dryRun = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Option(help: "Then write the whole site into this folder, for web servers and hosts of plain files.")
    var output: String?

    @Option(help: "The folder of feeds. [FEEDHERALD_DIR; default: feeds]")
    var dir: String?

    @OptionGroup var options: StoreOptions

    func validate() throws {
        if force, !now || targets.isEmpty {
            throw ValidationError("--force names what it lets go: publish --now --force FEED")
        }
        if silent, targets.isEmpty {
            throw ValidationError("--silent takes articles: publish --silent ARTICLE")
        }
        if output != nil, dryRun { throw ValidationError("--dry-run changes nothing, and --output writes") }
        if output?.isEmpty == true { throw ValidationError("--output names a folder, such as public/feeds") }
    }

    func run() async throws {
        try await feedherald.run {
            let place = try Place(folder: dir, store: options.store, baseURL: options.baseURL)
            let request = PublishRequest(
                targets: targets.map { Self.named($0) },
                isNow: now,
                isPlan: dryRun,
                isForced: force,
                isSilent: silent,
                output: output.map { Place.absolute($0) }
            )
            var display = ProgressDisplay()
            var report: Report?
            let take: (Publication.Step) -> Void = { step in
                if case .done(let done) = step { report = done } else { display.show(step) }
            }
            if let daemon = try await ControlSocket.daemon(of: place) {
                try await daemon.publish(request, step: take)
            } else {
                try await HandPress(place: place.defined()).publish(request, step: take)
            }
            display.end()
            guard let report else {
                throw CommandError("the publication ended without a report", code: Exit.failed)
            }
            if json || report.unknown.isEmpty { print(json ? try report.jsonText : report.text) }
            if !report.unknown.isEmpty {
                throw CommandError(
                    report.unknown.map(\.description).joined(separator: "\n"),
                    code: Exit.usage
                )
            }
            if report.isDefinitionBad { throw Exit.badDefinition }
            if report.hasFindings { throw Exit.findings }
        }
    }

    /// What exists from here is named absolutely; anything else, and a folder's mere name, stays as it was typed.
    private static func named(_ target: String) -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: target, isDirectory: &isFolder)
        let isName = isFolder.boolValue && !target.contains("/") && !target.hasPrefix(".")
        return exists && !isName ? Place.absolute(target) : target
    }
}
