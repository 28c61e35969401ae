import Feeds
import Foundation
import Logging
import Outbound
import Push
import Reactor
import Store

/// Pings to the hubs of others, to services that list what is new, and to search engines.
extension Courier {
    /// Of each service one is under way, so none waits for another.
    static let mostPings = 64

    func send(_ ping: PingClaim) async {
        let service = PingService(ping.hub)
        let outcome: Outcome
        if let call = await call(for: ping, to: service) {
            outcome =
                switch await client.send(call) {
                case .answered(let status, let body): Self.outcome(of: service, status, body)
                case .unreachable(let reason): .unreachable(reason: reason)
                }
        } else {
            // There is nothing to tell.
            outcome = .accepted
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
            logger.info("service pinged", metadata: ["service": "\(service.url)", "topic": "\(ping.topic)"])
        } else {
            logger.warning("ping failed", metadata: ["service": "\(service.url)", "outcome": "\(outcome)"])
        }
        pings -= 1
        wakeUp.yield()
    }

    private static func outcome(of service: PingService, _ status: Int, _ body: [UInt8]) -> Outcome {
        let outcome = Outcome(status: status)
        switch service.way {
        case .hub, .indexNow: return outcome
        case .weblogUpdates, .extendedPing:
            guard outcome == .accepted, let complaint = WeblogPing.complaint(in: body) else { return outcome }
            return .unreachable(reason: complaint)
        }
    }

    /// What a service is sent; nil where there is nothing to say to it.
    private func call(for ping: PingClaim, to service: PingService) async -> HTTPCall? {
        func call(_ type: String, _ body: [UInt8]) -> HTTPCall {
            HTTPCall(
                .post,
                url: service.url,
                headers: [("Content-Type", type)],
                body: Payload(body),
                timeout: 10,
                connectTimeout: 5,
                excess: .isCut
            )
        }
        if service.way == .hub { return call(FormFields.contentType, Ping(topic: ping.topic).body) }
        guard let news = await news(of: ping) else { return nil }
        let weblog = WeblogPing(name: news.title, page: news.page, feed: ping.topic)
        switch service.way {
        case .hub: return nil
        case .weblogUpdates: return weblog.map { call("text/xml", $0.call.bytes) }
        case .extendedPing: return weblog.map { call("text/xml", $0.extendedCall.bytes) }
        case .indexNow(let key):
            return news.submission(under: key).map { call("application/json; charset=utf-8", $0) }
        }
    }

    /// What has changed in the feed whose RSS document the ping is of.
    private func news(of ping: PingClaim) async -> FeedNews? {
        do {
            guard let topic = try await store.topic(ping.topic) else { return nil }
            let key = FeedDocument.Key(feed: topic.feed, format: .json)
            guard let document = try await store.document(key) else { return nil }
            return FeedNews(document, changes: try await store.changes(of: key, since: ping.since))
        } catch {
            logger.error("document not read", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
