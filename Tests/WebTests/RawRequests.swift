/// Requests as bytes, of a document at `/feed.xml`: each combination of headers that the lane reads, many that it does
/// not, and what no client should send.
enum RawRequests {
    private static let date = "Mon, 02 Mar 2026 07:30:00 GMT"

    static let all: [String] = conditional + negotiated + connected + addressed + framed + malformed

    private static func get(_ headers: String...) -> String { request("GET /feed.xml HTTP/1.1", headers) }

    private static func request(_ line: String, _ headers: [String] = [], host: String = "Host: a") -> String
    {
        ([line] + (host.isEmpty ? [] : [host]) + headers).map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// Every method, condition and coding with every other.
    private static let conditional: [String] = ["GET", "HEAD"].flatMap { method in
        ["", "gzip", "br, gzip", "zstd"].flatMap { coding in
            [
                "", "If-None-Match: \"abc\"", "If-None-Match: \"abc-gz\"",
                "If-None-Match: W/\"abc-br\", \"x\"",
                "If-None-Match: *", "If-None-Match: \"x\"", "If-Modified-Since: \(date)",
                "If-None-Match: \"x\"\r\nIf-Modified-Since: \(date)",
            ].map { condition in
                request(
                    "\(method) /feed.xml HTTP/1.1",
                    [coding.isEmpty ? "" : "Accept-Encoding: \(coding)", condition].filter { !$0.isEmpty }
                )
            }
        }
    }

    private static let negotiated: [String] =
        [
            "gzip;q=0", "*", "*;q=0", "identity;q=0", "br;q=0.5, gzip;q=0.6", "gzip;q=x", "", ",", "x-gzip",
            "br;q=0, *;q=0.1", "identity;q=1, br;q=0.9", "GZIP", "gzip\t;\tq=1", "deflate", "gzip;;q=0",
        ].map { get("Accept-Encoding: \($0)") } + [
            get("Accept-Encoding: gzip;q=0", "Accept-Encoding: br"), get("accept-encoding:br"),
            get("If-None-Match: \"x\"", "If-None-Match: \"abc\""), get("If-None-Match: "),
            get("If-None-Match: abc"),
            get("If-None-Match: \"abc"), get("if-none-match:\"abc\""), get("If-None-Match: \"x,abc\""),
            get("If-Modified-Since: yesterday"), get("If-Modified-Since: Mon, 02 Mar 2026 07:29:59 GMT"),
            get("If-Modified-Since: Monday, 02-Mar-26 07:30:00 GMT"),
            get("If-Modified-Since: Mon Mar  2 07:30:00 2026"),
            get("If-Modified-Since: yesterday", "If-Modified-Since: \(date)"),
            get("If-Modified-Since: \(date)", "If-Modified-Since: yesterday"), get("If-Match: \"x\""),
            get("If-Unmodified-Since: \(date)"), get("Range: bytes=0-3"),
            get("Range: bytes=0-3", "If-Range: \"abc\""),
            get("A-IM: feed"), get("A-IM: feed", "If-None-Match: \"abc\""),
            get("A-IM: gzip", "If-None-Match: \"x\""),
            get("A-IM: feed;q=0", "If-None-Match: \"x\""), get("A-IM: feed", "If-Modified-Since: \(date)"),
            get("A-IM: vcdiff, feed", "If-None-Match: *"), get("Sec-Fetch-Dest: empty"),
            get("Sec-Fetch-Dest: image"),
            get("Sec-Fetch-Dest: Document"), get("Accept: text/html"), get("Accept: application/json;q=0"),
            get("User-Agent: Reader/1.0 (+https://reader.example; 12 subscribers)"), get("Cookie: a=b"),
            get("Cache-Control: no-cache"), get("Pragma: no-cache"), get("Authorization: Basic eDp5"),
            get("X_Under-Score.: no"), get("X-Forwarded-For: 192.0.2.1"), get("X-Empty:"), get("X-Tab: a\tb"),
        ]

    private static let connected: [String] =
        [
            "close", "Close", "keep-alive", "Keep-Alive", "close, x", "x", "keep-alive, close", "upgrade", "",
        ].map { get("Connection: \($0)") } + [
            get("Connection: close", "Connection: keep-alive"),
            get("Connection: keep-alive", "Connection: close"),
            get("Upgrade: h2c"),
            get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
            get("TE: trailers"), get("Trailer: X"), get("Keep-Alive: timeout=5"),
            get("Proxy-Connection: close"),
            request("GET /feed.xml HTTP/1.0"), request("GET /feed.xml HTTP/1.0", host: ""),
            request("GET /feed.xml HTTP/1.0", ["Connection: keep-alive"]),
            request("HEAD /feed.xml HTTP/1.0", ["Connection: keep-alive", "Accept-Encoding: gzip"]),
        ]

    private static let addressed: [String] =
        [
            "/feed.xml?a=b", "/feed.xml?", "/feed.xml#a", "/%66eed.xml", "/feed%2Exml", "http://a/feed.xml",
            "HTTP://a:80/feed.xml", "/old.xml", "/%zz", "/%00", "/feed.xml%00", "/../feed.xml",
            "/a/../feed.xml",
            "/%2e%2e/feed.xml", "/feed.xml\u{0}", "/feed.xml\u{E9}", "*", "feed.xml", "ftp://a/feed.xml",
            "a:80",
        ].map { request("GET \($0) HTTP/1.1") }
        + [
            "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", "GETT", "HEADER", "G\u{0}T", "",
        ].map { request("\($0) /feed.xml HTTP/1.1") } + [
            request("GET  /feed.xml HTTP/1.1"), request("GET /feed.xml  HTTP/1.1"),
            request("GET\t/feed.xml\tHTTP/1.1"),
            request("GET /feed.xml HTTP/1.1 "), request("GET /feed.xml"), request("GET /feed.xml HTTP/1.2"),
            request("GET /feed.xml HTTP/2.0"), request("GET /feed.xml http/1.1"),
            request("GET /feed.xml HTTP/11"),
            request("GET HTTP/1.1"), request("GET"), request("\u{16}\u{3}\u{1}"), "\r\n" + get(),
            "\n" + get(),
        ]

    private static let framed: [String] = [
        get("Content-Length: 0"), get("Content-Length: 3") + "abc",
        get("Transfer-Encoding: chunked") + "0\r\n\r\n",
        get("Transfer-Encoding: chunked") + "3;x=y\r\nabc\r\n0\r\nX: y\r\n\r\n",
        get("Content-Length: 3", "Content-Length: 3") + "abc",
        get("Content-Length: 3", "Content-Length: 4") + "abcd",
        get("Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n", get("Content-Length: -1"),
        get("Content-Length: +3") + "abc", get("Content-Length: 3, 3") + "abc", get("Content-Length: x"),
        get("Transfer-Encoding: xchunked") + "0\r\n\r\n", get("Transfer-Encoding: identity"),
        get("Transfer-Encoding: chunked, identity"), get("Transfer-Encoding: gzip, chunked") + "0\r\n\r\n",
        get("Content-Length : 3") + "abc", get("Transfer-Encoding : chunked") + "0\r\n\r\n",
        get("Expect: 100-continue"), get("Expect: 100-continue", "Content-Length: 3") + "abc",
        get("Expect: x"),
    ]

    private static let malformed: [String] = [
        request("GET /feed.xml HTTP/1.1", host: ""), request("GET /feed.xml HTTP/1.1", host: "Host:"),
        get("Host: b"), get("Host: a"), get("X : y"), get(" X: y"), get("X: y", " folded"),
        get("X: y", "\tfolded"),
        get("No colon"), get(": y"), get("X: \u{0}"), get("X: \u{E9}"), get("X: \u{7F}"), get("X: \u{1}"),
        get("X\u{E9}: y"), get("X(: y"), get("X: a\rb"), get("X: a\nb"),
        "GET /feed.xml HTTP/1.1\nHost: a\n\n", "GET /feed.xml HTTP/1.1\r\nHost: a\n\r\n",
        "GET /feed.xml HTTP/1.1\nHost: a\r\n\r\n", "GET /feed.xml HTTP/1.1\r\nHost: a\r\n\n",
        "GET /feed.xml HTTP/1.1\r\rHost: a\r\n\r\n", "GET /feed.xml HTTP/1.1\r\nHost: a\r\r\n\r\n",
    ]
}
