import Glibc

/// A picture, a sound or another file that articles refer to, as the file system shows it.
package struct MediaFile: Sendable, Hashable {
    /// `articles/` or `media/`, the folder that it lies in, and its path in there, as the file system spells it.
    package var path: String
    package var inode: UInt64
    /// In bytes.
    package var size: Int64
    /// In nanoseconds since 1970.
    package var modified: Int64

    package init(path: String, inode: UInt64, size: Int64, modified: Int64) {
        self.path = path
        self.inode = inode
        self.size = size
        self.modified = modified
    }

    init(path: String, status: stat) {
        self.init(
            path: path,
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            modified: status.modified
        )
    }
}

/// An open file, and the only owner of its descriptor, which closes when it goes.
package final class OpenMedia: Sendable {
    package let file: MediaFile
    package let descriptor: CInt

    init(_ file: MediaFile, descriptor: CInt) {
        self.file = file
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Whether the file is still as it was when it was opened.
    package var isUnchanged: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && MediaFile(path: file.path, status: status) == file
    }

    /// Reads bytes from a place on; how many there were, 0 at the end, and nil where the disk refuses.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) -> Int? {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(place))
            if count >= 0 { return count }
            if errno != EINTR { return nil }
        }
    }
}
