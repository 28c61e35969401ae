import Foundation
import Glibc
import Push

/// The key that seals subscribers' secrets: a systemd credential, or a file that only we may read.
enum SecretKeyFile {
    static func path(in state: String) -> String { state + "/secret.key" }

    /// Reads the key, and makes one where there is none.
    static func key(in state: String) throws -> SecretKey {
        if let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"],
            let data = FileManager.default.contents(atPath: folder + "/feedherald.key")
        {
            return try key(data, from: folder + "/feedherald.key")
        }
        let path = path(in: state)
        try refuseOthers(at: path)
        if let data = FileManager.default.contents(atPath: path) { return try key(data, from: path) }
        if FileManager.default.fileExists(atPath: path) {
            throw CommandError(
                "\(path) cannot be read; it holds the key of subscribers' secrets",
                code: Exit.failed
            )
        }
        let bytes = SecretKey.randomBytes()
        // Renamed into place when it is whole: a key that was cut off would shut the daemon out.
        let beside = path + ".new"
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandError(
                "\(path) cannot be made: \(String(cString: strerror(errno)))",
                code: Exit.failed
            )
        }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
            rename(beside, path) == 0
        else {
            throw CommandError(
                "\(path) cannot be written: \(String(cString: strerror(errno)))",
                code: Exit.failed
            )
        }
        return try key(Data(bytes), from: path)
    }

    /// A key that others can read is none.
    private static func refuseOthers(at path: String) throws {
        var mark = stat()
        guard stat(path, &mark) == 0, mark.st_mode & 0o077 != 0 else { return }
        throw CommandError(
            "\(path) may be read by others, and is the key of subscribers' secrets; right would be: chmod 600 \(path)",
            code: Exit.failed
        )
    }

    private static func key(_ data: Data, from path: String) throws -> SecretKey {
        if let key = SecretKey(bytes: Array(data)) { return key }
        throw CommandError(
            "\(path) is no key: it holds \(data.count) bytes, and right would be \(SecretKey.length)",
            code: Exit.failed
        )
    }
}
