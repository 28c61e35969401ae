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
    private(set) var codings: [Coding: Form] = [:]
    private let history: EntryHistory

    /// A document behind an older version of it, where that is known.
    init(_ document: FeedDocument, after older: PreparedDocument? = nil) {
        history = EntryHistory(of: document, after: older?.history)
        key = document.key
        version = document.version
        path = document.path
        selfLink = document.selfLink
        formerPaths = document.formerPaths
        lastModified = document.lastModified
        var bytes = ByteBufferAllocator().buffer(capacity: document.size)
        document.write { bytes.writeBytes($0) }
        self.bytes = bytes
        subject = Subject(
            document.key,
            size: bytes.readableBytes,
            maxAge: document.rhythm.minutes * 60
        )
        let headers: HTTPHeaders = [
            "Content-Type": document.key.format.contentType,
            "Link": document.linkHeader,
            "Last-Modified": document.lastModified.httpDate,
            "Cache-Control": Self.cacheControl(document.rhythm),
            "Vary": Response.variedBy,
            "X-Content-Type-Options": "nosniff",
            "Access-Control-Allow-Origin": "*",
        ]
        identity = Form(headers: headers, etag: document.etag, bytes: bytes)
    }

    /// A cache may send what it has while it asks anew, and for a day where it gets no answer (RFC 5861).
    private static func cacheControl(_ rhythm: Rhythm) -> String {
        "public, max-age=\(rhythm.minutes * 60), stale-while-revalidate=60, stale-if-error=86400"
    }

    /// Adds a coding, which is made later.
    func with(_ coding: Coding, _ compressed: ByteBuffer) -> PreparedDocument {
        var copy = self
        var form = identity
        form.bytes = compressed
        form.etag = identity.etag.dropLast() + coding.tagEnding + "\""
        if let name = coding.name { form.headers.add(name: "Content-Encoding", value: name) }
        copy.codings[coding] = form
        return copy
    }

    /// Of its bytes in all codings.
    var size: Int { codings.values.reduce(bytes.readableBytes) { $0 + $1.bytes.readableBytes } }

    /// Whether nothing that is sent differs.
    func isSame(as other: PreparedDocument) -> Bool {
        key == other.key && version == other.version && codings.keys == other.codings.keys
    }

    /// The coding that is liked best of those that are made.
    func coding(for headers: HTTPHeaders) -> Coding {
        AcceptedCodings(headers["Accept-Encoding"]).best { $0 == .identity || codings[$0] != nil }
    }

    /// The answer to a GET or HEAD.
    func response(to headers: HTTPHeaders) -> Response {
        let form = codings[coding(for: headers)] ?? identity
        return isUnchanged(form, headers) ? unchanged(form) : whole(form)
    }

    /// Whether this is asked by one who has another version, and takes newer entries alone.
    func isToBeUpdated(for headers: HTTPHeaders) -> Bool {
        headers["A-IM"].contains { InstanceManipulation.takesEntries($0.utf8) }
            && headers.contains(name: "If-None-Match")
            && !isUnchanged(codings[coding(for: headers)] ?? identity, headers)
    }

    private func isUnchanged(_ form: Form, _ headers: HTTPHeaders) -> Bool {
        ConditionalRequest.isNotModified(headers, etag: form.etag, lastModified: lastModified)
    }

    /// The version that is had by one who asks, if it is known.
    func version(knownTo headers: HTTPHeaders) -> Int64? {
        history.version(namedIn: headers["If-None-Match"])
    }

    /// A feed of those entries alone that are newer than a version.
    func text(since version: Int64) -> ByteBuffer { history.text(since: version, of: bytes) }

    /// The answer to one who takes newer entries alone, with their text in a coding.
    ///
    /// Its entity tag is that of the whole document, which the reader knows with it, so nobody may keep it in place of
    /// that (RFC 3229).
    func update(_ text: ByteBuffer, _ coding: Coding) -> Response {
        var response = whole(codings[coding] ?? identity)
        response.status = .imUsed
        response.headers.add(name: "IM", value: "feed")
        response.headers.replaceOrAdd(name: "Cache-Control", value: "no-store")
        response.body = .whole(text)
        return response
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
