import Foundation
import Push
import Testing

struct RetryScheduleTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test(arguments: [
        (1, 60), (2, 300), (3, 1_800), (4, 7_200), (5, 28_800), (6, 28_800), (1_000, 28_800),
    ])
    func `a retry waits longer each time, and then as long again for ever`(attempt: Int, wait: Double) {
        #expect(RetrySchedule().due(after: attempt, at: now, jitter: 0.5) == now + wait)
    }

    @Test(arguments: [(0.0, 270.0), (0.5, 300), (1, 330), (-7, 270), (7, 330)])
    func `jitter moves a retry by a tenth at most`(jitter: Double, wait: Double) throws {
        let due = try #require(RetrySchedule().due(after: 2, at: now, jitter: jitter))
        #expect(abs(due.timeIntervalSince(now) - wait) < 0.001)
    }

    @Test func `without waits nothing is retried`() {
        #expect(RetrySchedule(waits: []).due(after: 1, at: now, jitter: 0) == nil)
    }
}
