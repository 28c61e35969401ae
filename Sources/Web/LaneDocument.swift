import Feeds
import Foundation
import NIOCore
import NIOHTTP1

/// A document as the lane sends it: heads and bodies made beforehand, in which only the date changes.
final class LaneDocument {
    /// A head, and where its date stands.
    private struct Head {
        private var bytes: ByteBuffer
        private let place: Int
        private var second = 0

        init(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) {
            var text = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n"
            var place = 0
            for (name, value) in headers {
                if name == "Date" { place = text.utf8.count + "Date: ".utf8.count }
                text += "\(name): \(value)\r\n"
            }
            bytes = ByteBuffer(string: text + "\r\n")
            self.place = place
        }

        /// The bytes with the date of this second.
        mutating func dated(_ now: DocumentTable.Second) -> ByteBuffer {
            if second != now.number {
                second = now.number
                bytes.setString(now.date, at: place)
            }
            return bytes
        }
    }

    private struct Form {
        let etag: String
        let body: ByteBuffer
        var whole: Head
        var unchanged: Head
        var wholeClosing: Head
        var unchangedClosing: Head
    }

    let subject: Subject
    private let lastModified: Date
    private var identity: Form
    private var gzip: Form?

    init(_ document: PreparedDocument) {
        subject = document.subject
        lastModified = document.lastModified
        identity = Self.form(document.identity, document)
        gzip = document.gzip.map { Self.form($0, document) }
    }

    private static func form(_ form: PreparedDocument.Form, _ document: PreparedDocument) -> Form {
        func head(_ response: Response, closes: Bool) -> Head {
            Head(
                response.status,
                response.headersAsSent(date: Date(timeIntervalSince1970: 0).httpDate, closes: closes)
            )
        }
        let whole = document.whole(form)
        let unchanged = document.unchanged(form)
        return Form(
            etag: form.etag,
            body: form.bytes,
            whole: head(whole, closes: false),
            unchanged: head(unchanged, closes: false),
            wholeClosing: head(whole, closes: true),
            unchangedClosing: head(unchanged, closes: true)
        )
    }

    /// The answer's head, and its body where it has one.
    func answer(
        to request: PlainRequest,
        closing: Bool,
        at second: DocumentTable.Second
    ) -> (head: ByteBuffer, body: ByteBuffer?) {
        if Coding.accepted(by: request.acceptEncoding) == .gzip, gzip != nil {
            answer(&gzip, to: request, closing, second)
        } else {
            answer(&identity, to: request, closing, second)
        }
    }

    private func answer(
        _ form: inout Form?,
        to request: PlainRequest,
        _ closing: Bool,
        _ second: DocumentTable.Second
    ) -> (ByteBuffer, ByteBuffer?) {
        guard var known = form else { preconditionFailure("the caller has seen that this form is there") }
        form = nil
        defer { form = known }
        return answer(&known, to: request, closing, second)
    }

    private func answer(
        _ form: inout Form,
        to request: PlainRequest,
        _ closing: Bool,
        _ second: DocumentTable.Second
    ) -> (ByteBuffer, ByteBuffer?) {
        let isUnchanged = ConditionalRequest.isNotModified(
            ifNoneMatch: request.ifNoneMatch,
            ifModifiedSince: request.ifModifiedSince,
            etag: form.etag,
            lastModified: lastModified
        )
        switch (isUnchanged, closing) {
        case (true, false): return (form.unchanged.dated(second), nil)
        case (true, true): return (form.unchangedClosing.dated(second), nil)
        case (false, false): return (form.whole.dated(second), request.isHead ? nil : form.body)
        case (false, true): return (form.wholeClosing.dated(second), request.isHead ? nil : form.body)
        }
    }
}
