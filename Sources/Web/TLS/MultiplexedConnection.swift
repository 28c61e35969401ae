import NIOCore
import NIOHTTP2

/// One HTTP/2 connection below its streams: counts them, and ends it when it rests or has to end (RFC 9113).
final class MultiplexedConnection: ChannelInboundHandler, Resident {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private let connections: Connections
    private var context: ChannelHandlerContext?
    private var streams = 0
    private var isClosing = false

    init(connections: Connections) {
        self.connections = connections
    }

    var isBusy: Bool { streams > 0 }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        // It begins when the handshake has ended.
        connections.insert(self, context.channel)
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelInactive(context: ChannelHandlerContext) {
        connections.remove(self)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is NIOHTTP2StreamCreatedEvent: streams += 1
        case is StreamClosedEvent:
            streams -= 1
            if isClosing, streams == 0 { context.close(promise: nil) }
        case is IdleStateHandler.IdleStateEvent where streams == 0: finish(context.channel)
        case ChannelEvent.inputClosed:
            isClosing = true
            if streams == 0 { context.close(promise: nil) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What is wrong with one stream ends that alone.
        if error is NIOHTTP2Errors.StreamError || error is NIOHTTP2Errors.NoSuchStream { return }
        context.close(promise: nil)
    }

    /// Says that no further stream is to be opened, and closes when the open ones have ended.
    func finish(_ channel: any Channel) {
        guard let context, !isClosing else { return }
        isClosing = true
        let farewell = HTTP2Frame.FramePayload.goAway(
            lastStreamID: .maxID,
            errorCode: .noError,
            opaqueData: nil
        )
        context.writeAndFlush(
            wrapOutboundOut(HTTP2Frame(streamID: .rootStream, payload: farewell)),
            promise: nil
        )
        if streams == 0 { context.close(promise: nil) }
    }
}
