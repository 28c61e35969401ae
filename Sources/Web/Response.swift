package import Articles
import Foundation
package import NIOCore
package import NIOHTTP1
import Publishing

/// One HTTP answer.
package struct Response: Sendable {
    package enum Body: Sendable {
        case none
        case whole(ByteBuffer)
        /// Sent piece by piece as they come.
        case stream(AsyncStream<ByteBuffer>)
        /// These bytes of a file, read as the far end takes them.
        case file(OpenMedia, Range<Int64>)
    }

    /// What the answer at a document's address depends on.
    static let variedBy = "Accept-Encoding, A-IM, Sec-Fetch-Dest"

    package var status: HTTPResponseStatus
    package var headers: HTTPHeaders
    package var body: Body
    /// The document that this is, where it is one.
    var subject: Subject?
    /// The sound or film whose bytes these are.
    var episode: LentEpisode?

    package init(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The headers as they go out, those about the connection and the body's length included.
    func headersAsSent(date: String, closes: Bool) -> HTTPHeaders {
        var headers = headers
        headers.replaceOrAdd(name: "Date", value: date)
        if closes { headers.replaceOrAdd(name: "Connection", value: "close") }
        switch body {
        case .none:
            if status != .notModified { headers.replaceOrAdd(name: "Content-Length", value: "0") }
        case .whole(let bytes):
            headers.replaceOrAdd(name: "Content-Length", value: String(bytes.readableBytes))
        case .file(_, let range):
            headers.replaceOrAdd(name: "Content-Length", value: String(range.count))
        case .stream: break
        }
        return headers
    }

    /// A short text for people and programs.
    static func text(_ status: HTTPResponseStatus, _ text: String, headers: HTTPHeaders = [:]) -> Response {
        var headers = headers
        headers.replaceOrAdd(name: "Content-Type", value: "text/plain; charset=utf-8")
        return Response(status, headers: headers, body: .whole(ByteBuffer(string: text + "\n")))
    }

    static func html(_ status: HTTPResponseStatus, _ html: String, headers: HTTPHeaders = [:]) -> Response {
        var headers = headers
        headers.replaceOrAdd(name: "Content-Type", value: "text/html; charset=utf-8")
        headers.replaceOrAdd(name: "Content-Security-Policy", value: PagePolicy.of(html))
        headers.replaceOrAdd(name: "X-Content-Type-Options", value: "nosniff")
        headers.replaceOrAdd(name: "Referrer-Policy", value: "strict-origin-when-cross-origin")
        return Response(status, headers: headers, body: .whole(ByteBuffer(string: html)))
    }

    static func redirect(_ status: HTTPResponseStatus, to url: String) -> Response {
        .text(status, "see \(url)", headers: ["Location": url.legalInURL])
    }

    /// To a request of which only a part has come for too long (RFC 9110, section 15.5.9).
    static let late = Response.text(.requestTimeout, "the rest of this request does not come")

    /// To one whose header fields have too many bytes (RFC 6585, section 5).
    static let headTooLarge = Response.text(
        .requestHeaderFieldsTooLarge,
        "the head of this request is too large"
    )

    static func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(value)
        return Response(
            .ok,
            headers: ["Content-Type": "application/json"],
            body: .whole(ByteBuffer(bytes: data))
        )
    }
}

extension HTTPHeaders {
    /// How large this is, as HTTP/2 counts (RFC 9113, section 6.5.2).
    var listSize: Int { reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 } }
}
