import Feeds
package import Foundation
import Outbound
package import Push
package import Readership
import Store

/// The rssCloud server of the site's own topics: a subscriber is asked and written down while it waits.
extension Hub {
    /// What rssCloud answers.
    package struct CloudAnswer: Equatable, Sendable {
        package var isSuccess: Bool
        package var text: String

        package init(isSuccess: Bool, text: String) {
            self.isSuccess = isSuccess
            self.text = text
        }
    }

    /// Takes a request from an address.
    package func pleaseNotify(
        _ request: CloudRequest,
        from caller: Client,
        at address: String,
        now: Date = Date()
    ) async throws -> CloudAnswer {
        if let flaw = await impatience(of: caller, at: now) {
            return CloudAnswer(isSuccess: false, text: flaw)
        }
        let callback: Callback
        do throws(Refusal) {
            callback = try request.callback(of: address)
        } catch {
            return CloudAnswer(isSuccess: false, text: error.description)
        }
        var records: [SubscriptionRecord] = []
        for topic in request.topics {
            let known = try await store.topic(topic)
            guard
                let key =
                    if let known { known } else { try await library?.view(ofTopic: topic, at: now)?.key }
            else {
                return CloudAnswer(isSuccess: false, text: "\(topic) is not a document of this site")
            }
            records.append(
                SubscriptionRecord(
                    key: key,
                    topic: topic,
                    callback: callback.description,
                    expires: now + TimeInterval(CloudRequest.lease)
                )
            )
        }
        if let address = Address(CallbackHost.of(callback.url)), !addressGuard.admits(address) {
            return CloudAnswer(isSuccess: false, text: "the address leads into a private network: \(address)")
        }
        // Each document is a question of its own.
        for _ in records {
            guard let wait = await doorkeeper?.wait(ofCallback: callback.url, at: now) else { continue }
            return CloudAnswer(
                isSuccess: false,
                text: "its host is asked too often; try again in \(wait) seconds"
            )
        }
        if let flaw = await flaw(of: callback, request) { return CloudAnswer(isSuccess: false, text: flaw) }
        let caps = doorkeeper.flatMap { $0.caps(callback: callback.url) ? $0.limits.caps : nil }
        let problems = try await store.take(records, within: caps, at: Date())
        if let problem = problems.first { return CloudAnswer(isSuccess: false, text: problem) }
        if records.contains(where: { !$0.view.isEmpty }) { await library?.ring() }
        return CloudAnswer(
            isSuccess: true,
            text: "You will be told when it changes, for 25 hours: ask again each day."
        )
    }

    /// Has the feed looked at whose document this is.
    package func ping(_ url: String, from caller: Client, at now: Date = Date()) async throws -> CloudAnswer {
        if let flaw = await impatience(of: caller, at: now) {
            return CloudAnswer(isSuccess: false, text: flaw)
        }
        guard let feed = try await feed(of: url, at: now) else {
            return CloudAnswer(isSuccess: false, text: "\(url) is not a document of this site")
        }
        await library?.look(at: feed, at: now)
        return CloudAnswer(isSuccess: true, text: "Thanks for the ping.")
    }

    /// That somebody asks too often.
    private func impatience(of caller: Client, at now: Date) async -> String? {
        await doorkeeper?.wait(of: caller, at: now).map { "you ask too often; try again in \($0) seconds" }
    }

    /// What is wrong with a callback's answers, of which there must be a good one for each document: to the question, or to
    /// a first notice where the request names no domain.
    private func flaw(of callback: Callback, _ request: CloudRequest) async -> String? {
        guard let client else { return "nobody is told anything here" }
        let questions = request.topics.map {
            CloudChallenge(callback, topic: $0, challenge: Verification.challenge())
        }
        let isAsked = request.domain != nil
        let calls = questions.map { question in
            if !isAsked { return Letter.notice(of: question.topic, to: callback) }
            return HTTPCall(.get, url: question.url, timeout: 10, connectTimeout: 5, maximumAnswer: 4_096)
        }
        let sending = await client.send(calls)
        for await batch in sending.finished {
            for one in batch {
                guard let flaw = Self.flaw(in: one.answer, to: isAsked ? questions[one.index] : nil, callback)
                else { continue }
                // One bad answer is enough: the others are not waited for.
                for index in calls.indices { await sending.cancel(index) }
                return flaw
            }
        }
        return nil
    }

    /// What is wrong with an answer; without a question, it is one to a notice.
    private static func flaw(
        in answer: HTTPAnswer,
        to question: CloudChallenge?,
        _ callback: Callback
    ) -> String? {
        switch answer {
        case .unreachable(let reason): return "\(callback.url) was not reached: \(reason)"
        case .answered(let status, let body):
            guard let question else {
                return (200..<300).contains(status) ? nil : "\(callback.url) answered \(status)"
            }
            return question.confirms(status: status, body: body)
                ? nil : "\(callback.url) did not answer with the challenge (\(status))"
        }
    }
}

extension Letter {
    /// The request that tells a callback of rssCloud that a topic has changed.
    static func notice(of topic: String, to callback: Callback) -> HTTPCall {
        let (type, body): (String, [UInt8]) =
            switch callback.form {
            case .xmlRPC(let procedure): ("text/xml", XMLRPC.Call(procedure, [.string(topic)]).bytes)
            case .rssCloud, .webSub, .webhook:
                (FormFields.contentType, Array(FormFields.encode([("url", topic)]).utf8))
            }
        return HTTPCall(
            .post,
            url: callback.url,
            headers: [("Content-Type", type)],
            body: Payload(body),
            timeout: 10,
            connectTimeout: 5,
            excess: .isCut
        )
    }
}
