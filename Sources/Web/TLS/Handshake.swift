import NIOCore
import NIOSSL
import NIOTLS

/// A connection whose TLS handshake is under way: when that ends it is known what is spoken on it.
final class Handshake: ChannelInboundHandler, RemovableChannelHandler, Resident {
    typealias InboundIn = ByteBuffer

    /// Whoever takes longer is cut off.
    private static let patience = TimeAmount.seconds(10)

    private let connections: Connections
    private let equip: (_ isHTTP2: Bool) throws -> Void
    private var deadline: Scheduled<Void>?

    /// One in whose place comes what `equip` adds, for what the two sides have agreed on.
    init(connections: Connections, equip: @escaping (_ isHTTP2: Bool) throws -> Void) {
        self.connections = connections
        self.equip = equip
    }

    var isBusy: Bool { false }

    func finish(_ channel: any Channel) { channel.close(promise: nil) }

    func channelActive(context: ChannelHandlerContext) {
        connections.insert(self, context.channel)
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        connections.remove(self)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(let agreed):
            deadline?.cancel()
            do {
                try connections.pass(on: self) { try equip(agreed == ApplicationProtocol.http2) }
                context.pipeline.syncOperations.removeHandler(self, promise: nil)
            } catch {
                context.close(promise: nil)
            }
        case is IdleStateHandler.IdleStateEvent: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
