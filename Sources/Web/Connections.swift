import NIOCore

/// Who holds one connection, as it is seen by those who count connections and close them.
protocol Resident: AnyObject {
    /// Whether something has been asked that is not answered.
    var isBusy: Bool { get }

    /// Lets the answer that is under way finish, and then closes.
    func finish(_ channel: any Channel)
}

/// The open connections of one event loop: no more than may be, and so that a stop can let them finish.
final class Connections {
    private struct Connection {
        var resident: any Resident
        var channel: any Channel
        /// While it is alone there.
        var lane: DocumentLane?
        /// Counted from the first one on.
        var number: Int

        /// Whether nothing has been asked that is not answered: half a question is none.
        var isResting: Bool {
            !resident.isBusy && (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 == 0
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

    /// So many ticks are as long as a connection may rest.
    static let patience = 8
    /// Counts looks at who is still there.
    private(set) var tick = 0
    private let idle: TimeAmount
    private var looks: RepeatedTask?

    init(most: Int, idle: TimeAmount) {
        self.most = most
        self.idle = idle
    }

    /// Takes a connection; where there are too many, the one that came first of those that rest is closed: it may be this.
    func insert(_ resident: any Resident, _ channel: any Channel, lane: DocumentLane? = nil) {
        count += 1
        let connection = Connection(resident: resident, channel: channel, lane: lane, number: count)
        open[ObjectIdentifier(resident)] = connection
        if lane != nil, looks == nil { beginLooking(on: channel.eventLoop) }
        guard open.count > most else { return }
        let first = open.values.lazy.filter(\.isResting).min { $0.number < $1.number }
        (first?.channel ?? channel).close(promise: nil)
    }

    func remove(_ resident: any Resident) {
        open[ObjectIdentifier(resident)] = nil
        succeedIfEmpty()
    }

    /// Codec and routes answer this one from now on, and see to its idle time.
    func leaveLane(_ handler: HTTPHandler) { open[ObjectIdentifier(handler)]?.lane = nil }

    /// One timer for all in the lane: one for each would take as much time as the answers.
    private func beginLooking(on loop: any EventLoop) {
        let bound = NIOLoopBound(self, eventLoop: loop)
        let pause = TimeAmount.nanoseconds(max(1_000_000, idle.nanoseconds / Int64(Self.patience)))
        looks = loop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { _ in bound.value.look() }
    }

    private func look() {
        tick += 1
        var isAlone = true
        for connection in open.values {
            guard let lane = connection.lane else { continue }
            isAlone = false
            lane.look(at: tick, patience: Self.patience, on: connection.channel)
        }
        if isAlone {
            looks?.cancel()
            looks = nil
        }
    }

    /// Has the connection of one resident taken by others: it is open all the while.
    func pass(on resident: any Resident, to others: () throws -> Void) rethrows {
        beginAnswer()
        remove(resident)
        defer { endAnswer() }
        try others()
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
        for connection in open.values { connection.resident.finish(connection.channel) }
        return promise.futureResult
    }
}
