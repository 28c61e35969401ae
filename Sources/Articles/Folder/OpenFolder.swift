import Glibc

/// An open folder, and the only owner of its descriptor.
struct OpenFolder: ~Copyable {
    /// A name in the folder, and what it stands for.
    struct Entry {
        var name: String
        var kind: FileKind
        /// Whether the name is valid UTF-8; where not, `name` is a repaired one that opens nothing.
        var isText: Bool
    }

    private let stream: OpaquePointer

    /// Opens a folder by its path, or by its name in an open one.
    ///
    /// A link is followed only where `followsLink` says so: what was a folder a moment ago may have become one.
    init(_ name: String, in parent: borrowing OpenFolder, followsLink: Bool) throws(SystemError) {
        try self.init(name, at: dirfd(parent.stream), followsLink: followsLink)
    }

    init(_ path: String) throws(SystemError) {
        try self.init(path, at: AT_FDCWD, followsLink: true)
    }

    private init(_ name: String, at parent: CInt, followsLink: Bool) throws(SystemError) {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK | (followsLink ? 0 : O_NOFOLLOW)
        let descriptor = openat(parent, name, flags)
        guard descriptor >= 0 else { throw SystemError() }
        guard let stream = fdopendir(descriptor) else {
            let error = SystemError()
            close(descriptor)
            throw error
        }
        self.stream = stream
    }

    deinit {
        closedir(stream)
    }

    /// The next name that is not hidden; nil after the last.
    func next() throws(SystemError) -> Entry? {
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw SystemError() }
                return nil
            }
            guard entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) else { continue }
            let (name, isText) = Self.name(of: &entry.pointee)
            guard let kind = kind(of: name, type: entry.pointee.d_type) else { continue }
            return Entry(name: name, kind: kind, isText: isText)
        }
    }

    /// What a name in this folder stands for.
    func status(of name: String) throws(SystemError) -> stat {
        var status = stat()
        guard fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw SystemError() }
        return status
    }

    private static func name(of entry: inout dirent) -> (name: String, isText: Bool) {
        withUnsafePointer(to: &entry.d_name) { tuple in
            tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
                bytes in
                if let name = String(validatingCString: bytes) { return (name, true) }
                return (String(cString: bytes), false)
            }
        }
    }

    /// Nil for a name that went away between the two calls.
    private func kind(of name: String, type: UInt8) -> FileKind? {
        switch Int(type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK): .link
        default: (try? status(of: name))?.kind
        }
    }
}
