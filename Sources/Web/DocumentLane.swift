import NIOCore
import Readership

/// Answers plain requests for documents from prepared bytes, ahead of codec and routes.
///
/// At the first request that is not plainly simple, or not for a document, it hands its bytes on and leaves the pipeline.
final class DocumentLane: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let table: DocumentTable
    private let connections: Connections
    private let witness: Witness?
    private var isClosing = false
    private var peer: Client?

    init(table: DocumentTable, connections: Connections, witness: Witness?) {
        self.table = table
        self.connections = connections
        self.witness = witness
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        while bytes.readableBytes > 0 {
            guard !isClosing, let request = try? bytes.withUnsafeReadableBytes(PlainRequest.init),
                let document = table.prepared(request.path)
            else { return leave(with: bytes, context) }
            answer(request, in: bytes, with: document, context)
            bytes.moveReaderIndex(forwardBy: request.length)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
        context.fireChannelReadComplete()
    }

    private func answer(
        _ request: PlainRequest,
        in bytes: ByteBuffer,
        with document: LaneDocument,
        _ context: ChannelHandlerContext
    ) {
        let closes = request.closes || connections.isFinishing
        let answer = document.answer(to: request, closing: closes, at: table.second)
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
    }

    private func leave(with bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        if isClosing { return }
        context.flush()
        context.fireChannelRead(wrapInboundOut(bytes))
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}
