import Glibc

/// The right to be the one publisher of a folder of feeds, held for a lifetime: the ledgers lie there, whatever the store.
struct FolderLock: ~Copyable {
    private let descriptor: CInt

    /// Nil where another process has the right.
    init?(of folder: String) {
        // The folder itself is locked: nothing need be written in it.
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // Where a file system knows no locks, as some remote ones, the store's lock has to do.
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(descriptor)
            return nil
        }
        // Last, so that what was closed is not closed again.
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
