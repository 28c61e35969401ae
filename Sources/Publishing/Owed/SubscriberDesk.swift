import Feeds
package import Foundation
import Outbound
package import Push
package import Store

/// What an operator asks about subscribers and what they are owed.
package enum DeskRequest: Codable, Sendable {
    /// Subscriptions in the order of their ids, so many behind one.
    case subscribers(after: Int64, limit: Int, onlyOwed: Bool)
    case remove([Int64])
    /// Subscriptions of another store, with the key that their secrets are sealed with there; nil where it is the same.
    case take([SubscriptionRecord], key: Data?)
    case add(Receiver)
    case owed
    case retry([Int64]?, since: Date?)
    case drop([Int64]?, pings: [Int64])

    /// A receiver of webhooks.
    package struct Receiver: Codable, Sendable {
        package var url: String
        package var feed: String
        package var format: Webhook.Format
        /// Nil where one is to be made.
        package var secret: String?

        package init(url: String, feed: String, format: Webhook.Format, secret: String?) {
            self.url = url
            self.feed = feed
            self.format = format
            self.secret = secret
        }
    }
}

/// What an operator is answered.
package struct DeskAnswer: Codable, Equatable, Sendable {
    package var subscribers: [SubscriptionRecord] = []
    package var ranges: [OwedRange] = []
    package var pings: [OwedPing] = []
    /// How many were affected.
    package var count = 0
    /// The secret of a receiver, told once.
    package var secret: String?
    /// Why nothing was done.
    package var problems: [String] = []

    package init() {}
}

/// Where operators look after subscribers, in the daemon or without one.
package struct SubscriberDesk: Sendable {
    private let store: any Store
    private let key: SecretKey

    package init(store: any Store, key: SecretKey) {
        self.store = store
        self.key = key
    }

    package func carryOut(_ request: DeskRequest, at now: Date = Date()) async throws -> DeskAnswer {
        var answer = DeskAnswer()
        switch request {
        case .subscribers(let id, let limit, let isOwed):
            answer.subscribers = try await store.subscriptions(after: id, limit: limit, onlyOwed: isOwed)
        case .remove(let ids):
            answer.count = try await store.remove(ids, reason: "removed by the operator", at: now)
        case .take(let records, let key):
            let sealed = resealed(records, from: key)
            answer.problems = sealed.problems
            if answer.problems.isEmpty {
                answer.problems = try await store.take(sealed.records, within: nil, at: now)
            }
            if answer.problems.isEmpty { answer.count = records.count }
        case .add(let receiver): answer = try await add(receiver, at: now)
        case .owed:
            answer.subscribers = try await store.subscriptions(after: 0, limit: 1_000, onlyOwed: true)
            answer.ranges = try await store.owedRanges()
            answer.pings = try await store.owedPings()
        case .retry(let ids, let moment):
            answer.count = try await store.retry(ids, since: moment, at: now)
        case .drop(let ids, let pings): answer.count = try await store.drop(ids, pings: pings)
        }
        return answer
    }

    /// The records with their secrets sealed by our key, and those of them that cannot be opened.
    private func resealed(_ records: [SubscriptionRecord], from other: Data?)
        -> (records: [SubscriptionRecord], problems: [String])
    {
        let theirs = other.flatMap { SecretKey(bytes: Array($0)) } ?? key
        var problems: Set<String> = []
        let records = records.map { record in
            var record = record
            do throws(SealedSecret.Unreadable) {
                guard let secret = record.secret else { return record }
                let text = try SealedSecret(bytes: Array(secret)).opened(
                    callback: record.callback,
                    topic: record.topic,
                    with: theirs
                )
                let sealed = try SealedSecret(
                    sealing: text,
                    callback: record.callback,
                    topic: record.topic,
                    with: key
                )
                record.secret = Data(sealed.bytes)
            } catch {
                problems.insert(
                    "subscribers' secrets cannot be opened: name the secret.key of the hub that they come from with --key"
                )
            }
            return record
        }
        return (records, problems.sorted())
    }

    private func add(_ receiver: DeskRequest.Receiver, at now: Date) async throws -> DeskAnswer {
        var answer = DeskAnswer()
        let key = FeedDocument.Key(feed: receiver.feed, format: .json)
        guard let document = try await store.documentHeads().first(where: { $0.key == key }) else {
            answer.problems = ["there is no feed \"\(receiver.feed)\" that is published"]
            return answer
        }
        if let flaw = WebAddress.flaw(of: receiver.url) {
            answer.problems = ["the webhook's URL \(flaw)"]
            return answer
        }
        let secret = receiver.format == .event ? receiver.secret ?? Webhook.newSecret() : nil
        if let secret, Webhook.key(of: secret) == nil {
            answer.problems = ["a secret is \"whsec_\" and 24 to 64 bytes in base64"]
            return answer
        }
        let callback = Callback(url: receiver.url, form: .webhook(receiver.format)).description
        let sealed = try secret.map {
            try SealedSecret(sealing: $0, callback: callback, topic: document.selfLink, with: self.key)
        }
        let record = SubscriptionRecord(
            key: key,
            topic: document.selfLink,
            callback: callback,
            secret: sealed.map { Data($0.bytes) },
            expires: nil
        )
        answer.problems = try await store.take([record], within: nil, at: now)
        if answer.problems.isEmpty {
            answer.count = 1
            answer.secret = secret
        }
        return answer
    }
}
