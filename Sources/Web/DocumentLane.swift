import NIOCore

/// Answers plain requests for documents from prepared bytes, ahead of codec and routes.
///
/// At the first request that is not plainly simple, or not for a document, it hands its bytes on and leaves the pipeline.
final class DocumentLane: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let table: DocumentTable
    private let connections: Connections
    private var isClosing = false

    init(table: DocumentTable, connections: Connections) {
        self.table = table
        self.connections = connections
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        while bytes.readableBytes > 0 {
            guard !isClosing, let request = try? bytes.withUnsafeReadableBytes(PlainRequest.init),
                let document = table.prepared(request.path)
            else { return leave(with: bytes, context) }
            bytes.moveReaderIndex(forwardBy: request.length)
            answer(request, with: document, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
        context.fireChannelReadComplete()
    }

    private func answer(
        _ request: PlainRequest,
        with document: LaneDocument,
        _ context: ChannelHandlerContext
    ) {
        let closes = request.closes || connections.isFinishing
        let answer = document.answer(to: request, closing: closes, at: table.second)
        context.write(wrapOutboundOut(answer.head), promise: nil)
        if let body = answer.body { context.write(wrapOutboundOut(body), promise: nil) }
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
