import Articles
import Foundation
import Glibc

/// What happens to single files.
extension OutputFolder {
    func absolute(_ file: String) -> String { path + "/" + file }

    /// The temporary name of a file: always the same, so that it is found after a crash.
    func beside(_ form: String) -> String {
        let hash = ContentHash(of: form)
        let name = "\(OutputPath.own)-\(String(hash.high, radix: 36))\(String(hash.low, radix: 36)).tmp"
        guard let slash = form.lastIndex(of: "/") else { return absolute(name) }
        return absolute(form[...slash] + name)
    }

    /// The names under which a file and its codings lie.
    func forms(of sheet: Sheet) -> [String] {
        [sheet.file] + sheet.codings.keys.map { sheet.file + $0.ending }
    }

    /// Whether a file is there with its codings, of the size and time that it was written with.
    func isAsWritten(_ file: String, _ record: Record) -> Bool {
        guard let status = Self.status(of: absolute(file)), status.st_mode & S_IFMT == S_IFREG,
            Int64(status.st_size) == record.size, status.nanoseconds == record.modified
        else { return false }
        return record.codings.allSatisfy {
            Self.status(of: absolute(file + $0.ending))?.nanoseconds == record.modified
        }
    }

    static func status(of path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    /// Takes away what was being written when a process was killed.
    func clearAway() {
        for (file, record) in manifest.records where record.size < 0 {
            for form in [file] + Coding.allCases.map({ file + $0.ending }) { unlink(beside(form)) }
        }
    }

    /// Whether nothing of a stranger's is where a file shall be; what has our very bytes is taken for ours.
    func isFree(_ sheet: Sheet) -> Bool {
        let known = manifest.records[sheet.file]
        for form in forms(of: sheet) {
            let isOurs = known.map {
                form == sheet.file || $0.codings.contains { form == sheet.file + $0.ending }
            }
            // What was announced, and not finished, has any of its codings.
            if isOurs == true || known?.size == -1 { continue }
            guard let status = Self.status(of: absolute(form)), !isEqual(form, status, to: sheet) else {
                continue
            }
            refuse(form)
            return false
        }
        return true
    }

    private func isEqual(_ form: String, _ status: stat, to sheet: Sheet) -> Bool {
        guard status.st_mode & S_IFMT == S_IFREG, form == sheet.file,
            Int64(status.st_size) == sheet.record.size, case .bytes(let bytes) = sheet.content
        else {
            // Its codings are ours where it is.
            return status.st_mode & S_IFMT == S_IFREG && form != sheet.file
                && manifest.records[sheet.file] == nil
                && Self.status(of: absolute(sheet.file)).map { isEqual(sheet.file, $0, to: sheet) } == true
        }
        return FileManager.default.contents(atPath: absolute(form)).map { $0.elementsEqual(bytes) } ?? false
    }

    /// Makes the folders above a file; false where a stranger's file or link stands in their place.
    func makeFolder(of file: String) -> Bool {
        let parts = file.split(separator: "/").dropLast()
        var folder = ""
        for part in parts {
            folder += folder.isEmpty ? part : "/" + part
            if isKnown(folder: folder) { continue }
            if mkdir(absolute(folder), 0o755) == 0 {
                // Whatever is masked, a web server is to read it.
                chmod(absolute(folder), 0o755)
            } else if Self.status(of: absolute(folder)).map({ $0.st_mode & S_IFMT != S_IFDIR }) ?? true {
                refuse(folder)
                return false
            }
            know(folder: folder)
        }
        return true
    }

    /// Writes a file and its codings beside their places.
    func lay(_ sheet: Sheet, syncs: Bool) throws {
        switch sheet.content {
        case .bytes(let bytes): try lay(bytes, for: sheet.file, sheet.record, syncs: syncs)
        case .media(let media): try lay(media, for: sheet.file, sheet.record, syncs: syncs)
        }
        for (coding, bytes) in sheet.codings {
            try lay(bytes, for: sheet.file + coding.ending, sheet.record, syncs: syncs)
        }
    }

    private func lay(_ bytes: [UInt8], for form: String, _ record: Record, syncs: Bool) throws {
        try fill(form, record, syncs: syncs) { try $0.write(bytes) }
    }

    private func lay(_ media: OpenMedia, for form: String, _ record: Record, syncs: Bool) throws {
        try fill(form, record, syncs: syncs) { descriptor in
            var place: Int64 = 0
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
            defer { buffer.deallocate() }
            while let count = media.read(into: buffer, at: place), count > 0 {
                try descriptor.write(Array(buffer.prefix(count)))
                place += Int64(count)
            }
            // What changes while it is copied is copied again at the next round, for it has another mark then.
            guard place == record.size else { throw POSIXError(.EIO) }
        }
    }

    private func fill(_ form: String, _ record: Record, syncs: Bool, with: (CInt) throws -> Void) throws {
        let descriptor = open(beside(form), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw POSIXError.last }
        defer { close(descriptor) }
        try with(descriptor)
        fchmod(descriptor, 0o644)
        let (seconds, rest) = record.modified.quotientAndRemainder(dividingBy: 1_000_000_000)
        let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
        futimens(descriptor, [time, time])
        if syncs { guard fdatasync(descriptor) == 0 else { throw POSIXError.last } }
    }

    /// Puts a file that is laid beside its place there, with its codings, and takes away those that it has no more.
    func settle(_ sheet: Sheet) {
        for form in forms(of: sheet) where rename(beside(form), absolute(form)) != 0 {
            unlink(beside(form))
            return refuse(form)
        }
        let before = manifest.records[sheet.file]?.codings ?? []
        for coding in before where sheet.codings[coding] == nil {
            unlink(absolute(sheet.file + coding.ending))
        }
        var record = sheet.record
        record.codings = Set(sheet.codings.keys)
        manifest.note(record, of: sheet.file)
        count()
    }

    /// Removes the folders above a file that hold nothing any more.
    func removeFolders(above file: String) {
        var parts = file.split(separator: "/").dropLast()
        while !parts.isEmpty, rmdir(absolute(parts.joined(separator: "/"))) == 0 { parts.removeLast() }
    }
}

extension stat {
    /// When it was modified, in nanoseconds since 1970.
    fileprivate var nanoseconds: Int64 { Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec) }
}
