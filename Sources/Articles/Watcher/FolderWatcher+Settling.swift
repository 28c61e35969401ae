import CLinux
import Glibc
import Reactor

extension FolderWatcher {
    /// A file that nobody has written to for so long, in seconds, is taken for finished though no closing was heard.
    private static let stillness = 2.0

    /// Takes note of a name that was there when its folder came, and may have been written before the folder was watched.
    func found(_ path: String, _ entry: OpenFolder.Entry) {
        guard !FileNames.isTemporary(entry.name) else { return }
        switch entry.kind {
        case .folder: break
        case .link, .special: report(path)
        case .file: isClosed(path) ? report(path) : settle(path)
        }
    }

    /// Takes note of a name that came without a closed write: a link, or a file whose writer has it open still.
    func settle(_ path: String) {
        guard let status = try? stat.ofName(path) else { return report(path) }
        switch status.kind {
        case .link:
            report(path)
            appearIfLink(path)
        case .folder: break
        case .special: report(path)
        case .file:
            if status.st_nlink > 1 || isStill(status) { return report(path) }
            unsettled.insert(path)
            if settling == nil { lookAgain() }
        }
    }

    private func lookAgain() {
        settling = Alarm(after: Self.stillness, for: self) { watcher in
            watcher.settleAll()
            watcher.announce()
        }
    }

    private func settleAll() {
        settling = nil
        let paths = unsettled
        unsettled = []
        for path in paths { settle(path) }
    }

    /// Whether a file with something in it is open to nobody who writes: its closing went before the watch (`man 2 fcntl`,
    /// "Leases"); false also where that cannot be told.
    private func isClosed(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        // The lease ends with the descriptor. Who opens the file for writing until then waits for that.
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return false }
        // The usual signal would end the process; this one is of no account.
        return fcntl(descriptor, SET_LEASE_SIGNAL, SIGURG) == 0
            && fcntl(descriptor, SET_LEASE, CInt(F_RDLCK)) == 0
    }

    /// A date in the future says nothing about when the file was written.
    private func isStill(_ status: stat) -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let age =
            Double(now.tv_sec - status.st_mtim.tv_sec) + Double(now.tv_nsec - status.st_mtim.tv_nsec) / 1e9
        return age < 0 || age >= Self.stillness
    }
}
