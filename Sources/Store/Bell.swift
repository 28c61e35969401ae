import Synchronization

/// Rings for everybody who listens, and says nothing else; a listener that is busy hears one ring for many.
final class Bell: Sendable {
    /// Who hears a ring.
    enum Reach: Sendable {
        case everybody
        /// Whoever looks after what is owed: documents and articles are as they were.
        case couriers
    }

    private struct Listener {
        let continuation: AsyncStream<Void>.Continuation
        let hearsAll: Bool
    }

    private let listeners = Mutex<[Int: Listener]>([:])

    /// A stream of the rings from now on: all of them, or those alone that everybody hears.
    func listen(toAll hearsAll: Bool) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let number = listeners.withLock { all in
            let number = (all.keys.max() ?? 0) + 1
            all[number] = Listener(continuation: continuation, hearsAll: hearsAll)
            return number
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { $0[number] = nil }
        }
        return stream
    }

    func ring(for reach: Reach = .everybody) {
        for listener in listeners.withLock({ Array($0.values) })
        where reach == .everybody || listener.hearsAll {
            listener.continuation.yield()
        }
    }
}
