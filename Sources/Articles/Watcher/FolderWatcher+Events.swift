import Glibc
import Reactor

extension FolderWatcher {
    /// A move's second half follows its first at once; without one for so long, in seconds, the file has left the roots.
    private static let longestMove = 0.01

    /// Opens the event queue, if it is not open.
    func openEvents() throws(FolderWatcherRefusal) {
        guard descriptor == nil else { return }
        let opened = inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC))
        guard opened >= 0 else { throw .system(SystemError()) }
        descriptor = opened
        events = Readiness(of: opened, for: self) { watcher in
            watcher.drain()
            watcher.announce()
        }
    }

    /// Takes all events that are waiting.
    func drain() {
        guard let descriptor else { return }
        var created: Set<String> = []
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
            // An overflow opens another queue, which has a readiness of its own.
            while self.descriptor == descriptor,
                case let count = read(descriptor, buffer.baseAddress, buffer.count), count > 0
            {
                take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), &created)
            }
        }
        for path in created { settle(path) }
    }

    private func take(_ bytes: UnsafeRawBufferPointer, _ created: inout Set<String>) {
        var offset = 0
        while offset < bytes.count, let base = bytes.baseAddress {
            let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
            offset += MemoryLayout<inotify_event>.size
            let text = (base + offset).assumingMemoryBound(to: CChar.self)
            let name = event.len > 0 ? String(cString: text) : ""
            offset += Int(event.len)
            if has(event, IN_Q_OVERFLOW) { return startOver() }
            take(event, name, &created)
        }
    }

    private func take(_ event: inotify_event, _ name: String, _ created: inout Set<String>) {
        if let folder = lookouts[event.wd] { takeLookout(event, folder, name) }
        if let folder = fileFolders[event.wd] { takeOfFiles(event, folder, name) }
        let folders = table.paths(of: event.wd)
        if name.isEmpty {
            takeOwn(event, folders)
        } else if has(event, IN_ISDIR) {
            guard !FileNames.isHidden(name) else { return arrive(event, nil) }
            for folder in folders { takeFolder(event, "\(folder)/\(name)") }
        } else {
            guard !FileNames.isTemporary(name) else { return arrive(event, nil) }
            for folder in folders { takeFile(event, "\(folder)/\(name)", &created) }
        }
    }

    /// Something happened in a folder above a root.
    private func takeLookout(_ event: inotify_event, _ folder: String, _ name: String) {
        if has(event, IN_IGNORED) { lookouts[event.wd] = nil }
        let path = name.isEmpty ? folder : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
        for root in roots.keys where LinkRule.isPath(root, in: path) { revisit(root) }
    }

    /// Something happened to a watched folder itself, of which only roots do not hear by the folder above.
    private func takeOwn(_ event: inotify_event, _ folders: [String]) {
        if has(event, IN_IGNORED) || has(event, IN_UNMOUNT) { table.remove(event.wd) }
        for folder in folders where roots[folder] != nil {
            if table.watches[folder] == nil { report(folder) }
            revisit(folder)
        }
    }

    private func takeFolder(_ event: inotify_event, _ path: String) {
        if path == leftOut { return arrive(event, nil) }
        if has(event, IN_CREATE) {
            appear(path)
        } else if has(event, IN_MOVED_TO) {
            arrive(event, path)
            appear(path)
        } else if has(event, IN_MOVED_FROM) {
            depart(event, path)
        } else if has(event, IN_DELETE) {
            // What lay in it has gone before it, each with an event of its own.
            end(table.remove(path))
            report(path)
        }
    }

    private func takeFile(_ event: inotify_event, _ path: String, _ created: inout Set<String>) {
        if has(event, IN_CREATE) {
            created.insert(path)
            return
        }
        created.remove(path)
        unsettled.remove(path)
        if has(event, IN_MOVED_FROM) {
            depart(event, path)
        } else if has(event, IN_MOVED_TO) {
            arrive(event, path)
            report(path)
            appearIfLink(path)
        } else {
            // Also a link to a folder goes by a plain deletion.
            if has(event, IN_DELETE) { leave(path) }
            report(path)
        }
    }

    /// Waits for the second half of a move.
    private func depart(_ event: inotify_event, _ path: String) {
        let roots = roots.keys.filter { LinkRule.isPath($0, in: path) }
        let watches = table.remove(below: path) { path in !roots.contains { LinkRule.isPath(path, in: $0) } }
        departures[event.cookie, default: FolderWatcherDeparture()].add(path, watches)
        reportDeparted(path)
        departing = Alarm(after: Self.longestMove, for: self) { watcher in
            watcher.departed()
            watcher.announce()
        }
    }

    /// Completes a move; to nil if its goal is a name that is not looked at.
    private func arrive(_ event: inotify_event, _ path: String?) {
        guard has(event, IN_MOVED_TO), var departure = departures.removeValue(forKey: event.cookie) else {
            return
        }
        guard let path else { return vanish(departure) }
        guard let from = departure.takePath() else { return }
        report(Changes.Move(from: from, to: path))
        for (folder, watch) in departure.watches where LinkRule.isPath(folder, in: from) {
            let moved = path + folder.dropFirst(from.count)
            if table.watches[moved] == nil { table.add(moved, watch) }
        }
        if departure.paths.isEmpty { end(departure.watches) } else { departures[event.cookie] = departure }
    }

    /// Gives up waiting for second halves.
    private func departed() {
        for departure in departures.values { vanish(departure) }
        departures = [:]
    }

    private func vanish(_ departure: FolderWatcherDeparture) {
        for path in departure.paths { report(path) }
        end(departure.watches)
    }

    /// Watches a folder that has come, with all below it; one that was watched under another name is only looked through.
    private func appear(_ folder: String) {
        follow(folder) { watcher, rule throws(FolderWatcherRefusal) in
            try watcher.enterBelow(folder, isLink: false, rule: rule, reporting: true)
        }
        report(folder)
    }

    /// Watches the folder that a link which has come leads to, if it leads to one.
    func appearIfLink(_ path: String) {
        guard (try? stat.ofName(path))?.kind == .link else { return }
        follow(path) { watcher, rule throws(FolderWatcherRefusal) in
            try watcher.enterLink(path, rule: rule, reporting: true)
        }
    }

    private func follow(
        _ path: String,
        entering enter: (isolated FolderWatcher, LinkRule) throws(FolderWatcherRefusal) -> Void
    ) {
        for root in roots.keys where LinkRule.isPath(path, in: root) {
            guard case .events = roots[root]?.attention else { continue }
            do throws(FolderWatcherRefusal) {
                try enter(self, LinkRule(root: root))
            } catch {
                poll(root, because: error.reason, before: roots[root])
            }
        }
    }

    /// Begins anew after events were lost: nobody knows which.
    private func startOver() {
        events = nil
        descriptor = nil
        table = FolderWatcherTable()
        lookouts = [:]
        fileFolders = [:]
        departures = [:]
        unsettled = []
        for root in roots.keys.sorted() { attend(to: root, reporting: false) }
        attend(toFiles: files)
        reportEverything()
    }

    private func has(_ event: inotify_event, _ flag: some BinaryInteger) -> Bool {
        event.mask & UInt32(truncatingIfNeeded: flag) != 0
    }
}
