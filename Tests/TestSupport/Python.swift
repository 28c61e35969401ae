package import Foundation

/// A script, run by the interpreter that has `Tests/requirements.txt` installed.
package struct Python {
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    private let script: URL

    package init(script: URL) {
        self.script = script
    }

    /// What the script prints when `input` is its standard input.
    package func output(_ arguments: [String], input: [UInt8]) throws -> String {
        // A file, for a pipe whose reader has gone would end the tests by a signal.
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(input).write(to: file)
        let output = Result { try self.output(arguments, input: FileHandle(forReadingFrom: file)) }
        try FileManager.default.removeItem(at: file)
        return try output.get()
    }

    private func output(_ arguments: [String], input: FileHandle) throws -> String {
        let interpreter = ProcessInfo.processInfo.environment["FEEDHERALD_PYTHON"] ?? "python3"
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [interpreter, script.path] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "\(interpreter) \(script.path), see Tests/requirements.txt: \(printed)"
            )
        }
        return printed
    }
}
