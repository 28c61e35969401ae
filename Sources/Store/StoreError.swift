import GRDB

/// Why the store cannot be used.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    /// A newer program has written it.
    case newer(path: String)
    case corrupt(path: String, reason: String)
    /// The disk is full, or the store cannot be written.
    case unwritable(path: String, reason: String)
    case locked(path: String)
    /// What should not happen to a sound store.
    case failed(path: String, reason: String)

    /// What an error of SQLite's means to the one who runs us.
    init(_ error: DatabaseError, at path: String) {
        let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        self =
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(path: path, reason: reason)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
            case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
                .unwritable(path: path, reason: reason)
            default: .failed(path: path, reason: reason)
            }
    }

    package var description: String {
        switch self {
        case .newer(let path):
            "\(path): this store was written by a newer version of feedherald; install that version, "
                + "or start from the copy that was made before it changed the store"
        case .corrupt(let path, let reason):
            """
            \(path): the store is damaged (\(reason)); nothing was deleted. To rescue what can be read:
              sqlite3 \(path) .recover | sqlite3 \(path).rescued
              mv \(path) \(path).damaged && mv \(path).rescued \(path)
            The ids of articles also stand in each feed's ids.toml.
            """
        case .unwritable(let path, let reason):
            "\(path): the store cannot be written: \(reason)"
        case .locked(let path):
            "\(path): another program has locked the store; try again when it has finished"
        case .failed(let path, let reason):
            "\(path): the store does not do what it should: \(reason)"
        }
    }
}
