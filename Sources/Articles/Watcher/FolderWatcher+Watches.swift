import Glibc

extension FolderWatcher {
    /// Makes sure that a root is watched as it is now; `reporting` tells what of it is new.
    func attend(to root: String, reporting: Bool) {
        let before = roots[root]
        roots[root] = before ?? FolderWatcherRoot()
        if isPolling { return poll(root, because: "the settings ask for it", before: before) }
        do throws(FolderWatcherRefusal) {
            try openEvents()
            let isLookedOutFor = lookOut(for: root)
            roots[root]?.attention = .events
            do throws(FolderWatcherRefusal) {
                try enter(root, isLink: true, rule: LinkRule(root: root), reporting: reporting)
            } catch {
                guard error.isAbsence, isLookedOutFor else { throw error }
                depart(from: root)
            }
            // What changed since the last poll is seen by nobody else.
            if case .polling = before?.attention { reportEverything() }
        } catch {
            poll(root, because: error.reason, before: before)
        }
    }

    /// Looks whether a root is still the folder that is watched, after something has happened to its name.
    func revisit(_ root: String) {
        guard case .events = roots[root]?.attention else { return }
        if let watch = table.watches[root], (try? add(root, isLink: true)) == watch { return }
        attend(to: root, reporting: true)
    }

    /// Watches a folder first and reads it then, so that nothing made in between is lost; and so those below it.
    func enter(
        _ folder: String,
        isLink: Bool,
        rule: LinkRule,
        reporting: Bool
    ) throws(FolderWatcherRefusal) {
        if let name = RemoteFileSystem.name(at: folder) { throw .remote(name) }
        let watch = try add(folder, isLink: isLink)
        let isNew = table.watches[folder] != watch
        if isNew {
            leave(folder)
            table.add(folder, watch)
            if reporting { report(folder) }
        }
        for entry in try read(folder) {
            let path = "\(folder)/\(entry.name)"
            if isNew, reporting { found(path, entry) }
            switch entry.kind {
            case .folder: try enterBelow(path, isLink: false, rule: rule, reporting: reporting)
            case .link: try enterLink(path, rule: rule, reporting: reporting)
            case .file, .special: break
            }
        }
    }

    /// Enters what a link leads to, if it is a folder and `ArticleFolder` follows it too.
    func enterLink(_ path: String, rule: LinkRule, reporting: Bool) throws(FolderWatcherRefusal) {
        guard case .folder = rule.target(of: path) else { return }
        try enterBelow(path, isLink: true, rule: rule, reporting: reporting)
    }

    /// Enters a folder that may have gone again, or may not be read: `ArticleFolder` tells of that.
    func enterBelow(
        _ folder: String,
        isLink: Bool,
        rule: LinkRule,
        reporting: Bool
    ) throws(FolderWatcherRefusal) {
        if folder == leftOut { return }
        do throws(FolderWatcherRefusal) {
            try enter(folder, isLink: isLink, rule: rule, reporting: reporting)
        } catch {
            guard error.isOfOneFolder else { throw error }
        }
    }

    /// Ends all watches of a folder and of those below it, but not those of roots that lie in it.
    func leave(_ folder: String) {
        let roots = roots.keys.filter { $0 != folder && LinkRule.isPath($0, in: folder) }
        end(table.remove(below: folder) { path in !roots.contains { LinkRule.isPath(path, in: $0) } })
    }

    /// Ends watches that no path is left for.
    func end(_ watches: [String: CInt]) {
        guard let descriptor else { return }
        for watch in watches.values
        where table.paths(of: watch).isEmpty && lookouts[watch] == nil && fileFolders[watch] == nil {
            inotify_rm_watch(descriptor, watch)
        }
    }

    /// Forgets what was in a root that is not there, and waits for it.
    func depart(from root: String) {
        guard table.watches[root] != nil else { return }
        leave(root)
        report(root)
    }

    func add(_ folder: String, isLink: Bool) throws(FolderWatcherRefusal) -> CInt {
        let mask =
            IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVED_FROM | IN_MOVED_TO
            | IN_MOVE_SELF
        return try add(folder, mask: UInt32(mask) | (isLink ? 0 : UInt32(IN_DONT_FOLLOW)))
    }

    /// Watches the nearest folder above a root, to hear when the root comes, goes or is replaced; false if none can be.
    private func lookOut(for root: String) -> Bool {
        let mask = UInt32(IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVED_FROM | IN_MOVED_TO | IN_MOVE_SELF)
        var child = root
        while let slash = child.lastIndex(of: "/"), child != "/" {
            let folder = slash == child.startIndex ? "/" : String(child[..<slash])
            do throws(FolderWatcherRefusal) {
                lookouts[try add(folder, mask: mask)] = folder
                // It may have come before the watch was there: then there is a nearer folder now.
                let isThere = child == root || access(child, F_OK) != 0
                return isThere ? true : lookOut(for: root)
            } catch {
                guard error.isAbsence else { return false }
            }
            child = folder
        }
        return false
    }

    /// One folder may be watched as a root's parent and as part of another root: masks are added, never replaced.
    private func add(_ folder: String, mask: UInt32) throws(FolderWatcherRefusal) -> CInt {
        guard let descriptor else { throw .system(SystemError(EBADF)) }
        let watch = inotify_add_watch(descriptor, folder, mask | UInt32(IN_ONLYDIR) | UInt32(IN_MASK_ADD))
        guard watch >= 0 else { throw .system(SystemError()) }
        return watch
    }

    private func read(_ folder: String) throws(FolderWatcherRefusal) -> [OpenFolder.Entry] {
        do throws(SystemError) {
            let open = try OpenFolder(folder)
            var entries: [OpenFolder.Entry] = []
            while let entry = try open.next() { entries.append(entry) }
            return entries
        } catch {
            throw .system(error)
        }
    }
}
