import NIOCore
import Readership

/// Answers plain requests for documents from prepared bytes, ahead of codec and routes.
///
/// At the first request that is not plainly simple, or not for a document, it hands its bytes on and leaves the pipeline.
final class DocumentLane: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// So many bytes of a request are waited for: what comes in small parts is looked at as often as it has parts.
    private static let mostHeld = 2_048

    private let table: DocumentTable
    private let connections: Connections
    private let witness: Witness?
    /// The beginning of a request whose rest is still to come.
    private var held: ByteBuffer?
    private var isClosing = false
    private var peer: Client?

    init(table: DocumentTable, connections: Connections, witness: Witness?) {
        self.table = table
        self.connections = connections
        self.witness = witness
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if var beginning = held {
            held = nil
            beginning.writeBuffer(&bytes)
            bytes = beginning
        }
        while bytes.readableBytes > 0 {
            do {
                let request = try bytes.withUnsafeReadableBytes(PlainRequest.init)
                guard !isClosing, answer(request, in: bytes, context) else {
                    return leave(with: bytes, context)
                }
                bytes.moveReaderIndex(forwardBy: request.length)
            } catch PlainRequest.Otherwise.partial where bytes.readableBytes < Self.mostHeld && !isClosing {
                held = bytes
                return
            } catch {
                return leave(with: bytes, context)
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
        context.fireChannelReadComplete()
    }

    /// Writes the answer, if there is one to be had here.
    private func answer(
        _ request: PlainRequest,
        in bytes: ByteBuffer,
        _ context: ChannelHandlerContext
    ) -> Bool {
        let closes = request.closes || connections.isFinishing
        guard let document = table.prepared(request.path),
            let answer = document.answer(to: request, closing: closes, at: table.second)
        else { return false }
        context.write(wrapOutboundOut(answer.head), promise: nil)
        if let body = answer.body { context.write(wrapOutboundOut(body), promise: nil) }
        if let witness {
            let peer = peer ?? Client(context.remoteAddress)
            self.peer = peer
            witness.saw(
                request,
                in: bytes,
                from: peer,
                about: document.subject,
                answered: answer.head,
                answer.body,
                at: table.second.number
            )
        }
        if closes {
            isClosing = true
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in
                bound.value.close(promise: nil)
            }
        }
        return true
    }

    private func leave(with bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        if isClosing { return }
        context.flush()
        context.fireChannelRead(wrapInboundOut(bytes))
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}
