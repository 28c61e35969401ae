import Articles
import Feeds
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Readership

/// One connection behind the codec, or one stream of HTTP/2: gathers a request, has it answered, writes the answer.
final class HTTPHandler: ChannelInboundHandler, RemovableChannelHandler, Resident {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// A file is read in pieces of so many bytes: one that is not taken within the idle time is taken too slowly.
    private static let largestPiece = 65_536
    /// For how long the rest of a refused request is thrown away, so that no reset overtakes the answer
    /// (RFC 9112, section 9.6).
    private static let lingering = TimeAmount.seconds(2)
    /// In bytes, of a target: it is as long as RFC 9110, section 4.1, advises to take, and never longer in a link of ours.
    private static let longestTarget = 8_192

    private let routes: any Routes
    private let table: DocumentTable?
    private let connections: Connections
    private let witness: Witness?
    private let throttle: Throttle?
    /// A request's body may have so many bytes.
    private let largestBody: Int
    /// For how long the whole of a request is waited for.
    private let patience: TimeAmount?
    private let transport: Transport
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private(set) var isBusy = false
    /// Whether a file is under way: who takes nothing of it for too long is not waited for.
    private var isSending = false
    private var isClosing = false
    /// The answer that is under way, where somebody sees it.
    private var answered: Answered?
    /// Whether the connection ends with an answer that did not wait for the whole request.
    private var hasRefused = false
    /// Whether the last answer is written, and the connection ends when it is on its way.
    private var isEnding = false
    /// Whether what was read last held anything whole: else it is the beginning of a head, which the codec keeps.
    private var hasHeard = false
    /// What ends the patience with a request of which only a part has come.
    private var arrival: Scheduled<Void>?

    init(
        routes: any Routes,
        table: DocumentTable?,
        connections: Connections,
        witness: Witness?,
        throttle: Throttle? = nil,
        largestBody: Int,
        patience: TimeAmount? = nil,
        transport: Transport = Transport()
    ) {
        self.transport = transport
        self.routes = routes
        self.table = table
        self.connections = connections
        self.witness = witness
        self.throttle = throttle
        self.largestBody = largestBody
        self.patience = patience
    }

    func channelActive(context: ChannelHandlerContext) {
        if !transport.isStream { connections.insert(self, context.channel) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        connections.remove(self)
        arrival?.cancel()
        settle()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if hasRefused || isEnding { return }
        hasHeard = true
        switch unwrapInboundIn(data) {
        case .head(let head):
            isBusy = true
            self.head = head
            body = []
            if let length = head.headers.first(name: "Content-Length"), Int(length) ?? .max > largestBody {
                // At once: who expects "100 Continue" sends nothing before it is answered.
                refuseBody(of: head, context: context)
            } else if head.headers.first(name: "Expect")?.lowercased() == "100-continue" {
                context.writeAndFlush(
                    wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))),
                    promise: nil
                )
            }
        case .body(let part):
            guard let head else { return }
            body.append(contentsOf: part.readableBytesView)
            if body.count > largestBody { refuseBody(of: head, context: context) }
        case .end:
            guard let head else { return }
            self.head = nil
            respond(to: head, context: context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        awaitRest(context)
        context.fireChannelReadComplete()
    }

    /// Has a request come whole in its time, however often a little of it comes: the timer of idle connections begins anew then.
    private func awaitRest(_ context: ChannelHandlerContext) {
        let isOfHead = !hasHeard && !isBusy && !transport.isStream
        hasHeard = false
        guard head != nil || isOfHead, !hasRefused, !isEnding, let patience else {
            arrival?.cancel()
            arrival = nil
            return
        }
        if arrival != nil { return }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        arrival = context.eventLoop.scheduleTask(in: patience) {
            let (handler, context) = bound.value
            if handler.hasRefused || handler.isEnding { return }
            // To a request of which the codec has told nothing it lets nothing be answered.
            guard let head = handler.head else { return context.close(promise: nil) }
            handler.refuse(.late, head, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            if let head {
                refuse(.late, head, context)
            } else if !isBusy || isSending {
                context.close(promise: nil)
            }
        } else if case ChannelEvent.inputClosed = event {
            // Who says no more may still listen: what was asked whole is answered.
            isClosing = true
            if isBusy && head == nil { return }
            // This may come between an answer's last part and its flush.
            context.flush()
            Self.closeWhenWritten(context.channel)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
        // What comes behind the last answer is thrown away: a close now could overtake that.
        if hasRefused || isEnding { return }
        if isBusy && head == nil {
            isClosing = true
            return
        }
        let refusal: Response
        if case .headerOverflow = error {
            refusal = .headTooLarge
        } else {
            refusal = .text(.badRequest, "this is no request of HTTP/1.1")
        }
        refuse(refusal, head ?? HTTPRequestHead(version: .http1_1, method: .GET, uri: "/"), context)
    }

    /// Lets the answer that is under way finish, and then closes.
    func finish(_ channel: any Channel) {
        isClosing = true
        if !isBusy { Self.closeWhenWritten(channel) }
    }

    /// What the lane has answered may still be on its way to a slow reader.
    private static func closeWhenWritten(_ channel: any Channel) {
        let rest = (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        if rest == 0 { return channel.close(promise: nil) }
        channel.eventLoop.scheduleTask(in: .milliseconds(20)) { closeWhenWritten(channel) }
    }

    private func respond(to head: HTTPRequestHead, context: ChannelHandlerContext) {
        if let refusal = refusal(of: head) { return write(refusal, to: head, context: context) }
        guard var request = Request(head, body: body, below: table?.basePath ?? "") else {
            return write(.text(.badRequest, "this address is not well formed"), to: head, context: context)
        }
        if let response = prepared(request) { return write(response, to: head, context: context) }
        let routes = routes
        let loop = context.eventLoop
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: loop)
        request.peer = Client(context.channel.remoteAddress)
        connections.beginAnswer()
        Task { [request] in
            let response = await routes.answer(request)
            loop.execute {
                let (handler, context) = bound.value
                handler.write(response, to: head, context: context)
                handler.connections.endAnswer()
            }
        }
    }

    private func refuseBody(of head: HTTPRequestHead, context: ChannelHandlerContext) {
        refuse(.text(.payloadTooLarge, "a request may have \(largestBody) bytes"), head, context)
    }

    /// Answers a request that has not come whole, and ends the connection: where the next one begins is not known.
    private func refuse(_ refusal: Response, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        self.head = nil
        body = []
        hasRefused = true
        var refusal = refusal
        refusal.headers.replaceOrAdd(name: "Connection", value: "close")
        write(refusal, to: head, isWhole: false, context: context)
    }

    private func refusal(of head: HTTPRequestHead) -> Response? {
        if head.version != .http1_0, head.headers["Host"].count != 1 {
            return .text(
                .badRequest,
                "a request has exactly one Host header",
                headers: ["Connection": "close"]
            )
        }
        if transport.isStream, head.headers.listSize > Server.largestHeaderList { return .headTooLarge }
        if head.uri.utf8.count > Self.longestTarget {
            return .text(.uriTooLong, "an address may have \(Self.longestTarget) bytes")
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
            // A page is made by the routes, and newer entries alone are coded by the shelf's press.
            if request.isNavigation || document.isToBeUpdated(for: request.headers) { return nil }
            return document.response(to: request.headers)
        }
        return table.alias(of: request.path).map { .redirect(.movedPermanently, to: $0) }
    }

    private func write(
        _ response: Response,
        to head: HTTPRequestHead,
        isWhole: Bool = true,
        context: ChannelHandlerContext
    ) {
        var response = response
        if let throttle, response.status == .ok, let subject = response.subject, let second = table?.second,
            let wait = throttle.wait(of: head, from: peer(), for: subject, at: second.number)
        {
            response = .tooOften(wait: wait)
        }
        func peer() -> Client { Client(context.channel.remoteAddress) }
        if witness != nil { answered = Answered(head, from: peer(), response) }
        let keepsAlive =
            transport.isStream
            ? !hasRefused
            : head.isKeepAlive && !isClosing && response.headers.first(name: "Connection") != "close"
        var headers = response.headersAsSent(date: Date().httpDate, closes: !keepsAlive)
        if keepsAlive, head.version == .http1_0 {
            headers.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
        if let strict = transport.strict(for: head, from: peer()) {
            headers.replaceOrAdd(name: StrictTransport.name, value: strict.value)
        }
        switch response.body {
        case .none:
            begin(response.status, headers, head, context)
            end(keepsAlive, context)
        case .whole(let bytes):
            begin(response.status, headers, head, context)
            if head.method != .HEAD {
                context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
            }
            end(keepsAlive, isWhole: isWhole, context)
        case .file(let media, let range):
            begin(response.status, headers, head, context)
            if head.method == .HEAD || range.isEmpty { return end(keepsAlive, context) }
            context.flush()
            isSending = true
            send(media, range, keepsAlive, context)
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

    private func end(_ keepsAlive: Bool, isWhole: Bool = true, _ context: ChannelHandlerContext) {
        isBusy = false
        settle()
        let loop = context.eventLoop
        let bound = NIOLoopBound(context, eventLoop: loop)
        isEnding = !keepsAlive
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if keepsAlive && !isClosing { return }
        isEnding = true
        written.whenComplete { _ in
            if isWhole { return bound.value.close(promise: nil) }
            bound.value.close(mode: .output, promise: nil)
            loop.scheduleTask(in: Self.lingering) { bound.value.close(promise: nil) }
        }
    }

    /// Tells of an answer that has ended, be it early.
    private func settle() {
        guard let witness, let answered else { return }
        self.answered = nil
        witness.saw(answered, at: table?.second.number ?? 0)
    }

    /// Sends a file piece by piece: the next is read when the last one is on its way, by threads that may wait for disks.
    private func send(
        _ media: OpenMedia,
        _ range: Range<Int64>,
        _ keepsAlive: Bool,
        _ context: ChannelHandlerContext
    ) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let size = Int(min(Int64(Self.largestPiece), Int64(range.count)))
        NIOThreadPool.singleton.runIfActive(eventLoop: context.eventLoop) {
            var piece = ByteBufferAllocator().buffer(capacity: size)
            let count = piece.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { bytes in
                media.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(size)),
                    at: range.lowerBound
                )
                    ?? 0
            }
            return count > 0 ? piece : nil
        }.whenComplete { result in
            let (handler, context) = bound.value
            guard case .success(let piece?) = result else {
                // It is shorter than was promised: an answer that ends early is known by its connection's end.
                return context.close(promise: nil)
            }
            let rest = range.lowerBound + Int64(piece.readableBytes)..<range.upperBound
            let written = context.writeAndFlush(handler.wrapOutboundOut(.body(.byteBuffer(piece))))
            written.whenSuccess {
                let (handler, context) = bound.value
                handler.answered?.sent += piece.readableBytes
                if !rest.isEmpty { return handler.send(media, rest, keepsAlive, context) }
                handler.isSending = false
                handler.end(keepsAlive, context)
            }
        }
    }

    private func stream(
        _ pieces: AsyncStream<ByteBuffer>,
        _ keepsAlive: Bool,
        _ context: ChannelHandlerContext
    ) {
        let loop = context.eventLoop
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: loop)
        connections.beginAnswer()
        Task {
            for await piece in pieces {
                loop.execute {
                    let (handler, context) = bound.value
                    handler.answered?.sent += piece.readableBytes
                    context.writeAndFlush(handler.wrapOutboundOut(.body(.byteBuffer(piece))), promise: nil)
                }
            }
            loop.execute {
                let (handler, context) = bound.value
                handler.end(keepsAlive, context)
                handler.connections.endAnswer()
            }
        }
    }
}
