/// What the watcher knows of one root.
struct FolderWatcherRoot {
    var attention = Attention.events
    /// Of a polled root, as it was when it was last looked at.
    var fingerprint: UInt64 = 0
}
