import NIOCore
import NIOHTTP1
import Readership

/// Answers plain requests for documents from prepared bytes, alone in its pipeline.
///
/// At the first request that is not plainly simple, or not for a document, it adds codec and routes, hands its bytes on to them, and leaves.
final class DocumentLane: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// So many bytes of a request are waited for: what comes in small parts is looked at as often as it has parts.
    private static let mostHeld = 2_048

    private let table: DocumentTable
    private let connections: Connections
    private let witness: Witness?
    private let transport: Transport
    private let throttle: Throttle?
    /// Who answers what the lane does not.
    private let handler: HTTPHandler
    private let addRoutes: (ChannelPipeline.SynchronousOperations) throws -> Void
    /// The beginning of a request whose rest is still to come.
    private var held: ByteBuffer?
    private var isClosing = false
    private var peer: Client?
    /// The socket, where nothing stands between it and the lane.
    private var wire: Wire?
    /// Whether something may wait in the channel to be sent.
    private var mayQueue = false
    /// When something was read last, when the beginning that is held came, and what was still to be sent when it was looked at.
    private var lastRead = 0
    private var heldSince = 0
    private var unsent = 0

    /// `addRoutes` adds codec and handler behind the lane.
    init(
        table: DocumentTable,
        connections: Connections,
        witness: Witness?,
        transport: Transport,
        throttle: Throttle? = nil,
        handler: HTTPHandler,
        addRoutes: @escaping (ChannelPipeline.SynchronousOperations) throws -> Void
    ) {
        self.table = table
        self.connections = connections
        self.witness = witness
        self.transport = transport
        self.throttle = throttle
        self.handler = handler
        self.addRoutes = addRoutes
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // Behind a handshake the connection has long been there.
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        lastRead = connections.tick
        if !transport.isSecure { wire = Wire(context.pipeline.syncOperations) }
        connections.insert(handler, context.channel, lane: self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        connections.remove(handler)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastRead = connections.tick
        var bytes = unwrapInboundIn(data)
        if var beginning = held {
            held = nil
            beginning.writeBuffer(&bytes)
            bytes = beginning
        } else {
            heldSince = lastRead
        }
        while bytes.readableBytes > 0 {
            do {
                guard !isClosing, let length = try answer(bytes, context) else {
                    return leave(with: bytes, context)
                }
                bytes.moveReaderIndex(forwardBy: length)
                heldSince = lastRead
            } catch PlainRequest.Otherwise.partial where bytes.readableBytes < Self.mostHeld && !isClosing {
                held = bytes
                return
            } catch {
                return leave(with: bytes, context)
            }
        }
    }

    /// Nobody stands behind the lane who would hear of it.
    func channelReadComplete(context: ChannelHandlerContext) {
        if mayQueue { context.flush() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else {
            return context.fireUserInboundEventTriggered(event)
        }
        // Who says no more may still listen: what was asked whole is answered.
        context.flush()
        handler.finish(context.channel)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Looks whether anybody is still there: closes where nothing was read, and nothing taken, for so many ticks.
    ///
    /// Whoever sends no whole head for so long is told (RFC 9110, section 15.5.9).
    func look(at tick: Int, patience: Int, on channel: any Channel) {
        if isClosing { return }
        if held != nil, tick - heldSince > patience {
            isClosing = true
            let (head, body) = LaneDocument.closing(.late, at: table.second)
            channel.write(head, promise: nil)
            return channel.writeAndFlush(body).whenComplete { _ in channel.close(promise: nil) }
        }
        if tick - lastRead <= patience { return }
        let unsent = (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        if unsent > 0, unsent != self.unsent {
            self.unsent = unsent
            lastRead = tick
        } else {
            channel.close(promise: nil)
        }
    }

    /// Writes the answer to the first request, if there is one to be had here; how long that request is.
    private func answer(
        _ bytes: ByteBuffer,
        _ context: ChannelHandlerContext
    ) throws(PlainRequest.Otherwise) -> Int? {
        try bytes.withUnsafeReadableBytes { bytes throws(PlainRequest.Otherwise) in
            let request = try PlainRequest(bytes)
            let closes = request.closes || connections.isFinishing
            let second = table.second
            guard let document = table.prepared(UnsafeRawBufferPointer(rebasing: bytes[request.path])),
                let answer = document.answer(to: request, in: bytes, closing: closes, at: second)
            else { return nil }
            // The codec's side refuses it.
            if let throttle,
                throttle.wait(
                    of: request,
                    in: bytes,
                    from: peer(context),
                    for: document.subject,
                    at: second.number
                ) != nil
            {
                return nil
            }
            let head =
                transport.strict == nil ? answer.head : strict(answer.head, to: request, in: bytes, context)
            write(head, answer, isLast: request.length == bytes.count, context)
            if let witness {
                let peer = peer(context)
                let moment = second.number
                witness.saw(request, in: bytes, from: peer, about: document.subject, answer, at: moment)
            }
            if closes { close(context) }
            return request.length
        }
    }

    /// Writes an answer: straight to the socket, where nothing is to be sent before it and no answer follows at once.
    private func write(
        _ head: ByteBuffer,
        _ answer: LaneDocument.Answer,
        isLast: Bool,
        _ context: ChannelHandlerContext
    ) {
        guard isLast, let wire, !isQueued(context) else { return queue(head, answer.body, context) }
        let sent =
            if let file = answer.laid?.descriptor() {
                wire.send(head, answer.body?.readableBytes ?? 0, of: file)
            } else {
                wire.send(head, answer.body)
            }
        guard let sent else {
            isClosing = true
            return context.close(promise: nil)
        }
        let missing = head.readableBytes + (answer.body?.readableBytes ?? 0) - sent
        if missing > 0 { queue(lastBytes: missing, of: head, answer.body, context) }
    }

    /// Has the channel send what the socket did not take.
    private func queue(
        lastBytes count: Int,
        of head: ByteBuffer,
        _ body: ByteBuffer?,
        _ context: ChannelHandlerContext
    ) {
        var (head, body) = (head, body)
        let size = body?.readableBytes ?? 0
        let ofBody = min(count, size)
        let ofHead = count - ofBody
        head.moveReaderIndex(forwardBy: head.readableBytes - ofHead)
        body?.moveReaderIndex(forwardBy: size - ofBody)
        queue(head.readableBytes > 0 ? head : nil, body, context)
    }

    private func queue(_ head: ByteBuffer?, _ body: ByteBuffer?, _ context: ChannelHandlerContext) {
        mayQueue = true
        if let head { context.write(wrapOutboundOut(head), promise: nil) }
        if let body { context.write(wrapOutboundOut(body), promise: nil) }
    }

    /// Whether something waits in the channel to be sent.
    private func isQueued(_ context: ChannelHandlerContext) -> Bool {
        guard mayQueue else { return false }
        // One that does not say so may have something.
        let waiting = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        mayQueue = waiting != 0
        return mayQueue
    }

    /// A head that has browsers come over TLS, where this one is to.
    private func strict(
        _ head: ByteBuffer,
        to request: PlainRequest,
        in bytes: UnsafeRawBufferPointer,
        _ context: ChannelHandlerContext
    ) -> ByteBuffer {
        func text(_ place: Range<Int>) -> String? {
            place.isEmpty ? nil : String(decoding: bytes[place], as: UTF8.self)
        }
        guard let strict = transport.strict,
            strict.isTold(
                over: transport.isSecure,
                to: peer(context),
                proto: text(request.forwardedProto),
                forwarded: text(request.forwarded)
            )
        else { return head }
        return strict.added(to: head)
    }

    /// Closes when what was written is on its way.
    private func close(_ context: ChannelHandlerContext) {
        isClosing = true
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in
            bound.value.close(promise: nil)
        }
    }

    private func peer(_ context: ChannelHandlerContext) -> Client {
        if let peer { return peer }
        let client = Client(context.remoteAddress)
        peer = client
        return client
    }

    private func leave(with bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        if isClosing { return }
        context.flush()
        connections.leaveLane(handler)
        do {
            try addRoutes(context.pipeline.syncOperations)
        } catch {
            return context.close(promise: nil)
        }
        context.fireChannelRead(wrapInboundOut(bytes))
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}
