import Outbound

/// Where the daemon listens: `host:port`, `[v6]:port` or `unix:/path`.
package enum ListenAddress: Equatable, Sendable {
    case tcp(host: String, port: Int)
    case unix(path: String)

    package init?(_ text: String) {
        if text.hasPrefix("unix:/") {
            self = .unix(path: String(text.dropFirst(5)))
            return
        }
        guard
            let colon = text.lastIndex(of: ":"),
            text[text.index(after: colon)...].allSatisfy(\.isNumber),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            return nil
        }
        if host.isEmpty { return nil }
        self = .tcp(host: host, port: port)
    }

    package static func advice(for text: String) -> String {
        "\"\(text)\" is no address to listen on; right would be \"127.0.0.1:8080\", \"[::1]:8080\" or \"unix:/run/feedherald.sock\""
    }

    /// The URL at which a listener answers, for links where no base URL is defined.
    package func url(overTLS isSecure: Bool = false) -> String? {
        switch self {
        case .tcp(let host, let port):
            "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        case .unix: nil
        }
    }
}

/// The spelling of a network in a definition.
enum NetworkName {
    static func isValid(_ text: String) -> Bool { Network(text) != nil }
}
