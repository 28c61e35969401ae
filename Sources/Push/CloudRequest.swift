/// What a subscriber asks of an rssCloud server.
///
/// <https://github.com/rsscloud/rsscloud-server#pleasenotify>
package struct CloudRequest: Equatable, Sendable {
    /// For how long it is told, in seconds: it is to ask again each day.
    package static let lease = 90_000
    /// Of so many documents at a time.
    private static let mostTopics = 100

    package let form: Callback.Form
    package let isSecure: Bool
    package let port: Int
    /// With its slash.
    package let path: String
    /// As they were sent, to the byte; at least one.
    package let topics: [String]
    /// Where it wants to be told; nil where it is whence it asks.
    package let domain: String?

    /// Reads the fields of a form.
    package init(fields: [(String, String)]) throws(Refusal) {
        func field(_ name: String) -> String? { fields.first { $0.0 == name }?.1 }
        var topics: [String] = []
        for number in 1...Self.mostTopics {
            guard let url = field("url\(number)") else { break }
            topics.append(url)
        }
        try self.init(
            protocolName: field("protocol"),
            port: field("port").flatMap { Int($0.trimmedOfSpace) },
            path: field("path"),
            procedure: field("notifyProcedure"),
            topics: topics,
            domain: field("domain")
        )
    }

    /// Reads the parameters of `rssCloud.pleaseNotify`: a procedure, a port, a path, a protocol, a list of URLs, and
    /// perhaps a domain.
    package init(parameters: [XMLRPC.Value]) throws(Refusal) {
        guard (5...6).contains(parameters.count) else {
            throw .unfit("rssCloud.pleaseNotify", "takes five or six parameters, not \(parameters.count)")
        }
        guard case .list(let list) = parameters[4] else {
            throw .unfit("the fifth parameter", "must be a list of URLs")
        }
        try self.init(
            protocolName: parameters[3].text,
            port: parameters[1].number,
            path: parameters[2].text,
            procedure: parameters[0].text,
            topics: list.prefix(Self.mostTopics).compactMap(\.text),
            domain: parameters.count == 6 ? parameters[5].text : nil
        )
    }

    private init(
        protocolName: String?,
        port: Int?,
        path: String?,
        procedure: String?,
        topics: [String],
        domain: String?
    ) throws(Refusal) {
        guard let protocolName, !protocolName.isEmpty else { throw .missing("protocol") }
        switch protocolName {
        case "http-post", "https-post": form = .rssCloud
        case "xml-rpc":
            guard let procedure, !procedure.isEmpty else { throw .missing("notifyProcedure") }
            guard XMLRPC.isName(procedure) else {
                throw .unfit("notifyProcedure", "is no name of a procedure")
            }
            form = .xmlRPC(procedure: procedure)
        default: throw .unfit("protocol", "must be http-post, https-post or xml-rpc")
        }
        guard let port else { throw .missing("port") }
        guard (1...65_535).contains(port) else { throw .unfit("port", "must be from 1 to 65535") }
        guard let path else { throw .missing("path") }
        if topics.isEmpty { throw .missing("url1") }
        isSecure = protocolName == "https-post" || port == 443
        self.port = port
        self.path = path.hasPrefix("/") ? path : "/" + path
        self.topics = topics
        self.domain = domain.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Where it is told, if it asks from this address.
    package func callback(of caller: String) throws(Refusal) -> Callback {
        var host = domain ?? caller
        if host.lowercased().hasPrefix("::ffff:"), host.contains(".") { host = String(host.dropFirst(7)) }
        if host.contains(":"), !host.hasPrefix("[") { host = "[\(host)]" }
        let url = "\(isSecure ? "https" : "http")://\(host):\(port)\(path)"
        // A domain that brings a port or a path of its own means something else than it says.
        if host.contains(where: { $0 == "/" || $0 == "?" }) { throw .unfit("domain", "is no host") }
        if let flaw = WebAddress.flaw(of: url) { throw .unfit("the address \(url.prefix(200))", flaw) }
        return Callback(url: url, form: form)
    }
}

/// The question whether an address really means it.
package struct CloudChallenge: Equatable, Sendable {
    package let callback: Callback
    package let topic: String
    package let challenge: String

    package init(_ callback: Callback, topic: String, challenge: String) {
        self.callback = callback
        self.topic = topic
        self.challenge = challenge
    }

    /// The URL to get: what answers it with the challenge is no stranger's.
    package var url: String { callback.url.adding([("url", topic), ("challenge", challenge)]) }

    /// Whether this answer is a yes.
    package func confirms(status: Int, body: [UInt8]) -> Bool {
        (200..<300).contains(status) && body.elementsEqual(challenge.utf8)
    }
}

extension XMLRPC.Value {
    /// Some send a port as a text.
    fileprivate var number: Int? {
        switch self {
        case .integer(let number): number
        case .string(let text): Int(text.trimmedOfSpace)
        case .flag, .list, .table: nil
        }
    }

    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
