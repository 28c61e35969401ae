import Foundation
import TestSupport

/// The program under test, and what else is run.
enum Program {
    static var feedherald: String {
        ProcessInfo.processInfo.environment["FEEDHERALD_BINARY"]
            ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".build/debug/feedherald").path
    }

    /// The interpreter that has `Tests/requirements.txt` installed.
    static var python: String { ProcessInfo.processInfo.environment["FEEDHERALD_PYTHON"] ?? "python3" }
}

/// A command that has ended.
struct Command {
    let code: Int32
    let output: String
    let errors: String

    /// Runs `feedherald` with arguments, in an environment without a word of the tests' own about it.
    @discardableResult
    init(
        _ arguments: [String],
        environment: [String: String] = [:],
        folder: String = "/tmp",
        within seconds: TimeInterval = 60
    ) throws {
        try self.init(
            program: Program.feedherald,
            arguments,
            environment: environment,
            folder: folder,
            within: seconds
        )
    }

    init(
        program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "/dev/null",
        folder: String = "/tmp",
        within seconds: TimeInterval = 60
    ) throws {
        let place = try TemporaryFolder()
        let (written, told) = (place.path + "/output", place.path + "/errors")
        let child = try Child(
            [program] + arguments,
            environment: environment,
            input: input,
            output: written,
            errors: told,
            folder: folder
        )
        try eventually("\(program) \(arguments) ends", within: seconds) { !child.isRunning }
        code = child.exitCode ?? -1
        output = try written.contents
        errors = try told.contents
    }

    /// What was printed, as JSON.
    func json<Value: Decodable>(as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(output.utf8))
    }
}

/// What `publish --json` prints, as far as tests ask.
struct PublishReport: Decodable {
    struct Item: Decodable, Equatable {
        var id: String
        var title: String
        var path: String
    }

    struct Held: Decodable {
        var id: String
        var path: String
        var fate: String
    }

    struct Feed: Decodable {
        var feed: String
        var added: [Item]
        var changed: [Item]
        var removed: [Item]
        var scheduled: [Item]
        var held: [Held]
        var reasons: [String]
        var documents: [String]
        var read: Int
    }

    struct Problem: Decodable {
        var file: String
        var line: Int?
        var message: String
    }

    var feeds: [Feed]
    var problems: [Problem]
    var attempted: Int
    var failing: [String]
    var isPlan: Bool
}

/// What `status --json` prints, as far as tests ask.
struct StatusReport: Decodable {
    struct Feed: Decodable {
        var name: String
        var title: String
        var entries: Int
        var documents: [String]
        var attention: String
        var held: [PublishReport.Held]
    }

    struct Owed: Decodable {
        var subscriptions: Int
        var verifications: Int
        var ranges: Int
        var retries: Int
        var failing: [String]
    }

    var process: Int32?
    var baseURL: String
    var folder: String
    var store: String
    var feeds: [Feed]
    var problems: [PublishReport.Problem]
    var owed: Owed
}
