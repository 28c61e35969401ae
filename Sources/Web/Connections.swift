import NIOCore

/// The open connections of one event loop, so that a stop can let them finish.
final class Connections {
    private var open: [ObjectIdentifier: (handler: HTTPHandler, channel: any Channel)] = [:]
    /// How many answers are being made: also those whose connection has gone come back to this loop.
    private var answers = 0
    private var emptied: EventLoopPromise<Void>?
    /// Whether no further request is to be taken up.
    private(set) var isFinishing = false

    func insert(_ handler: HTTPHandler, _ channel: any Channel) {
        open[ObjectIdentifier(handler)] = (handler, channel)
    }

    func remove(_ handler: HTTPHandler) {
        open[ObjectIdentifier(handler)] = nil
        succeedIfEmpty()
    }

    func beginAnswer() { answers += 1 }

    func endAnswer() {
        answers -= 1
        succeedIfEmpty()
    }

    private func succeedIfEmpty() {
        if open.isEmpty, answers == 0 { emptied?.succeed() }
    }

    /// Closes idle connections now and busy ones after their answers; fulfilled when neither is left.
    func finish(on loop: any EventLoop) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        emptied = promise
        isFinishing = true
        succeedIfEmpty()
        for (handler, channel) in open.values { handler.finish(channel) }
        return promise.futureResult
    }
}
