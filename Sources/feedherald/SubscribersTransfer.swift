import ArgumentParser
import Foundation
import Publishing
import Push
import Store

/// What a file of subscriptions begins with.
private struct TransferHead: Codable {
    static let kind = "feedherald subscribers"

    var kind = TransferHead.kind
    var version = 1
}

struct SubscribersExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes every subscription as lines of JSON, for another machine.",
        discussion: "Secrets are in it as they are stored, sealed: they are opened with secret.key alone."
    )

    @OptionGroup var place: DeskOptions

    func run() async throws {
        try await feedherald.run {
            print(try DeskJSON.text(TransferHead(), isPretty: false))
            try await place.desk().each { page in
                for record in page { print(try DeskJSON.text(record, isPretty: false)) }
            }
        }
    }
}

struct SubscribersImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes subscriptions that another machine has exported; what is there already is renewed."
    )

    @Argument(help: "The file; - for what comes in.")
    var file: String

    @Option(help: "The secret.key of the machine that they come from, where it is another one than here.")
    var key: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var place: DeskOptions

    func run() async throws {
        try await feedherald.run {
            let key = try key.map(Self.key)
            let records = try Self.records(in: file)
            let desk = try await place.desk()
            // A batch is taken whole or not at all, and may come again.
            var taken = 0
            for start in stride(from: 0, to: records.count, by: 5_000) {
                let batch = Array(records[start..<min(start + 5_000, records.count)])
                taken += try await desk.carryOut(.take(batch, key: key)).count
            }
            print(json ? try DeskJSON.text(["imported": taken]) : "imported \(taken)")
        }
    }

    private static func key(in path: String) throws -> Data {
        let data = FileManager.default.contents(atPath: path)
        if let data, SecretKey(bytes: Array(data)) != nil { return data }
        throw CommandError(
            "\(path) is no key; right would be the other machine's secret.key of \(SecretKey.length) bytes",
            code: Exit.failed
        )
    }

    private static func records(in path: String) throws -> [SubscriptionRecord] {
        let data =
            path == "-"
            ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw CommandError("\(path) cannot be read", code: Exit.failed) }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        guard let first = lines.first, let head = try? DeskJSON.value(first, as: TransferHead.self),
            head.kind == TransferHead.kind, head.version == 1
        else {
            throw CommandError(
                "\(path) holds no subscriptions; right would be what \"feedherald subscribers export\" writes",
                code: Exit.failed
            )
        }
        return try lines.enumerated().dropFirst().map { number, line in
            do {
                return try DeskJSON.value(line, as: SubscriptionRecord.self)
            } catch {
                throw CommandError("\(path):\(number + 1): is no subscription", code: Exit.failed)
            }
        }
    }
}
