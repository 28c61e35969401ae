import Foundation
import Glibc

/// Files that are whole at any moment: written beside, synced, renamed into place, the folder synced.
enum DurableFile {
    /// - Returns: the file's status as it was written: what stands there later may be somebody else's.
    /// - Throws: `POSIXError`
    @discardableResult
    static func write(_ text: String, to path: String) throws -> stat {
        var status = stat()
        let beside = path + ".tmp"
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError.last }
        do {
            defer { close(descriptor) }
            try fill(descriptor, with: Array(text.utf8))
            guard fsync(descriptor) == 0, fstat(descriptor, &status) == 0 else { throw POSIXError.last }
        } catch {
            unlink(beside)
            throw error
        }
        guard rename(beside, path) == 0 else { throw POSIXError.last }
        try syncFolder(of: path)
        return status
    }

    private static func fill(_ descriptor: CInt, with bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw POSIXError.last }
            rest = rest.dropFirst(count)
        }
    }

    private static func syncFolder(of path: String) throws {
        let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw POSIXError.last }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw POSIXError.last }
    }
}

extension POSIXError {
    /// What `errno` says now.
    static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
