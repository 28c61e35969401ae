import Foundation
import Reactor
import Testing

/// Counts what rings, on its own queue.
private actor Sleeper: QueueActor {
    nonisolated let executor = QueueExecutor("reactor.tests")
    private var alarm: Alarm?
    private(set) var rings: [Date] = []
    private(set) var isOnQueue = true

    func setAlarm(at date: Date) {
        alarm = Alarm(at: date, for: self) { $0.ring() }
    }

    func setAlarm(after seconds: TimeInterval) {
        alarm = Alarm(after: seconds, for: self) { $0.ring() }
    }

    func dropAlarm() {
        alarm = nil
    }

    private func ring() {
        executor.checkIsolated()
        rings.append(Date())
    }
}

@Suite struct `An alarm` {
    private let sleeper = Sleeper()

    @Test func `rings once at its date, not before`() async throws {
        let date = Date() + 0.1
        await sleeper.setAlarm(at: date)
        try await Task.sleep(for: .milliseconds(300))
        let rings = await sleeper.rings
        #expect(rings.count == 1)
        #expect(rings.allSatisfy { $0 >= date && $0 < date + 0.1 })
    }

    @Test func `rings at once for a date that has passed`() async throws {
        await sleeper.setAlarm(at: Date(timeIntervalSince1970: -5.5))
        try await Task.sleep(for: .milliseconds(100))
        #expect(await sleeper.rings.count == 1)
    }

    // The year 2600 in nanoseconds does not fit into 64 bits.
    @Test(arguments: [16_725_225_600, 19_880_899_200, 40_000_000_000, 253_402_300_799, 1e18, Double.infinity])
    func `does not ring for a date beyond the clock's reach`(_ seconds: TimeInterval) async throws {
        await sleeper.setAlarm(at: Date(timeIntervalSince1970: seconds))
        try await Task.sleep(for: .milliseconds(50))
        #expect(await sleeper.rings == [])
    }

    @Test func `rings once after seconds`() async throws {
        await sleeper.setAlarm(after: 0.05)
        try await Task.sleep(for: .milliseconds(200))
        #expect(await sleeper.rings.count == 1)
    }

    @Test func `is cancelled by letting go of it`() async throws {
        await sleeper.setAlarm(after: 0.05)
        await sleeper.dropAlarm()
        try await Task.sleep(for: .milliseconds(150))
        #expect(await sleeper.rings == [])
    }

    @Test func `is set anew by another`() async throws {
        await sleeper.setAlarm(after: 0.05)
        await sleeper.setAlarm(after: 0.1)
        try await Task.sleep(for: .milliseconds(250))
        #expect(await sleeper.rings.count == 1)
    }
}
