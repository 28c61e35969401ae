import Glibc

/// A file in an articles folder as the file system shows it, unread.
package struct ArticleFile: Sendable, Hashable {
    /// Relative to the articles folder, parted by `/`, as the file system spells it.
    package var path: String
    /// With `device` it names the file itself, whatever its path.
    package var inode: UInt64
    package var device: UInt64
    /// In bytes.
    package var size: Int64
    /// In nanoseconds since 1970.
    package var modified: Int64

    package init(path: String, inode: UInt64, device: UInt64, size: Int64, modified: Int64) {
        self.path = path
        self.inode = inode
        self.device = device
        self.size = size
        self.modified = modified
    }

    init(path: String, status: stat) {
        self.init(
            path: path,
            inode: UInt64(status.st_ino),
            device: UInt64(status.st_dev),
            size: Int64(status.st_size),
            modified: status.modified
        )
    }
}
