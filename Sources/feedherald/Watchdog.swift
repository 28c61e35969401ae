import Foundation
import NIOCore
import Publishing
import Reactor
import Store

/// Tells the service manager that we live, by a round through publisher, store and an event loop.
actor Watchdog: QueueActor {
    nonisolated let executor = QueueExecutor("feedherald.watchdog")

    private let publisher: Publisher
    private let store: any Store
    private let loop: any EventLoop
    private let manager: ServiceManager
    private let ticks: AsyncStream<Void>
    private let tick: AsyncStream<Void>.Continuation
    private var alarm: Alarm?

    init(publisher: Publisher, store: any Store, loop: any EventLoop, manager: ServiceManager) {
        self.publisher = publisher
        self.store = store
        self.loop = loop
        self.manager = manager
        (ticks, tick) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Feeds the manager until the task is cancelled; where nobody watches, it only waits.
    func run() async {
        setAlarm()
        for await _ in ticks {
            if await isWell() { manager.notify("WATCHDOG=1") }
            setAlarm()
        }
    }

    private func setAlarm() {
        guard let interval = manager.watchdogInterval else { return }
        alarm = Alarm(after: interval, for: self) { $0.tick.yield() }
    }

    private func isWell() async -> Bool {
        await publisher.answer()
        do {
            try await store.checkHealth()
            try await loop.submit {}.get()
            return true
        } catch {
            return false
        }
    }
}
