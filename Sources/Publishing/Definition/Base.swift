import Feeds
import Foundation
import Outbound

/// The URL below which all addresses lie.
package struct Base: Equatable, Sendable {
    /// Without a slash at its end.
    package let url: String
    /// Without a port: it is part of every derived id.
    package let host: String
    /// What stands before each address, empty or with a leading slash: a proxy's location.
    package let path: String
    /// Whether documents name no hub: subscribers could not be called where this leads.
    package var hidesHub = false

    /// The hub of the site's own topics, as documents name it.
    package var hub: String? { hidesHub ? nil : url(of: "/hub") }

    /// The rssCloud server of the site's own topics, as RSS names it.
    var cloud: Cloud? {
        guard !hidesHub, let parts = URLComponents(string: url) else { return nil }
        let port = parts.port ?? (parts.scheme == "https" ? 443 : 80)
        return Cloud(domain: host, port: port, path: path + "/pleaseNotify")
    }

    /// The address that the host spells out; nil where it is a name, but for this machine's own.
    var literalAddress: Address? {
        if host == "localhost" || host.hasSuffix(".localhost") { return Address("127.0.0.1") }
        return Address(host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
    }

    /// Nil where `text` is no absolute http or https URL, or has a query or fragment.
    package init?(_ text: String) {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        guard
            Self.isWebURL(text),
            let parts = URLComponents(string: text),
            let host = parts.host,
            parts.query == nil, parts.fragment == nil, parts.user == nil
        else { return nil }
        url = text
        self.host = host.lowercased()
        path = parts.percentEncodedPath
    }

    /// What stands before each path when it is asked for over TLS; a port of a listener without TLS is none with it.
    package var secureOrigin: String {
        let origin = String(url.dropLast(path.utf8.count))
        if origin.hasPrefix("https://") { return origin }
        return "https://" + (host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host)
    }

    /// The absolute URL of a path that begins with a slash.
    package func url(of path: String) -> String { url + path.legalInURL }

    static func isWebURL(_ text: String) -> Bool {
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), let parts = URLComponents(string: text)
        else {
            return false
        }
        return parts.host?.isEmpty == false
            && !text.contains { $0 == "\"" || $0 == "<" || $0 == ">" || $0.isWhitespace }
    }
}
