import Articles
import Foundation
import Glibc
import Publishing

/// Which files in an output folder are ours, kept in that folder: a log that only grows, until it is written anew.
///
/// A file is named here before it is touched. So one that was being written when the process was killed is known to
/// be ours, though nothing is known of its state.
final class Manifest {
    static let name = Site.outputManifest

    private static let head = "feedherald-output 1\n"
    /// No file has it.
    private static let nothing = ContentHash(high: 0, low: 0)
    /// A log is written anew where it has so many lines more than files.
    private static let spareLines = 1_000

    private let path: String
    private var descriptor: CInt
    private var lines = 0
    private var unwritten = ""
    /// By their paths below the folder.
    private(set) var records: [String: Record] = [:]

    /// Reads the manifest of a folder, or begins one.
    ///
    /// - Throws: a ``Problem``
    init(in folder: String) throws(Problem) {
        path = folder + "/" + Self.name
        descriptor = -1
        var isWhole = false
        if let data = FileManager.default.contents(atPath: path) {
            let text = String(decoding: data, as: UTF8.self)
            // One that was cut off in its first line says nothing.
            guard text.hasPrefix(Self.head) || Self.head.hasPrefix(text) else {
                throw Problem(
                    file: path,
                    message:
                        "is no manifest of this version; remove it and what was written into the folder, or choose another folder"
                )
            }
            isWhole = text.hasSuffix("\n") && text.hasPrefix(Self.head)
            for line in text.dropFirst(Self.head.count).split(separator: "\n") { take(line) }
        } else if access(path, F_OK) == 0 {
            throw Problem(file: path, message: "cannot be read; let \(Who.name) read it")
        }
        if isWhole, lines < 2 * records.count + Self.spareLines {
            descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        }
        if descriptor < 0 { try writeAnew() }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Says that a file is about to be written, and that nothing is known of it until it is.
    func announce(_ file: String) {
        unsettle(file, codings: records[file]?.codings ?? [])
        append("~\t\(file.asField)")
    }

    /// Says that a file is written, or that another mark stands for it.
    func note(_ record: Record, of file: String) {
        records[file] = record
        append("=\t\(file.asField)\t\(record.text)")
    }

    /// Says that a file is gone, or not ours any more.
    func forget(_ file: String) {
        records[file] = nil
        append("-\t\(file.asField)")
    }

    /// Says that a file is not as it was written: it is made again.
    func doubt(_ file: String) {
        records[file]?.mark = nil
        records[file]?.content = Self.nothing
    }

    /// Writes down what was said, and waits for the disk.
    func save() throws(Problem) {
        if unwritten.isEmpty { return }
        if lines > 2 * records.count + 10 * Self.spareLines { return try writeAnew() }
        do {
            try descriptor.write(Array(unwritten.utf8))
            unwritten = ""
            guard fdatasync(descriptor) == 0 else { throw POSIXError.last }
        } catch {
            throw Problem(error, at: path)
        }
    }

    private func append(_ line: String) {
        unwritten += line + "\n"
        lines += 1
    }

    private func take(_ line: Substring) {
        lines += 1
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count > 1 else { return }
        let file = fields[1].fromField
        switch fields[0] {
        // Any of its codings may have come to be.
        case "~": unsettle(file, codings: Set(Coding.allCases))
        case "=": if let record = Record(fields.dropFirst(2)) { records[file] = record }
        case "-": records[file] = nil
        default: break
        }
    }

    private func unsettle(_ file: String, codings: Set<Coding>) {
        records[file] = Record(
            mark: nil,
            content: Self.nothing,
            size: -1,
            modified: 0,
            codings: codings,
            dependencies: records[file]?.dependencies ?? []
        )
    }

    private func writeAnew() throws(Problem) {
        let beside = path + ".tmp"
        let fresh = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        do {
            guard fresh >= 0 else { throw POSIXError.last }
            var text = Self.head
            for (file, record) in records.sorted(by: { $0.key < $1.key }) {
                text += "=\t\(file.asField)\t\(record.text)\n"
            }
            try fresh.write(Array(text.utf8))
            guard fsync(fresh) == 0, rename(beside, path) == 0 else { throw POSIXError.last }
        } catch {
            if fresh >= 0 { close(fresh) }
            unlink(beside)
            throw Problem(error, at: path)
        }
        if descriptor >= 0 { close(descriptor) }
        descriptor = fresh
        lines = records.count
        unwritten = ""
    }
}
