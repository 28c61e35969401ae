package import Articles
import Foundation
import Glibc

/// Where a feed's ledger lies: in its folder, or, where that cannot be written, in the state folder.
package struct LedgerFile: Equatable, Sendable {
    private let home: String
    private let refuge: String
    private let feed: String

    package init(feed: FeedDefinition, state: String) {
        home = feed.folder + "/ids.toml"
        refuge = "\(state)/ids/\(feed.name).toml"
        self.feed = feed.name
    }

    /// What tells one state of the two files from another.
    package struct Mark: Equatable, Sendable {
        fileprivate struct Look: Equatable {
            var inode: UInt64 = 0
            /// In bytes, or -1 where there is no file.
            var size: Int64 = -1
            /// Of the last change, in nanoseconds since 1970.
            var modified: Int64 = 0
        }

        fileprivate var home = Look()
        fileprivate var refuge = Look()

        /// Whether there is no file, or none that says anything.
        var isOfNothing: Bool { home.size <= 0 && refuge.size <= 0 }
    }

    package var mark: Mark { Mark(home: .init(at: home), refuge: .init(at: refuge)) }

    /// The ledger, or nil where there is none yet.
    ///
    /// Where there are two, the refuge knows more: it was written because the other could not be.
    /// - Throws: a ``Problem`` where there is one that cannot be understood: it is never overwritten.
    package func read() throws(Problem) -> Ledger? {
        guard let late = try read(refuge) else { return try read(home) }
        guard var ledger = try read(home) else { return late }
        ledger.lines.merge(late.lines) { $1 }
        ledger.inheritance = late.inheritance
        ledger.formerPaths = late.formerPaths
        if ledger.authority.isEmpty { ledger.authority = late.authority }
        return ledger
    }

    private func read(_ path: String) throws(Problem) -> Ledger? {
        let problem: String
        do {
            guard let data = try Self.data(at: path) else { return nil }
            guard let text = String(validating: data, as: UTF8.self) else { throw POSIXError(.EILSEQ) }
            let ledger = try Ledger(parsing: text)
            return ledger == Ledger(authority: "") ? nil : ledger
        } catch let refusal as Refusal {
            problem = "cannot be read, and ids depend on it: \(refusal.advice) (\(refusal.words))"
        } catch is POSIXError {
            problem = "is not UTF-8, and ids depend on it: mend it or restore it from version control"
        } catch {
            problem =
                "is not valid TOML, and ids depend on it: mend it or restore it from version control (\(error))"
        }
        throw Problem(file: path == home ? "\(feed)/ids.toml" : path, message: problem)
    }

    /// Why a file cannot be read, as the system says it.
    private struct Refusal: Error {
        let code: CInt

        var words: String { String(cString: strerror(code)).lowercased() }

        /// What would be right.
        var advice: String {
            switch code {
            case EISDIR: "move the folder of this name away, and restore the file from version control"
            case EMFILE, ENFILE: "allow more open files (LimitNOFILE); it is tried again in some seconds"
            default: "let the daemon's user read it"
            }
        }
    }

    /// The file's bytes; nil where there is none.
    private static func data(at path: String) throws -> Data? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Refusal(code: errno)
        }
        defer { close(descriptor) }
        var (data, buffer) = (Data(), [UInt8](repeating: 0, count: 65_536))
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 { throw Refusal(code: errno) }
            if count == 0 { return data }
            data.append(contentsOf: buffer[..<count])
        }
    }

    /// What came of writing.
    package struct Written {
        /// The files as they were written; nil where that is not known.
        var mark: Mark?
        /// Where it had to be written elsewhere than in the feed's folder.
        var warning: Problem?
    }

    /// Writes and renames into place, synced, so that it is whole at any moment.
    package func write(_ ledger: Ledger) throws(Problem) -> Written {
        let reason: String
        do {
            let status = try DurableFile.write(ledger.text, to: home)
            unlink(refuge)
            return Written(mark: Mark(home: .init(status)))
        } catch {
            reason = "\(error)"
        }
        do {
            try FileManager.default.createDirectory(
                atPath: (refuge as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true
            )
            try DurableFile.write(ledger.text, to: refuge)
        } catch {
            throw Problem(
                file: "\(feed)/ids.toml",
                message: "can be written neither here (\(reason)) nor at \(refuge): \(error)"
            )
        }
        return Written(
            warning: Problem(
                file: "\(feed)/ids.toml",
                message:
                    "cannot be written here (\(reason)) and lies at \(refuge); let the daemon write to the feed's folder",
                severity: .warning
            )
        )
    }
}

extension LedgerFile.Mark.Look {
    fileprivate init(at path: String) {
        var status = stat()
        if stat(path, &status) == 0 { self.init(status) } else { self.init() }
    }

    fileprivate init(_ status: stat) {
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}
