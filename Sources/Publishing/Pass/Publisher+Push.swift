import Feeds
import Foundation
import Logging
import Push
import Store

/// What the definitions say of push, for hub and courier, which read it in the store.
extension Publisher {
    /// Writes it down where it is new; a receiver of a feed that has no document yet waits for its first edition.
    func definePush(at now: Date) async {
        guard isPushDue else { return }
        do {
            var policies = ["": definitions.definition.push.policy]
            for feed in definitions.feeds { policies[feed.name] = feed.push }
            let receivers = try await receivers()
            try await store.define(policies, receivers: receivers?.records, at: now)
            isPushDue = receivers?.isComplete == false
        } catch {
            logger.error("definitions of push not written down", metadata: ["error": "\(error)"])
        }
    }

    /// The receivers whom the definitions name, and whether these are all; nil where there is no key for their secrets.
    private func receivers() async throws -> (records: [SubscriptionRecord], isComplete: Bool)? {
        guard let key = settings.key else { return nil }
        let feeds = definitions.feeds.filter { !$0.webhooks.isEmpty }
        if feeds.isEmpty { return ([], true) }
        let documents = try await store.documentHeads().filter { $0.key.format == .json }
        var records: [SubscriptionRecord] = []
        var isComplete = true
        for feed in feeds {
            guard let document = documents.first(where: { $0.key.feed == feed.name }) else {
                isComplete = false
                continue
            }
            records += try feed.webhooks.map { webhook in
                let secret = try webhook.secret.map {
                    try SealedSecret(
                        sealing: $0,
                        callback: webhook.callback,
                        topic: document.selfLink,
                        with: key
                    )
                }
                return SubscriptionRecord(
                    key: document.key,
                    topic: document.selfLink,
                    callback: webhook.callback,
                    secret: secret.map { Data($0.bytes) },
                    expires: nil
                )
            }
        }
        return (records, isComplete)
    }
}
