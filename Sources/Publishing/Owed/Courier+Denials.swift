import Foundation
import Logging
import Outbound
import Push
import Store

/// Notices that a subscription is refused or has ended (WebSub, section 5.2).
extension Courier {
    private static let mostDenials = 256

    func takeUpDenials(at now: Date, in group: inout DiscardingTaskGroup) async throws {
        guard denials == 0 else { return }
        let claims = try await store.claimDenials(at: now, limit: Self.mostDenials)
        if claims.isEmpty { return }
        denials = claims.count
        group.addTask { await self.deny(claims) }
    }

    func deny(_ claims: [DenialClaim]) async {
        let calls = claims.map { claim in
            let denial = Denial(topic: claim.topic, callback: claim.callback, reason: claim.reason)
            return HTTPCall(.get, url: denial.url, timeout: 10, connectTimeout: 5, maximumAnswer: 4_096)
        }
        for await batch in await client.send(calls).finished {
            for one in batch { await settle(claims[one.index], one.answer) }
        }
        denials = 0
        wakeUp.yield()
    }

    /// Whoever answers has heard it, whatever the answer; whoever does not is told again after 10 s and a minute.
    func settle(_ claim: DenialClaim, _ answer: HTTPAnswer) async {
        var due: Date?
        if case .unreachable = answer {
            let waits: [TimeInterval] = [10, 60]
            due = claim.attempt < waits.count ? Date() + waits[claim.attempt] : nil
        }
        do {
            try await store.finish(claim, again: due)
        } catch {
            logger.error("denial not written down", metadata: ["error": "\(error)"])
        }
    }
}
