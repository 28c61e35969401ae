import Foundation
package import Logging
package import Outbound
package import Reactor
package import Store

/// Asks far ends how long their files are, where the author does not say it: once, by HEAD, and never by a download.
///
/// A document is made without the length meanwhile, and made anew when it is known. Who does not answer is asked again
/// later, not at each pass.
package actor Enquirer: QueueActor {
    package nonisolated let executor = QueueExecutor("publishing.enquirer")

    /// How long after each failure it asks again, in seconds; then always the last.
    private static let waits: [TimeInterval] = [3_600, 21_600, 86_400, 604_800]
    /// The trackers that count podcasts' downloads lead from one to the next.
    private static let mostRedirects = 5
    private static let atOnce = 16

    private let store: any Store
    private let client: HTTPClient
    private let publisher: Publisher
    private let logger: Logger
    private let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation
    private let answers: AsyncStream<Void>
    private let answered: AsyncStream<Void>.Continuation
    private var alarm: Alarm?
    private var resting: Alarm?
    private var gathering: Alarm?

    package init(store: any Store, client: HTTPClient, publisher: Publisher, logger: Logger) {
        self.store = store
        self.client = client
        self.publisher = publisher
        self.logger = logger
        (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (answers, answered) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Works until the task is cancelled.
    package func run() async {
        let commits = store.editions()
        let (bell, ring, answers) = (bell, ring, answers)
        ring.yield()
        await withTaskGroup { group in
            group.addTask {
                for await _ in commits {
                    await self.rest()
                    ring.yield()
                }
            }
            group.addTask { for await _ in bell { await self.askAll() } }
            group.addTask {
                for await _ in answers {
                    await self.gather()
                    await self.publisher.takeAnswers()
                }
            }
            await group.waitForAll()
        }
    }

    /// Nobody waits for a length: those come first who wait for what a commit has brought.
    private func rest() async {
        await withCheckedContinuation { continuation in
            resting = Alarm(after: 0.3, for: self) { _ in continuation.resume() }
        }
    }

    /// Many answers come together.
    private func gather() async {
        await withCheckedContinuation { continuation in
            gathering = Alarm(after: 0.2, for: self) { _ in continuation.resume() }
        }
    }

    /// Asks for everything that is due now; whether anything was.
    @discardableResult
    package func askAll() async -> Bool {
        var hasAnswers = false
        do {
            hasAnswers = try await withThrowingTaskGroup(of: RemoteMedia.self) { group in
                try await askDue(in: &group)
            }
            if hasAnswers { await publisher.takeAnswers() }
            if let moment = try await store.nextEnquiry() {
                alarm = Alarm(at: moment, for: self) { $0.ring.yield() }
            } else {
                alarm = nil
            }
        } catch {
            logger.error("lengths not asked for", metadata: ["error": "\(error)"])
        }
        return hasAnswers
    }

    /// Keeps so many questions under way: a server that hangs keeps nobody else's answer back.
    private func askDue(in group: inout ThrowingTaskGroup<RemoteMedia, any Error>) async throws -> Bool {
        var hasAnswers = false
        var asked: Set<String> = []
        while true {
            // What a stop has cut off is due still: nobody asks again.
            if !Task.isCancelled {
                let due = try await store.enquiries(at: Date(), limit: Self.atOnce + asked.count)
                for one in due where asked.count < Self.atOnce && asked.insert(one.url).inserted {
                    group.addTask { await self.ask(one) }
                }
            }
            guard let answer = try await group.next() else { return hasAnswers }
            asked.remove(answer.url)
            // A stop is nobody's answer: after it the same is asked again.
            if Task.isCancelled, answer.reason != nil { continue }
            let wait = Self.waits[min(answer.attempt, Self.waits.count) - 1]
            try await store.note(answer, again: answer.length == nil ? Date() + wait : nil)
            log(answer)
            hasAnswers = true
            answered.yield()
        }
    }

    private func ask(_ media: RemoteMedia) async -> RemoteMedia {
        var answer = media
        answer.attempt += 1
        answer.reason = nil
        var url = media.url
        for _ in 0...Self.mostRedirects {
            let call = HTTPCall(.head, url: url, timeout: 20, connectTimeout: 10)
            let (outcome, description) = await client.describe(call)
            switch outcome {
            case .unreachable(let reason):
                answer.reason = reason
                return answer
            case .answered(let status, _) where (200..<300).contains(status):
                answer.length = description.length
                answer.type = description.type
                if answer.length == nil { answer.reason = "its server does not tell it" }
                return answer
            case .answered(let status, _):
                guard (300..<400).contains(status), let next = description.location else {
                    answer.reason = "its server answers \(status)"
                    return answer
                }
                url = next
            }
        }
        answer.reason = "its server leads from one address to the next without end"
        return answer
    }

    private func log(_ answer: RemoteMedia) {
        let text: Logger.Metadata = ["url": "\(answer.url.withoutQuery)"]
        if let reason = answer.reason {
            logger.notice("length not told", metadata: text.merging(["outcome": "\(reason)"]) { $1 })
        } else {
            logger.info("length told", metadata: text)
        }
    }
}
