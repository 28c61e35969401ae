import NIOCore
import NIOHTTP1
import Readership

/// Sees what one event loop answers, for those who count readers and those who keep the access log.
final class Witness {
    private let tally: Tally?
    private let notes: AccessNotes?
    private let proxies: TrustedProxies

    init(tally: Tally?, notes: AccessNotes?, trusting proxies: TrustedProxies) {
        self.tally = tally
        self.notes = notes
        self.proxies = proxies
    }

    /// Sees an answer of the lane.
    func saw(
        _ request: PlainRequest,
        in bytes: UnsafeRawBufferPointer,
        from peer: Client,
        about subject: Subject,
        _ answer: LaneDocument.Answer,
        at second: Int
    ) {
        let sent = answer.body?.readableBytes ?? 0
        func part(_ place: Range<Int>) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: bytes[place])
        }
        let client = proxies.client(
            behind: peer,
            forwardedFor: part(request.forwardedFor),
            forwarded: part(request.forwarded)
        )
        tally?.note(
            subject,
            agent: part(request.userAgent),
            client,
            isHead: request.isHead,
            isUnchanged: answer.isUnchanged,
            sent: sent
        )
        notes?.note(
            client: client,
            second: second,
            status: answer.isUnchanged ? 304 : 200,
            sent: sent,
            part(request.requestLine),
            referer: part(request.referer),
            userAgent: part(request.userAgent)
        )
    }

    /// Sees an answer of the routes, once it has ended.
    func saw(_ answered: Answered, at second: Int) {
        if notes == nil, answered.subject == nil, answered.episode == nil { return }
        let headers = answered.head.headers
        var agent = headers.first(name: "User-Agent") ?? ""
        var referer = headers.first(name: "Referer") ?? ""
        let version = answered.head.version
        var line =
            "\(answered.head.method.rawValue) \(answered.head.uri) HTTP/\(version.major).\(version.minor)"
        let client = proxies.client(behind: answered.peer, headers)
        agent.withBytes { agent in
            if let subject = answered.subject {
                tally?.note(
                    subject,
                    agent: agent,
                    client,
                    isHead: answered.head.method == .HEAD,
                    isUnchanged: answered.status == .notModified,
                    sent: answered.sent
                )
            }
            if let episode = answered.episode, answered.sent > 0 {
                tally?.note(episode, agent: agent, client, sent: answered.sent, at: second)
            }
            guard let notes else { return }
            line.withBytes { line in
                referer.withBytes { referer in
                    notes.note(
                        client: client,
                        second: second,
                        status: Int(answered.status.code),
                        sent: answered.sent,
                        line,
                        referer: referer,
                        userAgent: agent
                    )
                }
            }
        }
    }

    /// Hands over what there is; done when all that was seen before is counted, and when it is in the log's hands.
    func handOver() -> (counted: Task<Void, Never>?, noted: Task<Void, Never>?) {
        (tally?.handOver(), notes?.handOver())
    }
}

/// An answer of the routes, as it is seen.
struct Answered {
    let head: HTTPRequestHead
    let peer: Client
    let status: HTTPResponseStatus
    let subject: Subject?
    let episode: LentEpisode?
    /// Bytes of the body.
    var sent: Int

    init(_ head: HTTPRequestHead, from peer: Client, _ response: Response) {
        self.head = head
        self.peer = peer
        status = response.status
        subject = response.subject
        episode = response.episode
        sent = 0
        if case .whole(let bytes) = response.body, head.method != .HEAD { sent = bytes.readableBytes }
    }
}

extension String {
    mutating func withBytes<Value>(_ use: (UnsafeRawBufferPointer) -> Value) -> Value {
        withUTF8 { use(UnsafeRawBufferPointer($0)) }
    }
}
