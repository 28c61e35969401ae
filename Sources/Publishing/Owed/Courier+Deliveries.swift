import Feeds
import Foundation
import Logging
import Outbound
import Push
import Reactor
import Store

/// Deliveries of ranges (WebSub, section 7).
extension Courier {
    /// Takes deliveries to a subscription that has ended out of the queue.
    func callBack(_ subscription: Int64) async {
        await retrySendings[subscription]?.cancel(0)
        for id in ranges.keys.sorted() {
            guard let range = ranges[id], !range.hasEnded(subscription),
                let index = range.claim.subscriptions.firstIndex(where: { $0.id == subscription })
            else { continue }
            await range.sending?.cancel(index)
            await finish([(subscription, .delivered)], of: id)
        }
    }

    func deliver(_ claim: FanoutClaim) async {
        guard let letter = await letter(for: claim.key, since: claim.since, to: claim.subscriptions) else {
            ranges[claim.id] = nil
            wakeUp.yield()
            return
        }
        var claim = claim
        claim.version = letter.version
        let (subscriptions, since, key) = (claim.subscriptions, claim.since, key)
        // Each is signed when its turn has come: the first does not wait for 255 others.
        let sending = await client.send(to: subscriptions.map(\.callback)) {
            letter.call(to: subscriptions[$0], since: since, with: key)
        }
        ranges[claim.id]?.begin(claim, sending)
        // Whose leaving was confirmed a moment ago is not sent anything any more.
        for (index, subscription) in claim.subscriptions.enumerated()
        where ranges[claim.id]?.hasEnded(subscription.id) == true {
            await sending.cancel(index)
        }
        watchForSlowness()
        for await batch in sending.finished {
            let ended = batch.map { one in
                let subscription = claim.subscriptions[one.index]
                return (subscription.id, result(of: one.answer, for: subscription, after: 0))
            }
            await finish(ended, of: claim.id)
            if isFull, deliveriesUnderWay <= Self.mostDeliveries - claim.subscriptions.count {
                isFull = false
                wakeUp.yield()
            }
        }
        wakeUp.yield()
    }

    /// How many deliveries wait or are under way within ranges.
    var deliveriesUnderWay: Int { ranges.values.reduce(0) { $0 + $1.outstandingCount } }

    /// Notes how deliveries of a range ended; the last one ends the range.
    func finish(_ ended: [(subscription: Int64, result: DeliveryResult)], of range: Int64) async {
        for (retry, result) in ranges[range]?.note(ended) ?? [] {
            do {
                try await store.finish(retry, result: result, at: Date())
            } catch {
                logger.error("delivery not written down", metadata: ["error": "\(error)"])
            }
            if ranges[range]?.isOver == true { ranges[range] = nil }
            wakeUp.yield()
        }
        await endIfComplete(range)
    }

    func endIfComplete(_ id: Int64) async {
        guard ranges[id]?.isComplete == true, let range = ranges[id] else { return }
        ranges[id]?.isFinished = true
        do {
            try await store.finish(range.claim, results: range.results, at: Date())
            logger.debug(
                "range delivered",
                metadata: ["feed": "\(range.claim.key.feed)", "count": "\(range.results.count)"]
            )
        } catch {
            logger.error("range not written down", metadata: ["error": "\(error)"])
        }
        if ranges[id]?.isOver == true { ranges[id] = nil }
        wakeUp.yield()
    }
}
