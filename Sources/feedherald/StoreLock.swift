import Foundation
import Glibc

/// The right to be the one publisher of a store, held for a lifetime.
struct StoreLock: ~Copyable {
    /// Who holds the right.
    enum Holder: String {
        case daemon
        case command
    }

    private let descriptor: CInt

    /// Takes the lock beside the store.
    ///
    /// - Throws: ``Held`` where another process has it, ``CommandError`` where it cannot be made.
    init(of store: String, for holder: Holder) throws {
        let path = store + ".lock"
        let folder = (store as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandError(
                "the store's folder \(folder) cannot be made; choose another with --store",
                code: Exit.failed
            )
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CommandError(
                "\(path) cannot be opened: \(String(cString: strerror(errno))); choose another place with --store",
                code: Exit.failed
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
            close(descriptor)
            throw Held(
                holder: Holder(rawValue: text.split(separator: " ").first.map(String.init) ?? "") ?? .daemon
            )
        }
        ftruncate(descriptor, 0)
        let text = "\(holder.rawValue) \(getpid())\n"
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Another process has the lock.
    struct Held: Error {
        var holder: Holder
    }
}
