import Feeds
import Foundation
import NIOCore
import NIOHTTP1

/// A document with all that is sent of it made beforehand.
struct PreparedDocument: Sendable {
    /// The bytes in one coding, with the entity tag of that coding.
    private struct Form: Sendable {
        var headers: HTTPHeaders
        var etag: String
        var bytes: ByteBuffer
    }

    let key: FeedDocument.Key
    let version: Int64
    let path: String
    let selfLink: String
    let bytes: ByteBuffer
    private let lastModified: Date
    private let identity: Form
    private var gzip: Form?

    init(_ document: FeedDocument) {
        key = document.key
        version = document.version
        path = document.path
        selfLink = document.selfLink
        lastModified = document.lastModified
        bytes = ByteBuffer(bytes: document.bytes)
        let headers: HTTPHeaders = [
            "Content-Type": document.key.format.contentType,
            "Link": document.linkHeader,
            "Last-Modified": document.lastModified.httpDate,
            "Cache-Control": "public, max-age=300",
            "Vary": "Accept-Encoding, Sec-Fetch-Dest",
            "X-Content-Type-Options": "nosniff",
            "Access-Control-Allow-Origin": "*",
        ]
        identity = Form(headers: headers, etag: document.etag, bytes: bytes)
    }

    /// Adds the gzip coding, which is made later.
    func with(gzip compressed: ByteBuffer) -> PreparedDocument {
        var copy = self
        var form = identity
        form.bytes = compressed
        form.etag = identity.etag.dropLast() + "-gz\""
        form.headers.add(name: "Content-Encoding", value: "gzip")
        copy.gzip = form
        return copy
    }

    /// The answer to a GET or HEAD.
    func response(to headers: HTTPHeaders) -> Response {
        let form = Coding.accepted(by: headers) == .gzip ? gzip ?? identity : identity
        var answer = form.headers
        answer.add(name: "ETag", value: form.etag)
        if ConditionalRequest.isNotModified(headers, etag: form.etag, lastModified: lastModified) {
            // RFC 9110, section 15.4.5: what a cache needs to update its entry, and nothing of the body.
            for name in ["Content-Type", "Content-Encoding"] { answer.remove(name: name) }
            return Response(.notModified, headers: answer)
        }
        return Response(.ok, headers: answer, body: .whole(form.bytes))
    }
}
