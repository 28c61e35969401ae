/// A request as a line of somebody's access log tells it.
package struct LogLine: Equatable, Sendable {
    /// What was asked for; all but these is counted for nobody.
    package enum Method: Sendable {
        case get
        case head
        case other
    }

    package var client: Client
    /// Seconds since 1970.
    package var second: Int
    package var method: Method
    /// Percent-decoded, without a query; empty where there is no request in the line.
    package var path: String
    package var status: Int
    /// Bytes of the answer, as far as the log tells its body's.
    package var sent: Int64
    package var userAgent: String
    /// The first byte that was asked for, where the log says so.
    package var first: Int64?

    /// Reads a line in the Common Log Format or the combined one, or an object of JSON; nil where it is none of these.
    package init?(_ line: UnsafeRawBufferPointer) {
        let start = line.firstIndex { $0 > 0x20 } ?? line.endIndex
        let rest = line[start...]
        guard let read = rest.first == UInt8(ascii: "{") ? LogLine(json: rest) : LogLine(combined: rest)
        else { return nil }
        self = read
    }

    init(
        client: Client,
        second: Int,
        method: String,
        target: String,
        status: Int,
        sent: Int64,
        userAgent: String,
        first: Int64? = nil
    ) {
        self.client = client
        self.second = second
        self.method =
            switch method {
            case "GET": .get
            case "HEAD": .head
            default: .other
            }
        path = Self.path(of: target)
        self.status = status
        self.sent = max(0, sent)
        self.userAgent = userAgent
        self.first = first
    }

    /// Of `/a?b`, and of the absolute form as well.
    private static func path(of target: String) -> String {
        var target = target.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        if target.starts(with: "http://".utf8) || target.starts(with: "https://".utf8) {
            target = target.drop { $0 != UInt8(ascii: "/") }.dropFirst(2).drop { $0 != UInt8(ascii: "/") }
            if target.isEmpty { return "/" }
        }
        return String(
            decoding: target.contains(UInt8(ascii: "%")) ? decoded(target) : Array(target),
            as: UTF8.self
        )
    }

    private static func decoded(_ text: Substring.UTF8View) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), let value = digits.hexadecimal {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

extension Collection<UInt8> {
    /// The byte that two hexadecimal digits stand for; nil where these are no such two.
    var hexadecimal: UInt8? {
        guard count == 2 else { return nil }
        return UInt8(String(decoding: self, as: UTF8.self), radix: 16)
    }
}
