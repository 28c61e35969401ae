import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOSSL

/// What stands in the pipeline of a connection.
extension Server {
    func equip(_ channel: any Channel, _ lane: Lane, isSecure: Bool) throws {
        let pipeline = channel.pipeline.syncOperations
        if channel.remoteAddress?.protocol != .unix {
            try? channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
        }
        guard isSecure, let context = lane.context?.value else {
            return try addHandlers(to: pipeline, lane, Transport(strict: strict))
        }
        try pipeline.addHandler(NIOSSLServerHandler(context: context))
        let handshake = Handshake(connections: lane.connections.value) { isHTTP2 in
            if isHTTP2 { return try self.multiplex(channel, lane) }
            try self.addHandlers(to: pipeline, lane, Transport(isSecure: true, strict: self.strict))
        }
        try pipeline.addHandler(handshake)
    }

    private func addHandlers(
        to pipeline: ChannelPipeline.SynchronousOperations,
        _ lane: Lane,
        _ transport: Transport
    ) throws {
        let handler = handler(lane, transport)
        guard let table = lane.table?.value else {
            return try Self.addRoutes(to: pipeline, handler, idle: idle)
        }
        try pipeline.addHandler(
            Self.lane(
                handler,
                table,
                lane.connections.value,
                lane.witness?.value,
                lane.throttle,
                transport,
                idle: idle
            )
        )
    }

    /// A lane that is alone in its pipeline until a request comes that is the routes'.
    static func lane(
        _ handler: HTTPHandler,
        _ table: DocumentTable,
        _ connections: Connections,
        _ witness: Witness? = nil,
        _ throttle: Throttle? = nil,
        _ transport: Transport = Transport(),
        idle: TimeAmount? = nil
    ) -> DocumentLane {
        DocumentLane(
            table: table,
            connections: connections,
            witness: witness,
            transport: transport,
            throttle: throttle,
            handler: handler
        ) { pipeline in
            try addRoutes(to: pipeline, handler, idle: idle)
        }
    }

    /// Adds what answers everything; where it answers what the lane does, it is with equal bytes.
    static func addRoutes(
        to pipeline: ChannelPipeline.SynchronousOperations,
        _ handler: HTTPHandler,
        idle: TimeAmount? = nil
    ) throws {
        if let idle { try pipeline.addHandler(IdleStateHandler(allTimeout: idle), position: .first) }
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderListSize = largestHeaderList
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: true,
            withErrorHandling: false,
            withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: limits
        )
        try pipeline.addHandler(handler)
    }

    /// Adds what parts an HTTP/2 connection into streams, each of which is answered as a connection is.
    private func multiplex(_ channel: any Channel, _ lane: Lane) throws {
        let transport = Transport(isSecure: true, isStream: true, strict: strict)
        let multiplexer = NIOHTTP2Handler(
            mode: .server,
            eventLoop: channel.eventLoop,
            connectionConfiguration: .bounded,
            inboundStreamInitializer: { stream in
                stream.eventLoop.makeCompletedFuture {
                    let pipeline = stream.pipeline.syncOperations
                    try pipeline.addHandler(IdleStateHandler(allTimeout: self.idle))
                    try pipeline.addHandler(HTTP2FramePayloadToHTTP1ServerCodec())
                    try pipeline.addHandler(self.handler(lane, transport))
                }
            }
        )
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(IdleStateHandler(allTimeout: idle), position: .first)
        try pipeline.addHandler(multiplexer)
        try pipeline.addHandler(MultiplexedConnection(connections: lane.connections.value))
    }

    private func handler(_ lane: Lane, _ transport: Transport) -> HTTPHandler {
        HTTPHandler(
            routes: routes,
            table: lane.table?.value,
            connections: lane.connections.value,
            witness: lane.witness?.value,
            throttle: lane.throttle,
            largestBody: largestBody,
            patience: idle,
            transport: transport
        )
    }

    /// In bytes.
    static let largestHeaderList = 131_072
    /// Of a list that is larger, but no larger than this, the rest is read, so that HTTP/2 can answer 431 on its stream.
    fileprivate static let largestReadList = 2 * largestHeaderList
}

extension NIOHTTP2Handler.ConnectionConfiguration {
    /// As much as one connection may ask of us; how many resets, settings, pings and empty frames are too many says NIO.
    fileprivate static var bounded: Self {
        var configuration = Self()
        configuration.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: 100),
            HTTP2Setting(parameter: .maxHeaderListSize, value: Server.largestReadList),
        ]
        // A list of that size comes in so many frames of the size that is usual.
        configuration.maximumSequentialContinuationFrames = Server.largestReadList / 16_384
        return configuration
    }
}
