import Articles
import Feeds
import Foundation
package import Logging
package import Publishing
package import Reactor
package import Store
package import Web

/// Writes the site into a folder as files, for web servers and hosts that know nothing but files.
///
/// It follows the store's commits, a moment behind: whoever asks the daemon is answered first.
package actor Printer: QueueActor {
    /// What somebody asks of the printer; rounds are made in this order and never overlap.
    enum Order: Sendable {
        case look
        case print(String, CheckedContinuation<Printed, Never>)
    }

    /// How long after a commit the files are looked at, in seconds: the edit is served by then, and compressed.
    private static let lag: TimeInterval = 0.1
    /// How long after an error, or before the first pass is over, it is tried again.
    private static let recovery: TimeInterval = 30
    private static let longestRest: TimeInterval = 60
    private static let patience: TimeInterval = 0.2
    /// Under all commits lies a slow sweep, for what no commit tells: files that are not as they were written, and news
    /// that are none any more.
    private static let sweep: TimeInterval = 900

    package nonisolated let executor = QueueExecutor("output.printer")

    let library: Library
    let store: any Store
    let routes: any Routes
    private let publisher: Publisher
    private let logger: Logger
    private let orders: AsyncStream<Order>
    private let order: AsyncStream<Order>.Continuation
    private var pause: Alarm?
    private var sweeping: Alarm?
    private var isSweepDue = true
    /// How long the last round took: so long the next one waits at least.
    private var rest: TimeInterval = 0
    /// What was written the last time.
    private var state = ""
    private var folder: OutputFolder?
    /// How it is with the folder that the site's definition names; nil where it names none.
    package private(set) var printed: Printed?

    package init(
        library: Library,
        routes: any Routes,
        store: any Store,
        publisher: Publisher,
        logger: Logger
    ) {
        self.library = library
        self.routes = routes
        self.store = store
        self.publisher = publisher
        self.logger = logger
        (orders, order) = AsyncStream.makeStream(of: Order.self)
    }

    /// Follows the store's commits until the task is cancelled.
    package func run() async {
        let commits = store.editions()
        stir(after: 0)
        await withDiscardingTaskGroup { group in
            group.addTask { for await _ in commits { await self.stir() } }
            for await order in orders {
                switch order {
                case .look: await follow()
                case .print(let folder, let continuation):
                    continuation.resume(returning: await write(into: folder, follows: false))
                }
            }
            group.cancelAll()
        }
    }

    /// Writes the site into a folder at once, after what was asked for before.
    package func print(into folder: String) async -> Printed {
        await withCheckedContinuation { continuation in
            guard case .terminated = order.yield(.print(folder, continuation)) else { return }
            var printed = Printed(folder: folder)
            printed.problems = [Problem(file: folder, message: "not written: we are stopping")]
            continuation.resume(returning: printed)
        }
    }

    private func stir() { stir(after: max(Self.lag, rest)) }

    /// One that is set is left alone: commits may come so fast that it would never ring.
    private func stir(after seconds: TimeInterval) {
        guard pause == nil else { return }
        pause = Alarm(after: seconds, for: self) { printer in
            printer.pause = nil
            printer.order.yield(.look)
        }
    }

    /// Writes what has changed into the folder that the definition names.
    private func follow() async {
        guard let output = await publisher.site.output else {
            (folder, printed, state) = (nil, nil, "")
            return
        }
        // What is not published yet has not gone.
        guard await publisher.isReady else { return stir(after: Self.patience) }
        if folder?.path != output { (folder, isSweepDue) = (nil, true) }
        guard let now = try? await library.state(), isSweepDue || now != state else { return }
        let before = printed?.problems ?? []
        let began = Date()
        let done = await write(into: output, follows: true)
        rest = min(max(Date().timeIntervalSince(began), 0), Self.longestRest)
        printed = done
        state = done.problems.contains { $0.severity == .error } ? "" : now
        if state.isEmpty { stir(after: Self.recovery) }
        sweeping = Alarm(after: Self.sweep, for: self) { printer in
            printer.isSweepDue = true
            printer.stir(after: 0)
        }
        for problem in done.problems where !before.contains(problem) {
            logger.error("output not written", metadata: ["problem": "\(problem)"])
        }
        if done.written + done.removed > 0 {
            logger.info(
                "output written",
                metadata: ["folder": "\(output)", "written": "\(done.written)", "removed": "\(done.removed)"]
            )
        }
    }

    /// Writes the site into a folder; the one that is followed stays open, and is known.
    private func write(into path: String, follows: Bool) async -> Printed {
        var printed = Printed(folder: path)
        do {
            if let reason = await publisher.site.reasonAgainst(output: path) {
                throw Problem(file: path, message: reason)
            }
            let output = try open(path, follows: follows)
            output.beginRound()
            if isSweepDue || output !== folder { output.verify() }
            if output === folder { isSweepDue = false }
            defer {
                printed.written = output.written
                printed.problems += output.problems
            }
            try await fill(output, &printed)
        } catch let problem as Problem {
            printed.problems.append(problem)
            // Opened anew it is known again.
            if folder?.path == path { (folder, isSweepDue) = (nil, true) }
        } catch is CancellationError {
            printed.problems.append(Problem(file: path, message: "not written to its end: we are stopping"))
        } catch {
            printed.problems.append(Problem(file: path, message: "not written: \(error)"))
        }
        return printed
    }

    private func open(_ path: String, follows: Bool) throws(Problem) -> OutputFolder {
        if let folder, folder.path == path { return folder }
        let output = try OutputFolder(path)
        if follows { folder = output }
        return output
    }
}
