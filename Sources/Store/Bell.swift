import Synchronization

/// Rings for everybody who listens, and says nothing else; a listener that is busy hears one ring for many.
final class Bell: Sendable {
    private let listeners = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])

    /// A stream of the rings from now on.
    func listen() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let number = listeners.withLock { all in
            let number = (all.keys.max() ?? 0) + 1
            all[number] = continuation
            return number
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { $0[number] = nil }
        }
        return stream
    }

    func ring() {
        for continuation in listeners.withLock({ Array($0.values) }) { continuation.yield() }
    }
}
