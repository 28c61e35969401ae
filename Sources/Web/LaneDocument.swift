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

    /// What is sent.
    struct Answer {
        let head: ByteBuffer
        /// Nil where there is none, or is not wanted.
        let body: ByteBuffer?
        let isUnchanged: Bool
        /// The body once more, where it is large and may lie in a file.
        let laid: LaidBody?
    }

    /// Some other answer, after which the connection ends.
    static func closing(_ response: Response, at second: DocumentTable.Second) -> (ByteBuffer, ByteBuffer) {
        let headers = response.headersAsSent(date: second.date, closes: true)
        var head = Head(response.status, headers)
        guard case .whole(let body) = response.body else { return (head.dated(second), ByteBuffer()) }
        return (head.dated(second), body)
    }

    private struct Form {
        let etag: [UInt8]
        let body: ByteBuffer
        let laid: LaidBody?
        var whole: Head
        var unchanged: Head
        var wholeClosing: Head
        var unchangedClosing: Head

        mutating func answer(
            isUnchanged: Bool,
            closing: Bool,
            toHead isHead: Bool,
            at second: DocumentTable.Second
        ) -> Answer {
            let head =
                switch (isUnchanged, closing) {
                case (true, false): unchanged.dated(second)
                case (true, true): unchangedClosing.dated(second)
                case (false, false): whole.dated(second)
                case (false, true): wholeClosing.dated(second)
                }
            if isUnchanged || isHead {
                return Answer(head: head, body: nil, isUnchanged: isUnchanged, laid: nil)
            }
            return Answer(head: head, body: body, isUnchanged: false, laid: laid)
        }
    }

    let subject: Subject
    private let lastModified: Date
    private let lastModifiedText: [UInt8]
    /// By the number of their coding.
    private var forms: [Form?]

    init(_ document: PreparedDocument, in room: LaidBody.Room) {
        subject = document.subject
        lastModified = document.lastModified
        lastModifiedText = Array(document.lastModified.httpDate.utf8)
        forms = Coding.allCases.map { coding in
            let form = coding == .identity ? document.identity : document.codings[coding]
            return form.map { Self.form($0, document, room) }
        }
    }

    private static func form(
        _ form: PreparedDocument.Form,
        _ document: PreparedDocument,
        _ room: LaidBody.Room
    ) -> Form {
        func head(_ response: Response, closes: Bool) -> Head {
            Head(
                response.status,
                response.headersAsSent(date: Date(timeIntervalSince1970: 0).httpDate, closes: closes)
            )
        }
        let whole = document.whole(form)
        let unchanged = document.unchanged(form)
        return Form(
            etag: Array(form.etag.utf8),
            body: form.bytes,
            laid: LaidBody(form.bytes, in: room),
            whole: head(whole, closes: false),
            unchanged: head(unchanged, closes: false),
            wholeClosing: head(whole, closes: true),
            unchangedClosing: head(unchanged, closes: true)
        )
    }

    /// Nil for one who takes newer entries alone, and has an older version.
    func answer(
        to request: PlainRequest,
        in bytes: UnsafeRawBufferPointer,
        closing: Bool,
        at second: DocumentTable.Second
    ) -> Answer? {
        let coding = request.accepted.best { forms[$0.rawValue] != nil }
        let isUnchanged = isUnchanged(request, in: bytes, coding)
        if request.takesEntries, !isUnchanged, request.ifNoneMatch != nil { return nil }
        let answer = forms[coding.rawValue]?.answer(
            isUnchanged: isUnchanged,
            closing: closing,
            toHead: request.isHead,
            at: second
        )
        guard let answer else { preconditionFailure("what is liked best is made") }
        return answer
    }

    /// As `ConditionalRequest` has it.
    private func isUnchanged(
        _ request: PlainRequest,
        in bytes: UnsafeRawBufferPointer,
        _ coding: Coding
    ) -> Bool {
        if let tags = request.ifNoneMatch {
            guard let form = forms[coding.rawValue] else { return false }
            return form.etag.withUnsafeBytes { etag in
                ConditionalRequest.matches(bytes[tags], etag)
                    || request.furtherTags.contains { ConditionalRequest.matches(bytes[$0], etag) }
            }
        }
        guard let time = request.ifModifiedSince else { return false }
        // Most have it from us.
        if bytes[time].elementsEqual(lastModifiedText) { return true }
        let text = String(decoding: bytes[time], as: UTF8.self)
        return Date(httpDate: text).map { lastModified <= $0 } ?? false
    }
}
