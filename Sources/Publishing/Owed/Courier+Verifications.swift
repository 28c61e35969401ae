import Feeds
import Foundation
import Logging
import Outbound
import Push
import Reactor
import Store

/// Verification of intent (WebSub, section 5.3).
extension Courier {
    func takeUpVerifications(at now: Date, in group: inout DiscardingTaskGroup) async throws {
        guard verifications <= Self.mostVerifications / 2 else { return }
        let claims = try await store.claimVerifications(
            at: now,
            limit: Self.mostVerifications - verifications
        )
        if claims.isEmpty { return }
        verifications += claims.count
        group.addTask { await self.verify(claims) }
    }

    func verify(_ claims: [PendingVerification]) async {
        let questions = claims.map {
            Verification(
                $0.mode,
                topic: $0.topic,
                callback: $0.callback,
                leaseSeconds: $0.lease,
                challenge: Verification.challenge()
            )
        }
        let calls = questions.map {
            // An answer without end is an answer, and the wrong one.
            HTTPCall(
                .get,
                url: $0.url,
                timeout: 10,
                connectTimeout: 5,
                maximumAnswer: 4_096,
                excess: .isCut
            )
        }
        var left = claims.count
        for await batch in await client.send(calls).finished {
            await settle(batch.map { (claims[$0.index], questions[$0.index], $0.answer) })
            left -= batch.count
            verifications -= batch.count
            wakeUp.yield()
        }
        // Those that were cut off are counted out too.
        verifications -= left
        wakeUp.yield()
    }

    private func settle(_ answered: [(PendingVerification, Verification, HTTPAnswer)]) async {
        var confirmed: [PendingVerification] = []
        await withDiscardingTaskGroup { group in
            for (claim, question, answer) in answered {
                if case .answered(let status, let body) = answer,
                    question.confirms(status: status, body: body)
                {
                    confirmed.append(claim)
                } else {
                    group.addTask { await self.postpone(claim, answer) }
                }
            }
        }
        if !confirmed.isEmpty { await confirm(confirmed) }
    }

    private func confirm(_ claims: [PendingVerification]) async {
        do {
            let ids = try await store.confirm(claims, at: Date())
            for (claim, id) in zip(claims, ids) {
                if claim.mode == .unsubscribe, let id { await callBack(id) }
                logger.info(
                    "subscription confirmed",
                    metadata: [
                        "mode": "\(claim.mode.rawValue)", "topic": "\(claim.topic)",
                        "callback": "\(claim.callback.withoutQuery)",
                    ]
                )
            }
        } catch {
            logger.error("verifications not written down", metadata: ["error": "\(error)"])
        }
    }

    private func postpone(_ claim: PendingVerification, _ answer: HTTPAnswer) async {
        do {
            switch answer {
            case .answered(let status, _):
                try await store.postpone(claim, until: nil)
                logger.notice(
                    "subscription not confirmed",
                    metadata: ["callback": "\(claim.callback.withoutQuery)", "status": "\(status)"]
                )
            case .unreachable(let reason):
                // One who asks may not listen yet: asked again after 10 s and a minute, then no more.
                let waits: [TimeInterval] = [10, 60]
                let due = claim.attempt < waits.count ? Date() + waits[claim.attempt] : nil
                try await store.postpone(claim, until: due)
                logger.notice(
                    "subscription not confirmed",
                    metadata: ["callback": "\(claim.callback.withoutQuery)", "outcome": "\(reason)"]
                )
            }
        } catch {
            logger.error("verification not written down", metadata: ["error": "\(error)"])
        }
    }
}
