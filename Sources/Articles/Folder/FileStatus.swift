import Glibc

/// What kind of thing a name in a folder stands for.
enum FileKind: Equatable {
    case file
    case folder
    case link
    /// A fifo, a socket or a device, by the word that an author knows it under.
    case special(String)
}

extension stat {
    var kind: FileKind {
        switch st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        case S_IFIFO: .special("fifo")
        case S_IFSOCK: .special("socket")
        default: .special("device")
        }
    }

    /// In nanoseconds since 1970.
    var modified: Int64 { Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec) }

    /// In nanoseconds since 1970.
    var changed: Int64 { Int64(st_ctim.tv_sec) * 1_000_000_000 + Int64(st_ctim.tv_nsec) }

    /// What stands at a path, the link itself where it is one.
    static func ofName(_ path: String) throws(SystemError) -> stat {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SystemError() }
        return status
    }

    /// What a path leads to, through all links.
    static func ofTarget(_ path: String) throws(SystemError) -> stat {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemError() }
        return status
    }
}
