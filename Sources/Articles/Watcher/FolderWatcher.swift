package import Foundation
package import Reactor

/// Watches folders with all below them, and gathers what changed in them until somebody takes it.
///
/// Hidden folders, hidden files and temporary names are not looked at. On Linux this is inotify (`man 7 inotify`).
package actor FolderWatcher: QueueActor {
    package nonisolated let executor = QueueExecutor("articles.watch")

    /// Rings when there is something to take, and says nothing else.
    package nonisolated let bell: AsyncStream<Void>

    let ring: AsyncStream<Void>.Continuation
    let isPolling: Bool
    let pollInterval: TimeInterval

    var roots: [String: FolderWatcherRoot] = [:]
    var table = FolderWatcherTable()
    /// A folder that may lie in a root, of which nothing is told: what we write ourselves.
    var leftOut: String?
    /// Watches on the nearest folder above a root, which hear of its coming and going.
    var lookouts: [CInt: String] = [:]
    /// Files outside of all roots that are watched by themselves, and the watches on the folders that they lie in.
    var files: Set<String> = []
    var fileFolders: [CInt: String] = [:]
    /// Those of which no event tells, as they were when they were last looked at.
    var polledFiles: [String: UInt64] = [:]
    var descriptor: CInt?
    var events: Readiness?
    var polls: Alarm?
    /// What is mounted where it concerns a root, and who tells when that changes.
    var mountTable: MountTable?
    var mountEvents: Readiness?
    var mounts: [String] = []
    var mounting: Alarm?

    /// Names that came without a closed write so far.
    var unsettled: Set<String> = []
    var settling: Alarm?
    /// First halves of moves, by the cookie that their second halves bear.
    var departures: [UInt32: FolderWatcherDeparture] = [:]
    var departing: Alarm?

    private var changes = Changes()
    private var hasNews = false

    /// Makes a watcher of no folder yet; with `polling` it trusts no event and looks every `pollInterval` seconds.
    package init(polling: Bool = false, pollInterval: TimeInterval = 5) {
        (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        isPolling = polling
        self.pollInterval = pollInterval
    }

    deinit {
        ring.finish()
    }

    /// Watches these roots and these single files outside of them, given by absolute paths, and no others; nothing is told
    /// of what lies in the folder `leftOut`.
    ///
    /// What lies in a root already is no change: scan it after this. Calling it again with the same roots repairs what
    /// no event tells, such as a folder that has become readable, and says if a root is not what it was.
    package func watch(_ wanted: Set<String>, files: Set<String> = [], besides leftOut: String? = nil) {
        if let leftOut, self.leftOut != leftOut { leave(leftOut) }
        self.leftOut = leftOut
        let wanted = Set(wanted.map { ArticleFolder(root: $0).root })
        for root in Set(roots.keys).subtracting(wanted) {
            roots[root] = nil
            leave(root)
        }
        for root in wanted.sorted() {
            let isKnown = roots[root] != nil
            attend(to: root, reporting: isKnown)
        }
        attend(toFiles: files)
        attendToMounts()
        dropLookouts()
        schedulePolls()
        announce()
    }

    /// What changed since this was last asked.
    package func takeChanges() -> Changes {
        drain()
        hasNews = false
        defer { changes = Changes() }
        return changes
    }

    /// How each root is watched.
    package func attention() -> [String: Attention] {
        roots.mapValues(\.attention)
    }

    func report(_ path: String) {
        changes.add(path)
        hasNews = true
    }

    func report(_ move: Changes.Move) {
        changes.add(move)
        hasNews = true
    }

    /// Tells at once what has left, so that nobody who comes to its path is taken for it; the bell rings with its goal.
    func reportDeparted(_ path: String) {
        changes.addDeparted(path)
    }

    func reportEverything() {
        changes.addEverything()
        hasNews = true
    }

    /// Rings the bell if there is something new.
    func announce() {
        if hasNews { ring.yield() }
        hasNews = false
    }

    /// Ends the watches above roots that are no longer wanted.
    private func dropLookouts() {
        for (watch, folder) in lookouts where !roots.keys.contains(where: { LinkRule.isPath($0, in: folder) })
        {
            lookouts[watch] = nil
            end([folder: watch])
        }
    }
}
