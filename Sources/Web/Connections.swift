import NIOCore

/// The open connections of one event loop, so that a stop can let them finish.
final class Connections {
    private var open: [ObjectIdentifier: (handler: HTTPHandler, channel: any Channel)] = [:]
    private var emptied: EventLoopPromise<Void>?
    /// Whether no further request is to be taken up.
    private(set) var isFinishing = false

    func insert(_ handler: HTTPHandler, _ channel: any Channel) {
        open[ObjectIdentifier(handler)] = (handler, channel)
    }

    func remove(_ handler: HTTPHandler) {
        open[ObjectIdentifier(handler)] = nil
        if open.isEmpty { emptied?.succeed() }
    }

    /// Closes idle connections now and busy ones after their answers; fulfilled when none is left.
    func finish(on loop: any EventLoop) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        emptied = promise
        isFinishing = true
        if open.isEmpty { promise.succeed() }
        for (handler, channel) in open.values { handler.finish(channel) }
        return promise.futureResult
    }
}
