import Feeds
import Foundation
import Logging
import Outbound
import Push
import Reactor
import Store

/// Deliveries that take long leave their ranges, so that these can finish.
extension Courier {
    func watchForSlowness() {
        // One that is set is left alone: ranges may begin so often that it would never ring.
        guard slowAlarm == nil else { return }
        slowAlarm = Alarm(after: Self.slowness, for: self) { courier in
            Task { await courier.detachSlow() }
        }
    }

    /// Lets ranges finish without the deliveries that take long.
    func detachSlow() async {
        slowAlarm = nil
        let now = Date()
        for id in ranges.keys.sorted() {
            // Read now: while another range's rows were written, deliveries of this one may have ended.
            guard let range = ranges[id], !range.isFinished, !range.isDetaching,
                now.timeIntervalSince(range.began) >= Self.slowness, !range.outstanding.isEmpty
            else { continue }
            ranges[id]?.isDetaching = true
            var ended: [(RetryClaim, DeliveryResult)] = []
            do {
                ended =
                    ranges[id]?.detach(try await store.detach(range.outstanding, of: range.claim, at: now))
                    ?? []
            } catch {
                ranges[id]?.keepAll()
                logger.error("slow deliveries not written down", metadata: ["error": "\(error)"])
            }
            for (retry, result) in ended {
                do {
                    try await store.finish(retry, result: result, at: Date())
                } catch {
                    logger.error("delivery not written down", metadata: ["error": "\(error)"])
                }
            }
            await endIfComplete(id)
        }
        if ranges.values.contains(where: { !$0.isFinished }) { watchForSlowness() }
    }
}
