import Articles
import CLinux
import Foundation
import Glibc

/// The folder that a site is written into, and the only owner of what was written there.
///
/// Each file is written beside, synced, and renamed into place, so that a server sees the old one or the new one, whole.
/// What is not ours is never touched.
final class OutputFolder {
    /// What a file is to hold.
    enum Content {
        case bytes([UInt8])
        case media(OpenMedia)
    }

    /// A file to be written.
    struct Sheet {
        var file: String
        var content: Content
        var codings: [Coding: [UInt8]] = [:]
        var record: Record
    }

    /// So many files or bytes are written at once.
    private static let mostSheets = 256
    private static let mostBytes = 8 << 20
    /// Up to so many files are synced one by one: beyond, all that the disk has to write costs less.
    private static let fewForms = 24

    let path: String
    let manifest: Manifest
    /// What is not ours and stands where something of ours should.
    private(set) var problems: [Problem] = []
    private(set) var written = 0
    private let descriptor: CInt
    private var batch: [Sheet] = []
    private var batchSize = 0
    private var folders: Set<String> = []

    /// Opens the folder, made where there is none; no other process writes there meanwhile.
    ///
    /// - Throws: a ``Problem``
    init(_ path: String) throws(Problem) {
        self.path = path
        try Self.makeFolder(path)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Problem(POSIXError.last, at: path) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(descriptor)
            throw Problem(
                file: path,
                message: "is being written by another Feedherald; choose another folder"
            )
        }
        do throws(Problem) {
            manifest = try Manifest(in: path)
        } catch {
            close(descriptor)
            throw error
        }
        clearAway()
    }

    deinit {
        close(descriptor)
    }

    /// Makes a folder with those above it, which may be there.
    private static func makeFolder(_ path: String) throws(Problem) {
        var folder = ""
        for part in path.split(separator: "/") {
            folder += "/" + part
            if access(folder, F_OK) == 0 { continue }
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw Problem(POSIXError.last, at: folder)
            }
            chmod(folder, 0o755)
        }
    }

    /// Begins to count anew.
    func beginRound() {
        (problems, written, folders) = ([], 0, [])
    }

    /// Whether a file is there with all that this mark stands for.
    func isCurrent(_ file: String, _ mark: ContentHash) -> Bool { manifest.records[file]?.mark == mark }

    /// Doubts what is not as it was written: somebody has changed or removed it.
    func verify() {
        for (file, record) in manifest.records where !isAsWritten(file, record) { manifest.doubt(file) }
    }

    /// Has bytes written, unless they are there; whether they have to be.
    func put(_ bytes: [UInt8], at file: String, mark: ContentHash?, modified: Date?, codes: Bool)
        throws(Problem)
        -> Bool
    {
        let content = bytes.withUnsafeBytes { ContentHash(of: $0) }
        if var known = manifest.records[file], known.content == content, known.size == Int64(bytes.count) {
            guard known.mark != mark else { return false }
            known.mark = mark
            manifest.note(known, of: file)
            return false
        }
        let record = Record(
            mark: mark,
            content: content,
            size: Int64(bytes.count),
            modified: Int64(((modified ?? Date()).timeIntervalSince1970 * 1_000).rounded(.down)) * 1_000_000
        )
        let codings = codes ? Coding.all(of: bytes) : [:]
        return try take(Sheet(file: file, content: .bytes(bytes), codings: codings, record: record))
    }

    /// Has a file copied; whether it has to be.
    func put(_ media: OpenMedia, at file: String, mark: ContentHash, codes: Bool) throws(Problem) -> Bool {
        if codes, let bytes = media.text {
            let modified = Date(timeIntervalSince1970: Double(media.file.modified) / 1e9)
            return try put(bytes, at: file, mark: mark, modified: modified, codes: true)
        }
        let record = Record(
            mark: mark,
            content: mark,
            size: media.file.size,
            modified: media.file.modified
        )
        return try take(Sheet(file: file, content: .media(media), record: record))
    }

    /// Says what the page of an article is made of.
    func note(_ dependencies: [String], of file: String) {
        for place in batch.indices where batch[place].file == file {
            batch[place].record.dependencies = dependencies
            return
        }
        guard var record = manifest.records[file], record.dependencies != dependencies else { return }
        record.dependencies = dependencies
        manifest.note(record, of: file)
    }

    /// That something of a stranger's stands in the way.
    func refuse(_ form: String) {
        let problem = Problem(
            file: absolute(form),
            message:
                "is in the way, and was not written by Feedherald: move it away, or choose another folder for \"output\""
        )
        if !problems.contains(problem) { problems.append(problem) }
    }

    func count() { written += 1 }

    func isKnown(folder: String) -> Bool { folders.contains(folder) }

    func know(folder: String) { folders.insert(folder) }

    private func take(_ sheet: Sheet) throws(Problem) -> Bool {
        guard isFree(sheet) else { return false }
        batch.append(sheet)
        if case .bytes(let bytes) = sheet.content { batchSize += bytes.count }
        if batch.count >= Self.mostSheets || batchSize >= Self.mostBytes { try flush() }
        return true
    }

    /// Writes what was put so far.
    func flush() throws(Problem) {
        defer { (batch, batchSize) = ([], 0) }
        let sheets = batch.filter { makeFolder(of: $0.file) }
        for sheet in sheets { manifest.announce(sheet.file) }
        try manifest.save()
        let count = sheets.reduce(0) { $0 + 1 + $1.codings.count }
        do {
            for sheet in sheets { try lay(sheet, syncs: count <= Self.fewForms) }
            if count > Self.fewForms { guard syncfs(descriptor) == 0 else { throw POSIXError.last } }
        } catch {
            for sheet in sheets { for form in forms(of: sheet) { unlink(beside(form)) } }
            throw Problem(error, at: path)
        }
        for sheet in sheets { settle(sheet) }
        try manifest.save()
    }

    /// Removes the files of ours that are not among these, unless somebody has changed them; how many.
    func removeAll(but isKept: (String) -> Bool) throws(Problem) -> Int {
        var count = 0
        for (file, record) in manifest.records where !isKept(file) {
            if isAsWritten(file, record) || record.size < 0 {
                unlink(absolute(file))
            } else if access(absolute(file), F_OK) == 0 {
                problems.append(
                    Problem(
                        file: absolute(file),
                        message: "was to be removed, but somebody has changed it: it is left as it is",
                        severity: .warning
                    )
                )
            }
            for coding in record.codings { unlink(absolute(file + coding.ending)) }
            manifest.forget(file)
            removeFolders(above: file)
            count += 1
        }
        try manifest.save()
        return count
    }
}

extension OpenMedia {
    /// All of it; nil where it is too large, or cannot be read.
    fileprivate var text: [UInt8]? {
        guard file.size > 0, file.size <= Coding.most else { return nil }
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(file.size)) { buffer, count in
            count = read(into: UnsafeMutableRawBufferPointer(buffer), at: 0) ?? 0
            isWhole = count == file.size
        }
        return isWhole ? bytes : nil
    }
}
