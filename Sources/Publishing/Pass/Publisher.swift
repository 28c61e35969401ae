package import Articles
import Foundation
import Glibc
package import Logging
package import Media
package import Reactor
package import Store

/// Runs one pass after the other: looks, edits and commits, feed by feed.
package actor Publisher: QueueActor {
    /// What somebody asks of the publisher; turns are taken in this order and never overlap.
    private enum Order: Sendable {
        case wake
        case reload
        case publish(PublishRequest, CheckedContinuation<Report, Never>)
        case adopt(AdoptionRequest, CheckedContinuation<Adoption, Never>)
        case answer(CheckedContinuation<Void, Never>)
        case rest
    }

    /// Under all alarms lies a slow sweep, for what no event tells; in seconds.
    static let sweep: TimeInterval = 900
    /// A pass over so many changed paths is one of a burst.
    private static let burst = 16
    /// How long a burst is gathered between two passes at most, in seconds.
    private static let longestRest: TimeInterval = 0.5
    /// How long after an error a feed is looked at again, in seconds.
    static let recovery: TimeInterval = 5
    /// After so many seconds without a pass, the memory of the last ones goes back.
    private static let idle: TimeInterval = 10
    /// The same after a large pass, such as the first one; what follows it, codings say, is given back when all is idle.
    private static let soon: TimeInterval = 1

    package nonisolated let executor = QueueExecutor("publishing.publisher")

    let settings: Settings
    let store: any Store
    let watcher: FolderWatcher?
    let inspector: Inspector?
    let logger: Logger
    /// The words of views' addresses.
    nonisolated let shelfmarks: Shelfmarks
    private let orders: AsyncStream<Order>
    private let order: AsyncStream<Order>.Continuation
    private var isAwake = false
    private var isPassing = false
    /// Whether lengths of files elsewhere are known that no pass has seen yet.
    var hasAnswers = false
    /// The views that are documents; nil where the store has to be asked.
    var keptViews: KeptViews?
    /// Whether somebody may wait for a view to become a document.
    var hasWishes = false
    /// Whether the store does not know yet how subscribers are told, or whom the definitions name.
    var isPushDue = true
    /// When views are looked at again of which an error was in the way.
    var viewsAreDue: Date?
    /// How many orders were taken: a loop that finds no rest shows here.
    private(set) var turns = 0
    var alarm: Alarm?
    private var gathering: Alarm?
    private var resting: Alarm?
    /// Whether the last pass was large, so that memory goes back soon, and not only when nothing has come for a while.
    var restsSoon = false

    var definitions: Site
    var memories: [String: FeedPass.Memory] = [:]
    var nextChanges: [String: Date] = [:]
    /// When feeds are looked at again as a whole: those of which a pass failed, and those newly defined.
    var recoveries: [String: Date] = [:]
    /// When feeds were last looked at, or will be, since somebody has told the hub that they are new.
    var announced: [String: Date] = [:]
    /// What is known to be wrong with feeds' articles.
    var troubles: [String: [StoredProblem]] = [:]
    /// Since when feeds miss the `feed.toml` that they had: an editor may be putting a new one there.
    var undefined: [String: Date] = [:]
    /// Why feeds cannot be published at all.
    var refusals: [String: Problem] = [:]
    var nextSweep = Date.distantPast
    /// When definitions are read again of which one could not be read for want of descriptors.
    var rereading: Date?
    /// The feeds whose shown entries are at hand, the last one last.
    var lastShown: [String] = []
    /// Whether a pass has been so large that its memory should go back.
    var isHeapLarge = true
    /// The ledgers as they were read or are known, whether no file says so, and whether they were read and not compared yet.
    var ledgers: [String: (mark: LedgerFile.Mark, ledger: Ledger?, isLost: Bool, isUnchecked: Bool)] = [:]
    /// Whether the first pass is over.
    package internal(set) var isReady = false

    /// A publisher of the folder that `settings` names; without a watcher it acts when it is asked to.
    ///
    /// - Throws: ``Problems`` where the site's definition is bad.
    package init(
        settings: Settings,
        store: any Store,
        watcher: FolderWatcher?,
        inspector: Inspector? = nil,
        logger: Logger
    ) throws(Problems) {
        self.settings = settings
        self.store = store
        shelfmarks = Shelfmarks(store)
        self.watcher = watcher
        self.inspector = inspector
        self.logger = logger
        let definition = try Site.definition(in: settings.folder)
        definitions = Site.load(
            folder: settings.folder,
            definition: definition,
            base: settings.base(under: definition)
        )
        (orders, order) = AsyncStream.makeStream(of: Order.self)
    }

    /// The definitions that hold now, and what is wrong with feeds as a whole.
    package var site: Site {
        var site = definitions
        site.refuse(refusals)
        return site
    }

    /// Works until the task is cancelled.
    package func run() async {
        if let watcher { await watcher.watch(roots, files: configuration, besides: definitions.output) }
        do {
            for (feed, problem) in try await store.problems() { troubles[feed, default: []].append(problem) }
        } catch {
            logger.error("known problems not read", metadata: ["error": "\(error)"])
        }
        await withTaskGroup { group in
            group.addTask { await self.work() }
            if let watcher {
                group.addTask {
                    for await _ in watcher.bell { await self.wake() }
                }
            }
            await group.waitForAll()
        }
    }

    /// Runs a pass at once, after those that were asked for before.
    package func publish(_ request: PublishRequest) async -> Report {
        await withCheckedContinuation { continuation in
            guard case .terminated = order.yield(.publish(request, continuation)) else { return }
            var report = Report()
            report.problems = [Problem(file: settings.folder, message: "not published: we are stopping")]
            continuation.resume(returning: report)
        }
    }

    /// Has a feed go on where an older one ends, after what was asked for before.
    package func adopt(_ request: AdoptionRequest) async -> Adoption {
        await withCheckedContinuation { continuation in
            guard case .terminated = order.yield(.adopt(request, continuation)) else { return }
            var adoption = Adoption(feed: request.feed)
            adoption.problems = [Problem(file: settings.folder, message: "not adopted: we are stopping")]
            continuation.resume(returning: adoption)
        }
    }

    /// Reads the definitions again.
    package func reload() { order.yield(.reload) }

    /// Looks at the store again for what is known of files elsewhere.
    package func takeAnswers() {
        hasAnswers = true
        wake()
    }

    /// Returns when the loop has shown that it lives: it takes its turn, or is in the midst of a pass that goes on.
    package func answer() async {
        if isPassing { return }
        await withCheckedContinuation { continuation in
            if case .terminated = order.yield(.answer(continuation)) { continuation.resume() }
        }
    }

    func wake() {
        if isAwake { return }
        isAwake = true
        order.yield(.wake)
    }

    private func work() async {
        if watcher != nil { wake() }
        for await order in orders {
            turns += 1
            switch order {
            case .wake:
                isAwake = false
                isPassing = true
                let began = Date()
                let isBurst = await pass() >= Self.burst
                if isBurst { await gather(since: began) }
                isPassing = false
                resting = Alarm(after: restsSoon ? Self.soon : Self.idle, for: self) { $0.rest() }
            case .reload:
                await reloadDefinitions()
                await definePush(at: Date())
            case .publish(let request, let continuation):
                isPassing = true
                continuation.resume(returning: await carryOut(request))
                isPassing = false
            case .adopt(let request, let continuation):
                isPassing = true
                continuation.resume(returning: await carryOut(request))
                isPassing = false
            case .answer(let continuation): continuation.resume()
            case .rest: await giveBack()
            }
        }
    }

    /// Gives the system back what there is no use for at rest, when that comes to its turn.
    func rest() { order.yield(.rest) }

    private func giveBack() async {
        resting = restsSoon ? Alarm(after: Self.idle, for: self) { $0.rest() } : nil
        restsSoon = false
        await shelfmarks.letGo()
        await store.rest()
        Memory.giveBack()
    }

    /// Lets a burst grow for as long as the last pass took: half of the work then goes into passes, however fast files come.
    private func gather(since began: Date) async {
        let rest = min(max(Date().timeIntervalSince(began), 0), Self.longestRest)
        await withCheckedContinuation { continuation in
            gathering = Alarm(after: rest, for: self) { _ in continuation.resume() }
        }
    }
}
