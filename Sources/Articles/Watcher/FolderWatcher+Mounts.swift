import Reactor

/// Disks that come and go, of which no event of inotify tells: what is mounted over a folder is another folder.
extension FolderWatcher {
    /// A mount is looked at when no other has come for so many seconds: at a start there are many.
    private static let mountRest = 0.2

    /// Begins to listen to the kernel, unless it does so already.
    func attendToMounts() {
        if mountEvents == nil {
            mountTable = MountTable()
            mountTable?.settle()
            if let changes = mountTable?.changes {
                mountEvents = Readiness(of: changes, for: self) { $0.mountsHaveChanged() }
            }
        }
        mounts = mountTable?.mounts(concerning: roots.keys) ?? []
    }

    private func mountsHaveChanged() {
        mountTable?.settle()
        mounting = Alarm(after: Self.mountRest, for: self) { $0.lookAtMounts() }
    }

    private func lookAtMounts() {
        let now = mountTable?.mounts(concerning: roots.keys) ?? []
        if now == mounts { return }
        mounts = now
        for root in roots.keys.sorted() { attend(to: root, reporting: true) }
        schedulePolls()
        announce()
    }
}
