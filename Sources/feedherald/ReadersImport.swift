import ArgumentParser
import Foundation
import Publishing
import Readership
import Store

/// `feedherald readers import LOG...`: who reads, as the logs of a server before us tell it.
struct ReadersImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Counts readers and downloads from the access logs of nginx, Apache or a CDN.",
        discussion: """
            Lines are in the Common Log Format, the combined one, or JSON; files may be gzipped.
            What was counted before, from a log or by the daemon itself, is not counted again.
            """
    )

    @Argument(help: ArgumentHelp("The logs; - is standard input.", valueName: "log"))
    var logs: [String]

    @Option(help: "The name of the server whose logs these are, where several servers answer the same feeds.")
    var source = "log"

    @Flag(help: "The files tell of the same time, as those do that a CDN writes side by side.")
    var together = false

    @Flag(help: "Print what became of the lines as JSON.")
    var json = false

    @Option(help: "The folder of feeds. [FEEDHERALD_DIR; default: feeds]")
    var dir: String?

    @OptionGroup var options: StoreOptions

    func validate() throws {
        if source.isEmpty { throw ValidationError("--source is empty; right would be a name such as cdn") }
        if logs.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be read once") }
    }

    func run() async throws {
        try await feedherald.run {
            let place = try Place(folder: dir, store: options.store, baseURL: options.baseURL)
            let files: [ReadLog]
            if let daemon = try await ControlSocket.daemon(of: place) {
                var count = LogCount(try await daemon.readershipMap(of: source), together: together)
                files = try logs.map { try ReadLog($0, into: &count) }
                guard try await daemon.add(count.finish()) else { throw Self.overtaken }
            } else {
                files = try await countWithoutDaemon(place.defined())
            }
            print(json ? try ReadLog.jsonText(files) : files.map(\.text).joined(separator: "\n"))
            if files.allSatisfy(\.isNoLog) { throw Exit.failed }
        }
    }

    private func countWithoutDaemon(_ place: Place) async throws -> [ReadLog] {
        guard FileManager.default.fileExists(atPath: place.store) else {
            throw CommandError(
                "no daemon serves \(place.folder), and there is no store at \(place.store)",
                code: Exit.unavailable
            )
        }
        let lock = try place.lockForCommand()
        let store = try place.openStore()
        let site = try await place.site(of: store)
        let map = try await ReadershipMap(source: source, site: site, store: store, now: nil)
        var count = LogCount(map, together: together)
        let files = try logs.map { try ReadLog($0, into: &count) }
        guard try await store.add(count.finish()) else { throw Self.overtaken }
        extendLifetime(lock)
        return files
    }

    private static let overtaken = CommandError(
        "another import has come between, and nothing of this one is counted: do it again",
        code: Exit.busy
    )
}

/// What became of one log.
struct ReadLog: Encodable {
    private let log: String
    private let figures: LogCount.Figures

    /// Reads a log to its end; what is wrong with it ends the import, of which then nothing is counted.
    init(_ log: String, into count: inout LogCount) throws {
        self.log = log == "-" ? "standard input" : log
        let file: FileHandle
        if log == "-" {
            file = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: log) else {
                throw CommandError("\(log) cannot be read; nothing is counted", code: Exit.failed)
            }
            file = opened
        }
        do throws(LogFault) {
            try LogFile(file.fileDescriptor).read { line in
                if let line { count.take(line) } else { count.takeOverlong() }
            }
        } catch {
            throw CommandError("\(self.log) \(error); nothing is counted", code: Exit.failed)
        }
        extendLifetime(file)
        figures = count.endFile()
    }

    /// Whether it has lines, and none is one of a log.
    var isNoLog: Bool { figures.unreadable > 0 && figures.unreadable == figures.lines }

    var text: String {
        let counted = "\(figures.requests) requests for feeds and \(figures.fetches) for episodes counted"
        var parts = ["\(log): \(counted)", "\(figures.others) others"]
        if figures.countedBefore > 0 { parts.append("\(figures.countedBefore) were counted before") }
        if let first = figures.firstUnreadable {
            parts.append("\(figures.unreadable) lines are no requests, the first of them is line \(first)")
        }
        return parts.joined(separator: ", ")
    }

    static func jsonText(_ files: [ReadLog]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(files), as: UTF8.self)
    }
}
