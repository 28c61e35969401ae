import Foundation
import Glibc

/// A real folder for one test, gone after it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/feedherald-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template), let real = realpath(made, nil) else { throw POSIXError(.EIO) }
        defer { free(real) }
        path = String(cString: real)
    }

    deinit {
        // A publisher whose end nobody awaits may write into it once more.
        for _ in 0..<50 {
            try? FileManager.default.removeItem(atPath: path)
            if !FileManager.default.fileExists(atPath: path) { return }
            usleep(20_000)
        }
        preconditionFailure("a test's folder stays behind: \(path)")
    }

    func absolute(_ path: String) -> String {
        "\(self.path)/\(path)"
    }

    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: absolute(path)))
    }

    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: absolute(path), withIntermediateDirectories: true)
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: absolute(path), withDestinationPath: target)
    }

    func move(_ path: String, to goal: String) throws {
        guard rename(absolute(path), absolute(goal)) == 0 else { throw POSIXError(.EIO) }
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: absolute(path))
    }

    /// Runs a program in this folder, and waits for its end without keeping a thread from others.
    func shell(_ command: String) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", command]
        process.currentDirectoryURL = URL(fileURLWithPath: path)
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        guard status == 0 else { throw POSIXError(.ECHILD) }
    }

    /// Dates a file, in seconds since 1970.
    func date(_ path: String, _ seconds: Int) throws {
        let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        guard utimensat(AT_FDCWD, absolute(path), times, 0) == 0 else { throw POSIXError(.EIO) }
    }
}
