import Foundation

/// A certificate that nobody else trusts, made by openssl, and its key.
struct Certificate {
    /// The paths of the files.
    let file: String
    let key: String

    /// A certificate of this machine, in a folder that is made for it.
    init(in folder: String, days: Int = 30) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        (file, key) = (folder + "/fullchain.pem", folder + "/privkey.pem")
        let openssl = try Command(
            program: "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout",
                key, "-out", file, "-days", "\(days)", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
            ]
        )
        guard openssl.code == 0 else { throw Waited(description: openssl.errors) }
    }
}

/// What curl got, over the version of HTTP that it was told to speak.
struct Curl {
    let message: Message
    /// `1.1` or `2`.
    let version: String

    init(_ url: String, trusting certificate: String, _ arguments: [String] = []) throws {
        let place = FileManager.default.temporaryDirectory.path + "/feedherald-curl-\(UUID().uuidString)"
        defer {
            for ending in ["head", "body"] {
                try? FileManager.default.removeItem(atPath: "\(place).\(ending)")
            }
        }
        let curl = try Command(
            program: "curl",
            [
                "--silent", "--show-error", "--max-time", "10", "--cacert", certificate, "--dump-header",
                place + ".head", "--output", place + ".body", "--write-out", "%{http_version}",
            ] + arguments + [url]
        )
        guard curl.code == 0 else { throw Waited(description: "curl \(arguments) \(url): \(curl.errors)") }
        version = curl.output
        let lines = try (place + ".head").contents.components(separatedBy: "\r\n").filter { !$0.isEmpty }
        // A "100 Continue" stands before the answer.
        let start = lines.lastIndex { $0.hasPrefix("HTTP/") } ?? 0
        message = Message(
            start: lines[start],
            fields: lines[(start + 1)...].map { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                return (
                    String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
                )
            },
            body: (try? Data(contentsOf: URL(filePath: place + ".body"))) ?? Data()
        )
    }
}

/// A running daemon with a certificate, which listens on a Unix socket as well.
final class SecureDaemon {
    let site: SiteFolder
    let daemon: Daemon
    let certificate: Certificate
    let socket: String

    var origin: String { "https://127.0.0.1:\(daemon.port)" }

    /// One with more lines of `[http]`, whose first pass is over.
    ///
    /// - Throws: ``Waited``, or what cannot be done.
    init(_ http: String = "", port: Int? = nil, launcher: [String] = []) throws {
        site = try SiteFolder()
        certificate = try Certificate(in: site.beside("tls"))
        socket = site.beside("socket")
        try site.write(
            """
            [http]
            tls_certificate = "../tls/fullchain.pem"
            tls_key = "\(certificate.key)"
            \(http)

            """,
            to: "feedherald.toml"
        )
        let text = (0..<40).map { "Line \($0) of an *article* about the harbour.\n" }.joined()
        try site.lay(SiteFolder.article("First", body: text), at: "news/articles/first.md")
        daemon = try Daemon(
            site,
            port: port,
            arguments: ["--listen", "unix:" + socket],
            launcher: launcher,
            awaitingReadiness: false
        )
        do {
            try eventually("the daemon is ready") {
                guard daemon.isRunning else { throw Waited(description: "the daemon has ended") }
                return try ask("/readyz").message.status == 200
            }
        } catch {
            throw Waited(description: "\(error): \(try daemon.log.contents)")
        }
    }

    func ask(_ path: String, _ arguments: [String] = []) throws -> Curl {
        try Curl(origin + path, trusting: certificate.file, arguments)
    }

    /// Asks over the Unix socket, which is plain.
    func askPlainly(_ path: String, _ arguments: [String] = []) throws -> Curl {
        try Curl(
            "http://127.0.0.1:\(daemon.port)\(path)",
            trusting: certificate.file,
            ["--unix-socket", socket] + arguments
        )
    }

    /// Runs one of the fixtures in Python with this daemon's port, and the certificate that it shows.
    func python(_ name: String, _ arguments: [String]) throws -> Command {
        try Command(
            program: Program.python,
            [Fixtures.url(name).path, "\(daemon.port)", certificate.file] + arguments
        )
    }
}
