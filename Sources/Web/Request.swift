import Foundation
package import NIOHTTP1
package import Readership

/// One HTTP request, whole.
package struct Request: Sendable {
    package var method: HTTPMethod
    /// The path below the base URL's own, percent-decoded, always with a leading slash.
    package var path: String
    /// As it was sent.
    package var rawPath: String
    /// As it was sent, with its question mark; empty where there is none.
    package var query = ""
    package var headers: HTTPHeaders
    package var body: [UInt8]
    /// The far end of the connection.
    package var peer = Client.loopback

    /// The first value of a header.
    package func header(_ name: String) -> String? { headers.first(name: name) }

    /// The type of its body, without parameters, in lower case.
    var mediaType: String? { header("Content-Type")?.prefix { $0 != ";" }.trimmed.lowercased() }

    /// The parts of the path between its slashes.
    package var parts: [String] { path.split(separator: "/").map(String.init) }

    /// Whether a browser opens this as a page (Fetch Metadata).
    package var isNavigation: Bool { header("Sec-Fetch-Dest") == "document" }

    /// A GET of a path below the base URL, percent-decoded, with no word more.
    package static func plain(_ path: String) -> Request {
        Request(method: .GET, path: path, rawPath: path, headers: [:], body: [])
    }
}

extension Request {
    /// Nil where the target is no path that may be answered: broken escapes, NUL, or steps upward.
    init?(_ head: HTTPRequestHead, body: [UInt8], below base: String) {
        guard let target = Self.target(of: head.uri), let path = Self.decoded(target) else { return nil }
        method = head.method
        rawPath = String(target)
        query = String(head.uri.drop { $0 != "?" && $0 != "#" }.prefix { $0 != "#" })
        self.path =
            base.isEmpty || !(path == base || path.hasPrefix(base + "/"))
            ? path : String(path.dropFirst(base.count))
        if self.path.isEmpty { self.path = "/" }
        headers = head.headers
        self.body = body
    }

    /// The path of a target in origin form, or in the absolute form that a server must take as well
    /// (RFC 9112, section 3.2.2).
    private static func target(of uri: String) -> Substring? {
        let target = uri.prefix { $0 != "?" && $0 != "#" }
        if target.hasPrefix("/") { return target }
        let scheme = target.prefix { $0 != ":" }
        guard ["http", "https"].contains(scheme.lowercased()), target[scheme.endIndex...].hasPrefix("://")
        else { return nil }
        let path = target[scheme.endIndex...].dropFirst(3).drop { $0 != "/" }
        return path.isEmpty ? "/" : path
    }

    /// The path with its escapes resolved, part by part: an escaped slash parts nothing, and stays escaped.
    private static func decoded(_ target: Substring) -> String? {
        if !target.utf8.contains(UInt8(ascii: "%")), !target.contains("..") { return String(target) }
        var parts: [String] = []
        for part in target.split(separator: "/", omittingEmptySubsequences: false) {
            guard let text = String(part).removingPercentEncoding, text != "..", !text.utf8.contains(0) else {
                return nil
            }
            parts.append(text.replacing("/", with: "%2F"))
        }
        return parts.joined(separator: "/")
    }
}
