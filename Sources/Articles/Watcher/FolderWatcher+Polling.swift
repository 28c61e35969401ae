import Glibc
import Reactor

extension FolderWatcher {
    /// Looks at a root at intervals from now on, and keeps no watch in it.
    func poll(_ root: String, because reason: String, before: FolderWatcherRoot?) {
        leave(root)
        var state = FolderWatcherRoot(attention: .polling(reason: reason))
        switch before?.attention {
        case nil: state.fingerprint = fingerprint(of: root)
        case .polling: state.fingerprint = before?.fingerprint ?? 0
        case .events:
            state.fingerprint = fingerprint(of: root)
            // Between the last event and the first look anything may have happened.
            reportEverything()
        }
        roots[root] = state
        schedulePolls()
    }

    /// Sets the next look, if there is a root that needs one.
    func schedulePolls() {
        let isNeeded = !polledFiles.isEmpty || roots.values.contains { $0.attention != .events }
        guard isNeeded else { return polls = nil }
        polls = Alarm(after: pollInterval, for: self) { watcher in
            watcher.lookAtPolled()
            watcher.schedulePolls()
            watcher.announce()
        }
    }

    private func lookAtPolled() {
        for (root, state) in roots where state.attention != .events {
            let now = fingerprint(of: root)
            guard now != state.fingerprint else { continue }
            roots[root]?.fingerprint = now
            reportEverything()
        }
        lookAtPolledFiles()
    }

    /// Of all names, sizes and times below a root, whatever their order; 0 for a root that is not there.
    private func fingerprint(of root: String) -> UInt64 {
        guard let open = try? OpenFolder(root) else { return 0 }
        return 1 &+ fingerprint(of: open, at: root, LinkRule(root: root))
    }

    private func fingerprint(of folder: borrowing OpenFolder, at path: String, _ rule: LinkRule) -> UInt64 {
        var sum: UInt64 = 0
        while let entry = (try? folder.next()) ?? nil {
            guard !FileNames.isTemporary(entry.name) || entry.kind == .folder else { continue }
            let path = "\(path)/\(entry.name)"
            if path == leftOut { continue }
            sum &+= fingerprint(of: entry.name, at: path, in: folder)
            guard entry.kind == .folder || isFollowed(entry, at: path, rule) else { continue }
            guard let below = try? OpenFolder(entry.name, in: folder, followsLink: entry.kind == .link) else {
                continue
            }
            sum &+= fingerprint(of: below, at: path, rule)
        }
        return sum
    }

    private func isFollowed(_ entry: OpenFolder.Entry, at path: String, _ rule: LinkRule) -> Bool {
        guard entry.kind == .link, case .folder = rule.target(of: path) else { return false }
        return true
    }

    private func fingerprint(of name: String, at path: String, in folder: borrowing OpenFolder) -> UInt64 {
        guard let status = try? folder.status(of: name) else { return 0 }
        var hasher = Hasher()
        hasher.combine(path)
        for status in [status, (status.kind == .link ? try? stat.ofTarget(path) : nil) ?? status] {
            hasher.combine(status.st_ino)
            hasher.combine(status.st_mode)
            guard status.kind != .folder else { continue }
            hasher.combine(status.st_size)
            hasher.combine(status.modified)
            hasher.combine(status.changed)
        }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
