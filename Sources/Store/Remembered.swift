import Synchronization

/// Answers that are asked for with each request, and stay right until something is written that may change them.
final class Remembered<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    private struct Memory {
        var answers: [Question: Answer] = [:]
        /// How often all was forgotten: what was read before that is not taken any more.
        var age = 0
    }

    private let memory = Mutex(Memory())
    private let most: Int

    /// Room for so many answers at most.
    init(most: Int = 1_024) {
        self.most = most
    }

    /// The answer, if need be a new one; that there is none is asked again each time.
    func answer(to question: Question, _ find: () async throws -> Answer?) async rethrows -> Answer? {
        let (known, age) = memory.withLock { ($0.answers[question], $0.age) }
        if let known { return known }
        guard let answer = try await find() else { return nil }
        memory.withLock { memory in
            guard memory.age == age else { return }
            if memory.answers.count >= most { memory.answers = [:] }
            memory.answers[question] = answer
        }
        return answer
    }

    /// To be called once what was written is seen by those who read.
    func forget() {
        memory.withLock { memory in
            memory.answers = [:]
            memory.age += 1
        }
    }
}
