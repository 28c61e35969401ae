import Foundation
import Testing

/// A real server in a process of its own, which ends with the test: `Fixtures/far_end.py` tells what its paths do.
final class FarEnd {
    let port: Int
    private let process = Process()
    private let input = Pipe()

    /// Starts the server, on a Unix socket where a path is given.
    init(unixSocket: String? = nil) throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/far_end.py"
        )
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", fixture.path] + (unixSocket.map { [$0] } ?? [])
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

    func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }
}
