import Feeds
import Foundation
import Logging
import Outbound
import Push
import Reactor
import Store

/// Pings to the hubs of others.
extension Courier {
    func send(_ ping: PingClaim) async {
        let call = HTTPCall(
            .post,
            url: ping.hub,
            headers: [("Content-Type", FormFields.contentType)],
            body: Payload(Ping(topic: ping.topic).body)
        )
        let outcome =
            switch await client.send(call) {
            case .answered(let status, _): Outcome(status: status)
            case .unreachable(let reason): Outcome.unreachable(reason: reason)
            }
        // A ping only says "look": after five failures the next edition's will do.
        let isOver = outcome == .accepted || outcome == .gone || ping.attempt >= 5
        let due = isOver ? nil : schedule.due(after: ping.attempt + 1, at: Date(), jitter: .random(in: 0...1))
        do {
            try await store.finish(ping, again: due)
        } catch {
            logger.error("ping not written down", metadata: ["error": "\(error)"])
        }
        if outcome == .accepted {
            logger.info("hub pinged", metadata: ["hub": "\(ping.hub)", "topic": "\(ping.topic)"])
        } else {
            logger.warning("ping failed", metadata: ["hub": "\(ping.hub)", "outcome": "\(outcome)"])
        }
        pings -= 1
        wakeUp.yield()
    }
}
