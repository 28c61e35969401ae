import NIOCore
import NIOHTTP1
import Readership
import Synchronization

/// Tells who asks far too often without a condition, where the operator wants to know; one for all event loops.
///
/// Whoever says what it has is never one of these, nor who fetches for others: who would be hit are many. What is known
/// of one is a single number, so the loops count together and none waits for another.
final class Throttle: Sendable {
    /// So many whole answers a document has for one household and agent, within one max-age of its own.
    static let most = 10
    /// A power of two: of more than these at a time nothing is known, and nobody is refused.
    static let mostKnown = 4_096
    /// In so many places, one behind the other, one may be known.
    private static let choices = 16

    /// How often one has been answered lately, in 64 bits.
    private struct Window {
        /// Who it is, in 28 bits beside those that say where this lies.
        var who: UInt64
        /// Seconds since 1970.
        var end: Int
        var answers: Int

        init(_ who: UInt64, until end: Int) {
            self.who = who
            self.end = end
            answers = 1
        }

        init(_ bits: UInt64) {
            who = bits >> 36
            end = Int(bits >> 4 & 0xFFFF_FFFF)
            answers = Int(bits & 0xF)
        }

        /// There are never more answers than four bits can count.
        var bits: UInt64 { who << 36 | UInt64(UInt32(clamping: end)) << 4 | UInt64(answers) & 0xF }

        var withAnother: Window {
            var next = self
            next.answers += 1
            return next
        }
    }

    private let proxies: TrustedProxies
    private let windows = InlineArray<4_096, Atomic<UInt64>> { _ in Atomic(0) }

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
        let hash = UInt64(truncatingIfNeeded: hasher.finalize())
        let name = hash >> 36
        while let (place, bits) = place(of: name, hash, at: second) {
            let window = Window(bits)
            let isKnown = window.who == name && second < window.end
            if isKnown, window.answers >= Self.most {
                return Visitor(userAgent: agent).subscribers > 0 ? nil : window.end - second
            }
            let next = isKnown ? window.withAnother : Window(name, until: second + subject.maxAge)
            let exchange = windows[place]
                .compareExchange(expected: bits, desired: next.bits, ordering: .relaxed)
            // Another loop may have been faster: then it is looked at anew.
            if exchange.exchanged { return nil }
        }
        return nil
    }

    /// Where one is known, or may be from now on, and what is there.
    private func place(of name: UInt64, _ hash: UInt64, at second: Int) -> (place: Int, bits: UInt64)? {
        var free: (place: Int, bits: UInt64)?
        for choice in 0..<Self.choices {
            let place = (Int(truncatingIfNeeded: hash) &+ choice) & (Self.mostKnown - 1)
            let bits = windows[place].load(ordering: .relaxed)
            let window = Window(bits)
            if second >= window.end {
                if free == nil { free = (place, bits) }
            } else if window.who == name {
                return (place, bits)
            }
        }
        return free
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
