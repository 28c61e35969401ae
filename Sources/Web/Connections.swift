import NIOCore

/// The open connections of one event loop: no more than may be, and so that a stop can let them finish.
final class Connections {
    private struct Connection {
        var handler: HTTPHandler
        var channel: any Channel
        /// Counted from the first one on.
        var number: Int

        /// Whether nothing has been asked that is not answered: half a question is none.
        var isResting: Bool {
            !handler.isBusy && (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 == 0
        }
    }

    private var open: [ObjectIdentifier: Connection] = [:]
    /// How many may be open at a time.
    private let most: Int
    private var count = 0
    /// How many answers are being made: also those whose connection has gone come back to this loop.
    private var answers = 0
    private var emptied: EventLoopPromise<Void>?
    /// Whether no further request is to be taken up.
    private(set) var isFinishing = false

    init(most: Int) {
        self.most = most
    }

    /// Takes a connection; where there are too many, the one that came first of those that rest is closed: it may be this.
    func insert(_ handler: HTTPHandler, _ channel: any Channel) {
        count += 1
        open[ObjectIdentifier(handler)] = Connection(handler: handler, channel: channel, number: count)
        guard open.count > most else { return }
        let first = open.values.lazy.filter(\.isResting).min { $0.number < $1.number }
        (first?.channel ?? channel).close(promise: nil)
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
        for connection in open.values { connection.handler.finish(connection.channel) }
        return promise.futureResult
    }
}
