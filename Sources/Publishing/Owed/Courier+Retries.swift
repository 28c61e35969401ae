import Feeds
import Foundation
import Logging
import Outbound
import Push
import Reactor
import Store

/// Deliveries to one subscription, after a failure; and what becomes of any delivery.
extension Courier {
    /// Whoever failed so often in a row is not waited for at the place of others.
    private static let failuresOfTheSlow = 2

    func deliver(_ retry: RetryClaim) async {
        var retry = retry
        if let letter = await letter(
            for: retry.subscription.key,
            since: retry.since,
            to: [retry.subscription]
        ) {
            retry.version = letter.version
            var call = letter.call(to: retry.subscription, since: retry.since, with: key)
            call.isKnownToBeSlow = retry.attempt >= Self.failuresOfTheSlow
            let sending = await client.send([call])
            retrySendings[retry.subscription.id] = sending
            for await one in sending.finished.compactMap(\.first) {
                let result = paused(
                    result(of: one.answer, for: retry.subscription, after: retry.attempt),
                    of: retry
                )
                do {
                    try await store.finish(retry, result: result, at: Date())
                } catch {
                    logger.error("delivery not written down", metadata: ["error": "\(error)"])
                }
            }
            retrySendings[retry.subscription.id] = nil
        }
        retries -= 1
        wakeUp.yield()
    }

    /// What becomes of a delivery after its answer, and after so many failures before.
    func result(of answer: HTTPAnswer, for subscription: Subscription, after failures: Int)
        -> DeliveryResult
    {
        let outcome =
            switch answer {
            case .answered(let status, _): Outcome(status: status)
            case .unreachable(let reason): Outcome.unreachable(reason: reason)
            }
        let reason: String
        switch outcome {
        case .accepted: return .delivered
        case .gone:
            logger.notice(
                "subscription ended by 410",
                metadata: ["callback": "\(subscription.callback.withoutQuery)"]
            )
            return .gone
        case .refused(let status): reason = "answered \(status)"
        case .unreachable(let why): reason = why
        }
        logger.info(
            "delivery failed",
            metadata: [
                "callback": "\(subscription.callback.withoutQuery)", "outcome": "\(reason)",
                "attempt": "\(failures + 1)",
            ]
        )
        let now = Date()
        let due =
            schedule.due(after: failures + 1, at: now, jitter: .random(in: 0...1)) ?? subscription.expires
        return .failed(attempt: failures + 1, due: due, reason: reason)
    }
}
