import Feeds
import Foundation
import Logging
import Push
import Store

/// What is sent: the newest document, or what of it is new to those whom it is for.
extension Courier {
    /// What these subscribers are sent, all of whom had the document when it had this version.
    func letter(
        for key: FeedDocument.Key,
        since version: Int64,
        to subscriptions: [Subscription]
    ) async -> Letter? {
        do {
            guard let document = try await store.document(key) else { return nil }
            let policy = try await store.policy(of: key.feed)
            let formats = subscriptions.reduce(into: Set<Webhook.Format>()) { formats, subscription in
                if case .webhook(let format) = subscription.target.form { formats.insert(format) }
            }
            let since = policy.extent == .changed || !formats.isEmpty ? version : nil
            if let lastLetter, lastLetter.key == key, lastLetter.version == document.version,
                lastLetter.since == since, lastLetter.policy == policy,
                formats.isSubset(of: lastLetter.events.keys)
            {
                return lastLetter
            }
            var letter = Letter(document, since: since, policy: policy)
            if policy.extent == .changed, let part = try await store.document(key, changedSince: version) {
                letter = Letter(part, since: since, policy: policy)
            }
            if !formats.isEmpty {
                let event = FeedEvent(document, changes: try await store.changes(of: key, since: version))
                for format in formats { letter.events[format] = event.payload(format) }
            }
            lastLetter = letter
            return letter
        } catch {
            logger.error("document not read", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// How long a webhook's receiver may fail without a break, in seconds.
    private static let patience: TimeInterval = 432_000

    /// What becomes of a delivery to a receiver without a lease, which nothing else would end: after five days of failures
    /// it waits until somebody takes it up again.
    func paused(_ result: DeliveryResult, of retry: RetryClaim) -> DeliveryResult {
        guard case .webhook = retry.subscription.target.form,
            case .failed(let attempt, _, let reason) = result,
            let failing = retry.failing, Date().timeIntervalSince(failing) >= Self.patience
        else { return result }
        logger.warning(
            "webhook paused",
            metadata: ["callback": "\(retry.subscription.callback.withoutQuery)", "outcome": "\(reason)"]
        )
        return .failed(attempt: attempt, due: .distantFuture, reason: reason)
    }
}
