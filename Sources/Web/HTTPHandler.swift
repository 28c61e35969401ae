import Feeds
import Foundation
import NIOCore
import NIOHTTP1

/// One connection behind the codec: gathers a request, has it answered, writes the answer.
final class HTTPHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// A request's body may have so many bytes.
    private static let largestBody = 65_536

    private let routes: any Routes
    private let table: DocumentTable?
    private let basePath: @Sendable () -> String
    private let connections: Connections
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var isTooLarge = false
    private(set) var isBusy = false
    private var isClosing = false
    /// Answers whose last byte has not reached the socket.
    private var unsent = 0

    init(
        routes: any Routes,
        table: DocumentTable?,
        basePath: @escaping @Sendable () -> String,
        connections: Connections
    ) {
        self.routes = routes
        self.table = table
        self.basePath = basePath
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        connections.insert(self, context.channel)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        connections.remove(self)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isBusy = true
            self.head = head
            body = []
            let announced = head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
            isTooLarge = announced > Self.largestBody
            if !isTooLarge, head.headers.first(name: "Expect")?.lowercased() == "100-continue" {
                context.writeAndFlush(
                    wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))),
                    promise: nil
                )
            }
        case .body(let part):
            if body.count + part.readableBytes > Self.largestBody { isTooLarge = true }
            if !isTooLarge { body.append(contentsOf: part.readableBytesView) }
        case .end:
            guard let head else { return }
            self.head = nil
            respond(to: head, context: context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            if !isBusy || head != nil { context.close(promise: nil) }
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// Lets the answer that is under way finish, and then closes.
    func finish(_ channel: any Channel) {
        isClosing = true
        if !isBusy, unsent == 0 { channel.close(promise: nil) }
    }

    private func respond(to head: HTTPRequestHead, context: ChannelHandlerContext) {
        if let refusal = refusal(of: head) { return write(refusal, to: head, context: context) }
        guard let request = Request(head, body: body, below: basePath()) else {
            return write(.text(.badRequest, "this address is not well formed"), to: head, context: context)
        }
        if let response = prepared(request) { return write(response, to: head, context: context) }
        let routes = routes
        let loop = context.eventLoop
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: loop)
        Task {
            let response = await routes.answer(request)
            loop.execute {
                let (handler, context) = bound.value
                handler.write(response, to: head, context: context)
            }
        }
    }

    private func refusal(of head: HTTPRequestHead) -> Response? {
        if isTooLarge {
            return .text(
                .payloadTooLarge,
                "a request may have \(Self.largestBody) bytes",
                headers: ["Connection": "close"]
            )
        }
        if head.version != .http1_0, head.headers["Host"].count != 1 {
            return .text(
                .badRequest,
                "a request has exactly one Host header",
                headers: ["Connection": "close"]
            )
        }
        return nil
    }

    /// A document's answer, from this loop's table.
    private func prepared(_ request: Request) -> Response? {
        guard let table else { return nil }
        if let document = table.document(at: request.path) {
            guard request.method == .GET || request.method == .HEAD else {
                return .text(.methodNotAllowed, "a feed is read with GET", headers: ["Allow": "GET, HEAD"])
            }
            return request.isNavigation ? nil : document.response(to: request.headers)
        }
        return table.alias(of: request.path).map { .redirect(.movedPermanently, to: $0) }
    }

    private func write(_ response: Response, to head: HTTPRequestHead, context: ChannelHandlerContext) {
        var headers = response.headers
        headers.replaceOrAdd(name: "Date", value: Date().httpDate)
        let keepsAlive = head.isKeepAlive && !isClosing && headers.first(name: "Connection") != "close"
        if !keepsAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
        switch response.body {
        case .none:
            if response.status != .notModified { headers.replaceOrAdd(name: "Content-Length", value: "0") }
            begin(response.status, headers, head, context)
            end(keepsAlive, context)
        case .whole(let bytes):
            headers.replaceOrAdd(name: "Content-Length", value: String(bytes.readableBytes))
            begin(response.status, headers, head, context)
            if head.method != .HEAD {
                context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
            }
            end(keepsAlive, context)
        case .stream(let pieces):
            begin(response.status, headers, head, context)
            context.flush()
            stream(pieces, keepsAlive, context)
        }
    }

    private func begin(
        _ status: HTTPResponseStatus,
        _ headers: HTTPHeaders,
        _ head: HTTPRequestHead,
        _ context: ChannelHandlerContext
    ) {
        let answer = HTTPResponseHead(version: head.version, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(answer)), promise: nil)
    }

    private func end(_ keepsAlive: Bool, _ context: ChannelHandlerContext) {
        isBusy = false
        unsent += 1
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            let (handler, context) = bound.value
            handler.unsent -= 1
            let isLast = handler.isClosing && !handler.isBusy && handler.unsent == 0
            if !keepsAlive || isLast { context.close(promise: nil) }
        }
    }

    private func stream(
        _ pieces: AsyncStream<ByteBuffer>,
        _ keepsAlive: Bool,
        _ context: ChannelHandlerContext
    ) {
        let loop = context.eventLoop
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: loop)
        Task {
            for await piece in pieces {
                loop.execute {
                    let (handler, context) = bound.value
                    context.writeAndFlush(handler.wrapOutboundOut(.body(.byteBuffer(piece))), promise: nil)
                }
            }
            loop.execute {
                let (handler, context) = bound.value
                handler.end(keepsAlive, context)
            }
        }
    }
}
