import Testing

@testable import Readership

struct LogLineTests {
    private func read(_ text: String) -> LogLine? {
        var text = text
        return text.withUTF8 { LogLine(UnsafeRawBufferPointer($0)) }
    }

    private static let moment = 1_795_749_255

    @Test(arguments: [
        #"192.0.2.1 - - [27/Nov/2026:03:14:15 +0000] "GET /news/atom.xml?a=1 HTTP/1.1" 200 512 "-" "newsboat/2""#,
        #"192.0.2.1 - ann lee [27/Nov/2026:04:14:15 +0100] "GET /news/atom.xml HTTP/1.1" 200 512 "https://a.example/" "newsboat/2" "198.51.100.7""#,
        #"example.org:443 192.0.2.1 - - [26/Nov/2026:22:14:15 -0500] "GET http://example.org/news/atom.xml HTTP/1.1" 200 512 "a \"quoted\" page" "newsboat/2""#,
        #"{"time":"2026-11-27T03:14:15+00:00","remote_addr":"192.0.2.1","request":"GET /news/atom.xml HTTP/1.1","status":200,"body_bytes_sent":512,"http_referer":"","http_user_agent":"newsboat/2"}"#,
        #"{"time_local":"27/Nov/2026:03:14:15 +0000","remote_addr":"192.0.2.1","request_method":"GET","request_uri":"/news/atom.xml?a","status":"200","body_bytes_sent":"512","http_user_agent":"newsboat/2"}"#,
        #"{"ClientIP":"192.0.2.1","ClientRequestMethod":"GET","ClientRequestURI":"/news/atom.xml","EdgeResponseStatus":200,"EdgeResponseBytes":512,"EdgeStartTimestamp":"2026-11-27T03:14:15Z","ClientRequestUserAgent":"newsboat/2","ClientCountry":"at"}"#,
        #"{"ClientIP":"192.0.2.1","ClientRequestMethod":"GET","ClientRequestURI":"/news/atom.xml","EdgeResponseStatus":200,"EdgeResponseBytes":512,"EdgeStartTimestamp":1795749255000000000,"ClientRequestUserAgent":"newsboat/2"}"#,
        #"{"timestamp":"2026-11-27T03:14:15+0000","client_ip":"192.0.2.1","host":"a","url":"/news/atom.xml","request_method":"GET","request_user_agent":"newsboat/2","response_status":200,"response_body_size":512}"#,
        #"{"date":"2026-11-27","time":"03:14:15","c-ip":"192.0.2.1","cs-method":"GET","cs-uri-stem":"/news/atom.xml","sc-status":"200","sc-bytes":"512","cs(User-Agent)":"newsboat/2"}"#,
        #"{"ts":1795749255.25,"request":{"remote_ip":"192.0.2.1","method":"GET","uri":"/news/atom.xml","headers":{"User-Agent":["newsboat/2"]}},"size":512,"status":200}"#,
    ])
    func `one request is the same in every log`(text: String) throws {
        let line = try #require(read(text))
        #expect(line.client == Client(v4: 0xC000_0201))
        #expect(line.second == Self.moment)
        #expect(line.method == .get)
        #expect(line.path == "/news/atom.xml")
        #expect(line.status == 200)
        #expect(line.sent == 512)
        #expect(line.userAgent == "newsboat/2")
    }

    @Test func `a common line has no agent, a dash no bytes, and a refused request no path`() throws {
        let common = try #require(
            read(#"2001:db8::1 - - [27/Nov/2026:03:14:15 +0000] "HEAD /a%20b HTTP/1.1" 304 -"#)
        )
        #expect(common.method == .head)
        #expect(common.path == "/a b")
        #expect(common.sent == 0)
        #expect(common.userAgent.isEmpty)
        let refused = try #require(
            read(#"192.0.2.1 - - [27/Nov/2026:03:14:15 +0000] "\x16\x03\x01" 400 150 "-" "-""#)
        )
        #expect(refused.path.isEmpty)
        let silent = try #require(read(#"192.0.2.1 - - [27/Nov/2026:03:14:15 +0000] "-" 408 0 "-" "-""#))
        #expect(silent.path.isEmpty)
    }

    @Test func `what nginx and Apache escape is resolved, and names of hosts are as many clients`() throws {
        let nginx = try #require(
            read(
                #"a.example - - [27/Nov/2026:03:14:15 +0000] "GET / HTTP/1.1" 200 1 "-" "a \x22b\x22 \x5C \xC3\xA9""#
            )
        )
        #expect(nginx.userAgent == "a \"b\" \\ é")
        let apache = try #require(
            read(#"b.example - - [27/Nov/2026:03:14:15 +0000] "GET / HTTP/1.1" 200 1 "-" "a \"b\" \\""#)
        )
        #expect(apache.userAgent == "a \"b\" \\")
        #expect(nginx.client != apache.client)
    }

    @Test func `the first byte of a range is known where the log has it`() throws {
        let line = try #require(
            read(
                #"{"time":"2026-11-27T03:14:15+00:00","remote_addr":"192.0.2.1","request":"GET /a.mp3 HTTP/1.1","status":206,"body_bytes_sent":10,"http_range":"bytes=100-109"}"#
            )
        )
        #expect(line.first == 100)
    }

    @Test(arguments: [
        "", "nonsense", "{", "{}", "[]", #"{"remote_addr":"192.0.2.1"}"#,
        #"192.0.2.1 - - [27/Nov/2026:03:14:15 +0000] "GET / HTTP/1.1" 200"#,
        #"192.0.2.1 - - [27/Nov/2026:03:14:15 +0000] "GET / HTTP/1.1 200 12"#,
        #"192.0.2.1 - - [99/Nov/2026:03:14:15 +0000] "GET / HTTP/1.1" 200 12"#,
        #"192.0.2.1 - - [27/Nov/2026:03:14:15] "GET / HTTP/1.1" 200 12"#,
        #"192.0.2.1 - - 27/Nov/2026:03:14:15 +0000 "GET / HTTP/1.1" 200 12"#, "\u{0}\u{1}\u{2}",
        #"192.0.2.1 - - [27/Nov/99999999999999999999:03:14:15 +0000] "GET / HTTP/1.1" 200 12"#,
    ])
    func `what is no request is none`(text: String) {
        #expect(read(text) == nil)
    }
}
