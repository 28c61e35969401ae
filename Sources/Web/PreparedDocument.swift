import Feeds
import Foundation
import NIOCore
import NIOHTTP1

/// A document with all that is sent of it made beforehand.
struct PreparedDocument: Sendable {
    /// The bytes in one coding, with the entity tag of that coding.
    struct Form: Sendable {
        var headers: HTTPHeaders
        var etag: String
        var bytes: ByteBuffer
    }

    let key: FeedDocument.Key
    let version: Int64
    let subject: Subject
    let path: String
    let selfLink: String
    /// The paths that it had before.
    let formerPaths: [String]
    let bytes: ByteBuffer
    let lastModified: Date
    let identity: Form
    private(set) var gzip: Form?

    init(_ document: FeedDocument) {
        key = document.key
        version = document.version
        path = document.path
        selfLink = document.selfLink
        formerPaths = document.formerPaths
        lastModified = document.lastModified
        var bytes = ByteBufferAllocator().buffer(capacity: document.size)
        document.write { bytes.writeBytes($0) }
        self.bytes = bytes
        subject = Subject(document.key, size: bytes.readableBytes)
        let headers: HTTPHeaders = [
            "Content-Type": document.key.format.contentType,
            "Link": document.linkHeader,
            "Last-Modified": document.lastModified.httpDate,
            "Cache-Control": "public, max-age=\(document.rhythm.minutes * 60)",
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

    /// Whether nothing that is sent differs.
    func isSame(as other: PreparedDocument) -> Bool {
        key == other.key && version == other.version && (gzip == nil) == (other.gzip == nil)
    }

    /// The answer to a GET or HEAD.
    func response(to headers: HTTPHeaders) -> Response {
        let form = Coding.accepted(by: headers["Accept-Encoding"]) == .gzip ? gzip ?? identity : identity
        let isUnchanged = ConditionalRequest.isNotModified(
            headers,
            etag: form.etag,
            lastModified: lastModified
        )
        return isUnchanged ? unchanged(form) : whole(form)
    }

    func whole(_ form: Form) -> Response {
        var headers = form.headers
        headers.add(name: "ETag", value: form.etag)
        var response = Response(.ok, headers: headers, body: .whole(form.bytes))
        response.subject = subject
        return response
    }

    /// What a cache needs to update its entry, and nothing of the body (RFC 9110, section 15.4.5).
    func unchanged(_ form: Form) -> Response {
        var response = whole(form)
        response.status = .notModified
        response.body = .none
        for name in ["Content-Type", "Content-Encoding"] { response.headers.remove(name: name) }
        return response
    }
}
