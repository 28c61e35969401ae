import Glibc

extension FolderWatcher {
    /// Watches single files, which need not be there, and nothing else in their folders.
    ///
    /// A folder that is not there is not waited for; one that tells of no events is looked at like a polled root.
    func attend(toFiles wanted: Set<String>) {
        files = wanted
        let folders = Dictionary(grouping: wanted) { Self.folder(of: $0) }
        for (watch, folder) in fileFolders where folders[folder] == nil {
            fileFolders[watch] = nil
            end([folder: watch])
        }
        var polled: [String: UInt64] = [:]
        for (folder, files) in folders {
            guard access(folder, F_OK) == 0 else { continue }
            if let watch = watch(ofFilesIn: folder) {
                fileFolders[watch] = folder
                continue
            }
            for file in files { polled[file] = polledFiles[file] ?? Self.mark(of: file) }
        }
        polledFiles = polled
    }

    /// Something happened in a folder of single files.
    func takeOfFiles(_ event: inotify_event, _ folder: String, _ name: String) {
        if event.mask & UInt32(IN_IGNORED) != 0 { fileFolders[event.wd] = nil }
        let path = "\(folder)/\(name)"
        let isChange = event.mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE) != 0
        if isChange, files.contains(path) { report(path) }
    }

    /// Looks at those whose folders tell of no events.
    func lookAtPolledFiles() {
        for (file, mark) in polledFiles {
            let now = Self.mark(of: file)
            guard now != mark else { continue }
            polledFiles[file] = now
            report(file)
        }
    }

    private func watch(ofFilesIn folder: String) -> CInt? {
        if isPolling || RemoteFileSystem.name(at: folder) != nil { return nil }
        do throws(FolderWatcherRefusal) {
            try openEvents()
            return try add(folder, isLink: true)
        } catch {
            // It is looked at instead, whatever the reason.
            return nil
        }
    }

    private static func folder(of file: String) -> String {
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        return folder.isEmpty ? "/" : folder
    }

    /// Of what stands at a path now; 0 for nothing.
    private static func mark(of file: String) -> UInt64 {
        guard let status = try? stat.ofTarget(file) else { return 0 }
        var hasher = Hasher()
        hasher.combine(status.st_ino)
        hasher.combine(status.st_size)
        hasher.combine(status.modified)
        hasher.combine(status.changed)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
