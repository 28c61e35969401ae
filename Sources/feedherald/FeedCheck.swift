import Articles
import Foundation
import Glibc
import Validation

/// `feedherald check URL|FILE`: what is wrong with somebody's feed.
struct FeedCheck {
    private enum Source {
        case url(String)
        case file(String)
        case input
    }

    private let source: Source

    /// Nil where the argument names neither an address nor a file.
    init?(of subject: String) {
        if subject == "-" {
            source = .input
        } else if subject.hasPrefix("http://") || subject.hasPrefix("https://") {
            source = .url(subject)
        } else {
            var status = stat()
            guard stat(subject, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
            source = .file(subject)
        }
    }

    func run(asJSON: Bool) async throws {
        let now = Date()
        let name: String
        let verdict: Verdict
        switch source {
        case .input:
            name = "standard input"
            verdict = Validator.judge(try contents(of: FileHandle.standardInput, named: name), now: now)
        case .file(let path):
            name = path
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw CommandError("\(path) cannot be read", code: Exit.failed)
            }
            verdict = Validator.judge(try contents(of: file, named: path), now: now)
        case .url(let url):
            name = url
            let fetch = FeedFetch()
            let (bytes, exchange) = try await fetch.fetch(url)
            let judged = Validator.judge(bytes, exchange, now: now)
            verdict = judged.adding(await fetch.answers(about: judged.files))
        }
        print(
            asJSON
                ? try verdict.jsonText(of: name)
                : verdict.text(of: name, isColoured: isatty(STDOUT_FILENO) == 1)
        )
        if verdict.hasFaults { throw Exit.findings }
    }

    private func contents(of file: FileHandle, named name: String) throws -> [UInt8] {
        let bytes: Data
        do {
            bytes = try file.read(upToCount: Validator.largest + 1) ?? Data()
        } catch {
            throw CommandError("\(name) cannot be read: \(error.localizedDescription)", code: Exit.failed)
        }
        guard bytes.count <= Validator.largest else {
            throw CommandError(
                "\(name) is larger than \(Validator.largest >> 20) MiB: no reader takes it",
                code: Exit.failed
            )
        }
        return [UInt8](bytes)
    }
}
