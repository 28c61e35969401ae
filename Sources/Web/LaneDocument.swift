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

        mutating func answer(
            isUnchanged: Bool,
            closing: Bool,
            toHead isHead: Bool,
            at second: DocumentTable.Second
        ) -> (head: ByteBuffer, body: ByteBuffer?) {
            switch (isUnchanged, closing) {
            case (true, false): (unchanged.dated(second), nil)
            case (true, true): (unchangedClosing.dated(second), nil)
            case (false, false): (whole.dated(second), isHead ? nil : body)
            case (false, true): (wholeClosing.dated(second), isHead ? nil : body)
            }
        }
    }

    let subject: Subject
    private let lastModified: Date
    /// By the number of their coding.
    private var forms: [Form?]

    init(_ document: PreparedDocument) {
        subject = document.subject
        lastModified = document.lastModified
        forms = Coding.allCases.map { coding in
            let form = coding == .identity ? document.identity : document.codings[coding]
            return form.map { Self.form($0, document) }
        }
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

    /// The answer's head, and its body where it has one; nil for one who takes newer entries alone, and has an older version.
    func answer(
        to request: PlainRequest,
        closing: Bool,
        at second: DocumentTable.Second
    ) -> (head: ByteBuffer, body: ByteBuffer?)? {
        let coding = request.accepted.best { forms[$0.rawValue] != nil }
        let isUnchanged = ConditionalRequest.isNotModified(
            ifNoneMatch: request.ifNoneMatch,
            ifModifiedSince: request.ifModifiedSince,
            etag: forms[coding.rawValue]?.etag ?? "",
            lastModified: lastModified
        )
        if request.takesEntries, !isUnchanged, !request.ifNoneMatch.isEmpty { return nil }
        let answer = forms[coding.rawValue]?.answer(
            isUnchanged: isUnchanged,
            closing: closing,
            toHead: request.isHead,
            at: second
        )
        guard let answer else { preconditionFailure("what is liked best is made") }
        return answer
    }
}
