import NIOCore
import NIOHTTP1
import Readership

/// Tells of one event loop who asks far too often without a condition, where the operator wants to know.
///
/// Whoever says what it has is never one of these, nor who fetches for others: who would be hit are many.
final class Throttle {
    /// So many whole answers a document has for one household and agent, within one max-age of its own.
    static let most = 10
    /// Of more than these at a time nothing is known, and nobody is refused.
    static let mostKnown = 4_096

    private struct Window {
        /// Seconds since 1970.
        var end: Int
        var answers: Int
    }

    private let proxies: TrustedProxies
    private var windows: [Int: Window] = [:]
    /// Before this second no window ends: there is no use in looking for one.
    private var nextEnd = 0

    init(trusting proxies: TrustedProxies) {
        self.proxies = proxies
    }

    /// After how many seconds the lane may answer this with a document; nil where it may now, which is counted.
    func wait(
        of request: PlainRequest,
        in bytes: UnsafeRawBufferPointer,
        from peer: Client,
        for subject: Subject,
        at second: Int
    ) -> Int? {
        if request.isHead || request.ifNoneMatch != nil || request.ifModifiedSince != nil { return nil }
        func part(_ place: Range<Int>) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: bytes[place])
        }
        let client = proxies.client(
            behind: peer,
            forwardedFor: part(request.forwardedFor),
            forwarded: part(request.forwarded)
        )
        return wait(of: client, part(request.userAgent), for: subject, at: second)
    }

    /// After how many seconds this may be answered with a document; nil where it may now, which is counted.
    func wait(of head: HTTPRequestHead, from peer: Client, for subject: Subject, at second: Int) -> Int? {
        let headers = head.headers
        guard head.method == .GET, !headers.contains(name: "If-None-Match"),
            !headers.contains(name: "If-Modified-Since")
        else { return nil }
        var agent = headers.first(name: "User-Agent") ?? ""
        let client = proxies.client(behind: peer, headers)
        return agent.withUTF8 { wait(of: client, UnsafeRawBufferPointer($0), for: subject, at: second) }
    }

    private func wait(
        of client: Client,
        _ agent: UnsafeRawBufferPointer,
        for subject: Subject,
        at second: Int
    ) -> Int? {
        var hasher = Hasher()
        hasher.combine(client.household)
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: agent.drop { $0 == 0x20 || $0 == 0x09 }))
        hasher.combine(subject.document)
        let who = hasher.finalize()
        guard let window = windows[who], second < window.end else {
            open(who, until: second + subject.maxAge, at: second)
            return nil
        }
        if window.answers < Self.most {
            windows[who]?.answers += 1
            return nil
        }
        return Visitor(userAgent: agent).subscribers > 0 ? nil : window.end - second
    }

    private func open(_ who: Int, until end: Int, at second: Int) {
        if windows.count >= Self.mostKnown, windows[who] == nil {
            guard second >= nextEnd else { return }
            windows = windows.filter { second < $0.value.end }
            nextEnd = windows.values.map(\.end).min() ?? second
            if windows.count >= Self.mostKnown { return }
        }
        windows[who] = Window(end: end, answers: 1)
    }
}

extension Response {
    /// The answer to one who asks far too often.
    static func tooOften(wait seconds: Int) -> Response {
        .text(
            .tooManyRequests,
            "this was sent \(Throttle.most) times in a short while: send If-None-Match with its ETag, and ask again in \(seconds) seconds",
            headers: ["Retry-After": String(seconds), "Cache-Control": "no-store"]
        )
    }
}

extension TrustedProxies {
    /// Who asks, by these headers.
    func client(behind peer: Client, _ headers: HTTPHeaders) -> Client {
        var list = headers["X-Forwarded-For"].joined(separator: ",")
        var forwarded = headers["Forwarded"].joined(separator: ",")
        return list.withUTF8 { list in
            forwarded.withUTF8 {
                client(
                    behind: peer,
                    forwardedFor: UnsafeRawBufferPointer(list),
                    forwarded: UnsafeRawBufferPointer($0)
                )
            }
        }
    }
}
