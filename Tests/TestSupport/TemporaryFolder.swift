import Foundation
import Glibc

/// A real folder for one test, gone after it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
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

    package func absolute(_ path: String) -> String {
        "\(self.path)/\(path)"
    }

    package func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: absolute(path)))
    }

    package func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: absolute(path), withIntermediateDirectories: true)
    }

    package func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: absolute(path), withDestinationPath: target)
    }

    package func move(_ path: String, to goal: String) throws {
        guard rename(absolute(path), absolute(goal)) == 0 else { throw POSIXError(.EIO) }
    }

    package func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: absolute(path))
    }

    /// Dates a file, in seconds since 1970.
    package func date(_ path: String, _ seconds: Int) throws {
        let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        guard utimensat(AT_FDCWD, absolute(path), times, 0) == 0 else { throw POSIXError(.EIO) }
    }

    /// Runs shell commands in this folder, and waits for their end without keeping a thread from others.
    package func shell(_ commands: String) async throws {
        let process = process(commands)
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

    /// The same from a test that is not asynchronous.
    package func shellAndWait(_ commands: String) throws {
        let process = process(commands)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw POSIXError(.ECHILD) }
    }

    private func process(_ commands: String) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", commands]
        process.currentDirectoryURL = URL(fileURLWithPath: path)
        return process
    }
}
