package import Foundation
import Glibc
import Logging
import NIOCore
import NIOHTTP1
package import NIOPosix
import NIOSSL

/// Accepts connections: every listening socket on every event loop, each loop on a descriptor of its own.
package final class Server: Sendable {
    struct Lane: Sendable {
        let loop: any EventLoop
        let table: NIOLoopBoundBox<DocumentTable>?
        let connections: NIOLoopBoundBox<Connections>
        let witness: NIOLoopBoundBox<Witness>?
        /// What connections over TLS are made with; nil where there are none.
        let context: NIOLoopBoundBox<NIOSSLContext>?
        /// The same one for all.
        let throttle: Throttle?
    }

    /// A disk that hangs in the access log's write must not hold a stop.
    private static let patienceWithLog = TimeAmount.milliseconds(700)

    private let group: MultiThreadedEventLoopGroup
    private let lanes: [Lane]
    private let shelf: Shelf?
    let routes: any Routes
    /// How long a connection may rest.
    let idle: TimeAmount
    /// For how long a stop waits for answers that are under way.
    private let patience: TimeAmount
    /// In bytes, of a request.
    let largestBody: Int
    let strict: StrictTransport?

    /// A server of the documents on a shelf, and of routes for everything else.
    ///
    /// With a notary, what is no Unix socket speaks TLS. What is answered is told the audience, and the log. `mostConnections` are open at a time on all loops: of the descriptors that a process may have, others want some.
    package init(
        group: MultiThreadedEventLoopGroup,
        shelf: Shelf?,
        routes: any Routes,
        audience: Audience? = nil,
        log: AccessLog? = nil,
        trusting proxies: TrustedProxies = TrustedProxies(),
        notary: Notary? = nil,
        strict: StrictTransport? = nil,
        throttling isThrottling: Bool = false,
        idle: TimeInterval,
        patience: TimeInterval = 7,
        largestBody: Int = 65_536,
        mostConnections: Int = 65_536
    ) {
        self.group = group
        self.largestBody = largestBody
        self.patience = .milliseconds(Int64(patience * 1_000))
        self.shelf = shelf
        self.strict = strict
        self.routes = routes
        // At least a moment, and no more than a day: a timer of no length would close what has just come.
        let idle = TimeAmount.milliseconds(Int64(min(max(idle, 0.1), 86_400) * 1_000))
        self.idle = idle
        let tables: [NIOLoopBoundBox<DocumentTable>?] = shelf.map { $0.tables } ?? []
        let contexts = notary.map { $0.contexts } ?? []
        let loops = Array(group.makeIterator())
        let share = max(1, mostConnections / max(1, Self.accepting(loops).count))
        let throttle = isThrottling ? Throttle(trusting: proxies) : nil
        lanes = loops.enumerated().map { number, loop in
            Lane(
                loop: loop,
                table: number < tables.count ? tables[number] : nil,
                connections: .makeBoxSendingValue(Connections(most: share, idle: idle), eventLoop: loop),
                witness: Self.witness(audience, log, trusting: proxies, on: loop),
                context: number < contexts.count ? contexts[number] : nil,
                throttle: throttle
            )
        }
    }

    /// Serves the listening sockets until the task is cancelled; then lets what is under way finish.
    package func run(on sockets: [ListeningSocket]) async throws {
        await shelf?.open()
        var listeners: [any Channel] = []
        for socket in sockets {
            for lane in Self.accepting(lanes) { listeners.append(try await listen(on: socket, lane)) }
        }
        for socket in sockets { socket.close() }
        let (forever, _) = AsyncStream.makeStream(of: Never.self)
        for await _ in forever {}
        for listener in listeners { try? await listener.close() }
        await drain()
        await handOver()
    }

    /// Has all counted that was answered until now, and in the access log's hands unless that hangs.
    package func handOver() async {
        var noted: [Task<Void, Never>] = []
        for lane in lanes {
            guard let witness = lane.witness else { continue }
            // A loop that is no more has handed over what it had.
            guard let tasks = try? await lane.loop.submit({ witness.value.handOver() }).get() else {
                continue
            }
            noted += [tasks.noted].compactMap(\.self)
            await tasks.counted?.value
        }
        guard let loop = lanes.first?.loop, !noted.isEmpty else { return }
        let done = loop.makePromise(of: Void.self)
        Task { [noted] in
            for task in noted { await task.value }
            done.succeed()
        }
        let timeout = loop.scheduleTask(in: Self.patienceWithLog) {}
        try? await loop.flatSubmit { done.futureResult.or(timeout.futureResult) }.get()
        timeout.cancel()
    }

    private static func witness(
        _ audience: Audience?,
        _ log: AccessLog?,
        trusting proxies: TrustedProxies,
        on loop: any EventLoop
    ) -> NIOLoopBoundBox<Witness>? {
        if audience == nil, log == nil { return nil }
        let witness = Witness(
            tally: audience.map { Tally($0, loop: loop) },
            notes: log.map { AccessNotes($0, loop: loop) },
            trusting: proxies
        )
        return .makeBoxSendingValue(witness, eventLoop: loop)
    }

    /// The loops that accept.
    ///
    /// A loop that wakes for a connection which another has just taken finds nothing, and
    /// NIO's debug builds take that for an error; so in those one loop accepts alone.
    private static func accepting<Loop>(_ loops: [Loop]) -> ArraySlice<Loop> {
        #if DEBUG
            loops.prefix(1)
        #else
            loops[...]
        #endif
    }

    private func listen(on socket: ListeningSocket, _ lane: Lane) async throws -> any Channel {
        let isSecure = lane.context != nil && socket.address != nil
        let own = dup(socket.descriptor)
        guard own >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EMFILE) }
        return try await ServerBootstrap(group: lane.loop, childGroup: lane.loop)
            .serverChannelOption(.backlog, value: 4_096)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // A request has some hundred bytes.
            .childChannelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: 2_048)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.equip(channel, lane, isSecure: isSecure) }
            }
            .withBoundSocket(own)
            .get()
    }

    /// Waits for answers that are under way, as long as a stop may: whoever is slow is cut off then.
    private func drain() async {
        await withTaskGroup { group in
            for lane in lanes {
                group.addTask {
                    let done = lane.loop.flatSubmit { lane.connections.value.finish(on: lane.loop) }
                    let timeout = lane.loop.scheduleTask(in: self.patience) {}
                    try? await lane.loop.flatSubmit { done.or(timeout.futureResult) }.get()
                    timeout.cancel()
                }
            }
            await group.waitForAll()
        }
    }
}

extension EventLoopFuture where Value == Void {
    /// Done when either of two is.
    fileprivate func or(_ other: EventLoopFuture<Void>) -> EventLoopFuture<Void> {
        let promise = eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBoundBox(false, eventLoop: eventLoop)
        for future in [self, other] {
            future.hop(to: eventLoop).whenComplete { _ in
                if !bound.value {
                    bound.value = true
                    promise.succeed()
                }
            }
        }
        return promise.futureResult
    }
}
