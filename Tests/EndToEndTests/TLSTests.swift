import Foundation
import Glibc
import Testing

/// TLS as curl and OpenSSL see it.
struct TLSTests {
    @Test func `each document and coding has equal bytes in HTTP/2, in HTTP/1.1 over TLS, and without TLS`()
        throws
    {
        let secure = try SecureDaemon()
        let brotli = ["--header", "Accept-Encoding: br"]
        try eventually("all codings are made") {
            try secure.askPlainly("/news/atom.xml", brotli).message["Content-Encoding"] == "br"
        }
        let documents = ["rss.xml", "atom.xml", "feed.json"].flatMap { name in
            ["identity", "gzip", "br", "zstd"].map { ("/news/" + name, $0) }
        }
        let others = ["/news/summary/atom.xml", "/news/", "/news/first/", "/feeds.opml", "/nowhere"]
        for (path, coding) in documents + others.map({ ($0, "gzip") }) {
            let header = ["--header", "Accept-Encoding: \(coding)"]
            let plain = try secure.askPlainly(path, header).message
            for version in ["1.1", "2"] {
                let answer = try secure.ask(path, header + ["--http\(version)"])
                #expect(answer.version == version)
                #expect(answer.message.status == plain.status, "\(path) \(coding) \(version)")
                #expect(answer.message.body == plain.body, "\(path) \(coding) \(version)")
                #expect(Self.fields(answer.message) == Self.fields(plain), "\(path) \(coding) \(version)")
            }
        }
        #expect(try secure.askPlainly("/news/atom.xml").message.text.contains("<feed"))
    }

    /// Header fields, but for what is of the moment or the connection.
    private static func fields(_ message: Message) -> [String] {
        message.fields.map { "\($0.name.lowercased()): \($0.value)" }.filter { !$0.hasPrefix("date:") }
            .sorted()
    }

    @Test(arguments: ["--http1.1", "--http2"])
    func `conditions, HEAD and forms are answered as without TLS`(version: String) throws {
        let secure = try SecureDaemon()
        let whole = try secure.ask("/news/atom.xml", [version]).message
        let etag = try #require(whole["ETag"])
        let unchanged = try secure.ask("/news/atom.xml", [version, "--header", "If-None-Match: \(etag)"])
            .message
        #expect(unchanged.status == 304)
        #expect(unchanged.body.isEmpty)
        let head = try secure.ask("/news/atom.xml", [version, "--head"]).message
        #expect(head["Content-Length"] == "\(whole.body.count)")
        let topic = try #require(whole["Link"]?.firstMatch(of: #/<([^>]+)>; rel="self"/#)?.output.1)
        #expect(topic.hasPrefix("https://127.0.0.1:"))
        let form = ["--data", "hub.mode=subscribe&hub.topic=\(topic)&hub.callback=http://127.0.0.1:1/"]
        #expect(try secure.ask("/hub", [version] + form).message.status == 202)
        let large = secure.site.beside("large")
        try Data(repeating: 65, count: 200_000).write(to: URL(filePath: large))
        let refused = try secure.ask("/hub", [version, "--data-binary", "@" + large]).message
        #expect(refused.status == 413)
    }

    @Test func `neither old TLS nor a plain question gets an answer`() throws {
        let secure = try SecureDaemon()
        for (version, isTaken) in [("-tls1_1", false), ("-tls1_2", true), ("-tls1_3", true)] {
            let client = try Command(
                program: "openssl",
                [
                    "s_client", "-connect", "127.0.0.1:\(secure.daemon.port)", version, "-cipher",
                    "ALL:@SECLEVEL=0",
                ]
            )
            #expect((client.code == 0) == isTaken, "\(version): \(client.errors)")
        }
        let plain = try Connection(port: secure.daemon.port)
        try plain.send("GET /news/atom.xml HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try !String(decoding: plain.rest(), as: UTF8.self).contains("HTTP/1.1 200"))
        // Who offers nothing is spoken to in HTTP/1.1.
        #expect(try secure.ask("/news/atom.xml", ["--no-alpn"]).version == "1.1")
    }

    @Test func `whoever comes without TLS is led to it, and browsers are told so over TLS alone`() throws {
        let port = try freePort()
        let secure = try SecureDaemon("redirect_listen = \"127.0.0.1:\(port)\"\nhsts = \"180d\"")
        let plain = HTTP(port: port)
        for (method, target) in [
            ("GET", "/news/atom.xml?a=b&c=%22"), ("POST", "/hub"), ("GET", "//evil.example/"),
        ] {
            let answer = try plain.ask(method, target, body: method == "POST" ? "hub.mode=subscribe" : "")
            #expect(answer.status == 308)
            #expect(answer["Location"] == secure.origin + target)
            #expect(answer["Strict-Transport-Security"] == nil)
        }
        let told = "max-age=15552000"
        for path in ["/news/atom.xml", "/news/", "/nowhere"] {
            for version in ["--http1.1", "--http2"] {
                let answer = try secure.ask(path, [version]).message
                #expect(answer["Strict-Transport-Security"] == told, "\(path) \(version)")
            }
            let ways = [
                (nil, nil), ("X-Forwarded-Proto: http", nil), ("X-Forwarded-Proto: https", told),
                ("Forwarded: for=192.0.2.1;proto=https", told), ("Forwarded: for=192.0.2.1", nil),
            ]
            for (header, expected) in ways {
                let headers = header.map { ["--header", $0] } ?? []
                let answer = try secure.askPlainly(path, headers).message
                #expect(answer["Strict-Transport-Security"] == expected, "\(path) \(header ?? "")")
            }
        }
    }

    @Test func `sockets that systemd has opened speak TLS, but for the one whose name is redirect`() throws {
        let (port, plain) = (try freePort(), try freePort())
        let secure = try SecureDaemon(
            port: port,
            launcher: ["python3", Fixtures.url("activate.py").path, "redirect:\(plain),\(port)"]
        )
        #expect(try secure.ask("/news/atom.xml").message.status == 200)
        #expect(try HTTP(port: plain).ask("GET", "/news/")["Location"] == secure.origin + "/news/")
        #expect(try secure.daemon.stop() == 0)
    }

    @Test func `a certificate that is renewed is taken at SIGHUP, and those who are connected stay`() throws {
        let secure = try SecureDaemon()
        let next = try Certificate(in: secure.site.beside("next"))
        // As certbot does, the names then lead elsewhere.
        let script = try secure.python("renewal.py", ["\(secure.daemon.id)", next.file, next.key])
        #expect(script.code == 0, "\(script.errors)")
        #expect(try secure.daemon.log.contents.contains("certificate taken"))
    }

    @Test func `a broken certificate at a reload is told of, and the old one stays`() throws {
        let secure = try SecureDaemon()
        let stranger = try Certificate(in: secure.site.beside("stranger"))
        let good = try Data(contentsOf: URL(filePath: secure.certificate.key))
        let trusted = secure.site.beside("trusted.pem")
        try FileManager.default.copyItem(atPath: secure.certificate.file, toPath: trusted)
        for (file, bytes, words) in [
            (secure.certificate.key, try Data(contentsOf: URL(filePath: stranger.key)), "is not the key of"),
            (secure.certificate.key, Data("nonsense".utf8), "privkey.pem holds no sound private key"),
            (secure.certificate.key, good, "certificate taken"),
            (
                secure.certificate.file, Data("-----BEGIN CERTIFICATE-----\nAAAA".utf8),
                "fullchain.pem holds no sound certificate"
            ),
        ] {
            try bytes.write(to: URL(filePath: file))
            kill(secure.daemon.id, SIGHUP)
            try eventually("the log says: \(words)") { try secure.daemon.log.contents.contains(words) }
            let answer = try Curl(secure.origin + "/news/atom.xml", trusting: trusted)
            #expect(answer.message.status == 200)
        }
        #expect(try secure.daemon.log.contents.contains("the old one stays"))
    }

    @Test func `a broken certificate at the start ends it, with the file, the key and the line`() throws {
        let site = try SiteFolder()
        let (one, other) = (
            try Certificate(in: site.beside("one")), try Certificate(in: site.beside("other"))
        )
        try site.write("nonsense", to: "nonsense.pem")
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        for (lines, words) in [
            ("tls_certificate = \"\(one.file)\"", ":2: \"tls_certificate\" needs \"tls_key\" beside it"),
            ("tls_key = \"\(one.key)\"", ":2: \"tls_key\" needs \"tls_certificate\" beside it"),
            ("redirect_listen = \"127.0.0.1:0\"", ":2: \"redirect_listen\" leads to TLS"),
            (
                "tls_certificate = \"none.pem\"\ntls_key = \"\(one.key)\"",
                ":2: \"tls_certificate\": \(site.path)/none.pem cannot be read: No such file or directory"
            ),
            (
                "tls_certificate = \"\(one.file)\"\ntls_key = \"nonsense.pem\"",
                ":3: \"tls_key\": \(site.path)/nonsense.pem holds no sound private key"
            ),
            (
                "tls_certificate = \"\(one.file)\"\ntls_key = \"\(other.key)\"",
                ":3: \"tls_key\": \(other.key) is not the key of the first certificate in \(one.file)"
            ),
        ] {
            try site.write("[http]\n\(lines)\n", to: "feedherald.toml")
            let arguments = ["--store", site.beside("state/store.sqlite")]
            let serve = try Command(["serve", site.path, "--listen", "127.0.0.1:0"] + arguments)
            #expect(serve.code == 78, "\(lines)")
            #expect(serve.errors.contains("feedherald.toml" + words), "\(serve.errors)")
            let check = try Command(["check", site.path] + arguments)
            #expect(check.code == 2)
            #expect(check.output.contains("feedherald.toml" + words), "\(check.output)")
        }
    }

    @Test func `check warns of links that would lead past TLS`() throws {
        let site = try SiteFolder()
        let certificate = try Certificate(in: site.beside("tls"))
        try site.write(
            "base_url = \"http://feeds.example\"\n[http]\ntls_certificate = \"../tls/fullchain.pem\"\ntls_key = \"\(certificate.key)\"\n",
            to: "feedherald.toml"
        )
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        let check = try Command(["check", site.path])
        #expect(
            check.output.contains("warning: feedherald.toml:1: \"base_url\" is http://feeds.example"),
            "\(check.output)"
        )
    }

    @Test func `abuse of HTTP/2 ends its connection, or costs nothing, and others are served`() throws {
        let secure = try SecureDaemon("idle = \"1s\"")
        for kind in ["resets", "settings", "pings", "headers", "continuations", "streams", "window"] {
            let script = try secure.python("abuse.py", [kind])
            #expect(script.code == 0, "\(kind): \(script.output)\(script.errors)")
            #expect(try secure.ask("/news/atom.xml", ["--http2"]).message.status == 200)
        }
        #expect(try secure.daemon.stop() == 0)
    }
}
