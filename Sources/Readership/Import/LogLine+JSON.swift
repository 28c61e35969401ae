import Foundation

extension LogLine {
    private static let clients = ["remote_addr", "ClientIP", "client_ip", "c-ip", "remote_ip"]
    private static let times = [
        "time", "time_iso8601", "time_local", "timestamp", "time_start", "@timestamp", "msec", "ts",
        "EdgeStartTimestamp",
    ]
    private static let targets = [
        "request_uri", "uri", "url", "path", "cs-uri-stem", "ClientRequestURI", "ClientRequestPath",
    ]
    private static let methods = ["request_method", "method", "cs-method", "ClientRequestMethod"]
    private static let statuses = ["status", "response_status", "sc-status", "EdgeResponseStatus"]
    private static let bytes = [
        "body_bytes_sent", "response_body_size", "EdgeResponseBodyBytes", "size", "bytes_sent", "sc-bytes",
        "EdgeResponseBytes",
    ]
    private static let agents = [
        "http_user_agent", "request_user_agent", "ClientRequestUserAgent", "user_agent", "cs(User-Agent)",
        "User-Agent",
    ]
    private static let ranges = ["http_range", "request_range", "Range"]

    /// An object with the names of nginx's variables, of Fastly's or Cloudflare's documentation, of CloudFront or Caddy.
    init?(json line: Slice<UnsafeRawBufferPointer>) {
        guard let value = try? JSONSerialization.jsonObject(with: Data(line)),
            var fields = value as? [String: Any]
        else { return nil }
        // Caddy parts the request from the answer, and its headers from both.
        if let request = fields["request"] as? [String: Any] {
            fields["request"] = nil
            fields.merge(request) { own, _ in own }
        }
        if let headers = fields["headers"] as? [String: Any] { fields.merge(headers) { own, _ in own } }
        func text(_ names: [String]) -> String? {
            for name in names {
                if let text = Self.text(fields[name]) { return text }
            }
            return nil
        }
        let words = text(["request"])?.split(separator: " ").map(String.init) ?? []
        let day = text(["date"]).flatMap { day in text(["time"]).map { "\(day)T\($0)" } }
        guard let client = text(Self.clients).flatMap(Self.client),
            let status = text(Self.statuses).flatMap({ Int($0) }),
            let second = (day ?? text(Self.times)).flatMap({ LogMoment.second(iso8601: $0) })
        else { return nil }
        self.init(
            client: client,
            second: second,
            method: words.first ?? text(Self.methods) ?? "GET",
            target: words.count > 1 ? words[1] : text(Self.targets) ?? "",
            status: status,
            sent: text(Self.bytes).flatMap { Int64($0) } ?? 0,
            userAgent: text(Self.agents) ?? "",
            first: text(Self.ranges).flatMap(Self.firstByte)
        )
    }

    private static func client(_ text: String) -> Client? {
        var text = text
        return text.withUTF8 { Client(UnsafeRawBufferPointer($0)[...]) } ?? named(text.utf8)
    }

    private static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text.isEmpty || text == "-" ? nil : text
        case let number as NSNumber: number.stringValue
        case let texts as [String]: texts.first
        default: nil
        }
    }

    /// Of `bytes=100-199`.
    private static func firstByte(_ range: String) -> Int64? {
        guard range.hasPrefix("bytes=") else { return nil }
        return Int64(range.dropFirst(6).prefix { $0.isNumber })
    }
}
