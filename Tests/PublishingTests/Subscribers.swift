import Foundation
import Outbound
import Testing

/// Real subscribers in a process of their own: `Fixtures/subscriber.py` tells how they behave.
final class Subscribers {
    struct Request: Decodable {
        var method: String
        var path: String
        var headers: [String: String]
        var query: [String: String]
        var body: Data
    }

    let port: Int
    private let process = Process()
    private let input = Pipe()
    private let client = HTTPClient(addressGuard: AddressGuard(allowsEverything: true))

    init() throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/subscriber.py"
        )
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", fixture.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// What was asked of one path, or of all.
    func requests(_ method: String, _ path: String? = nil) async throws -> [Request] {
        let call = HTTPCall(url: url("/log"), maximumAnswer: 64 << 20)
        guard case .answered(200, let body) = await client.send(call) else { throw Overdue() }
        return try JSONDecoder().decode([Request].self, from: Data(body)).filter {
            $0.method == method && (path == nil || $0.path == path)
        }
    }

    func mend() async { _ = await client.send(HTTPCall(url: url("/mend"))) }
}
