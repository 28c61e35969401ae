import Foundation
package import NIOHTTP1

/// One HTTP request, whole.
package struct Request: Sendable {
    package var method: HTTPMethod
    /// The path below the base URL's own, percent-decoded, always with a leading slash.
    package var path: String
    /// As it was sent.
    package var rawPath: String
    package var headers: HTTPHeaders
    package var body: [UInt8]

    /// The first value of a header.
    package func header(_ name: String) -> String? { headers.first(name: name) }

    /// The parts of the path between its slashes.
    package var parts: [String] { path.split(separator: "/").map(String.init) }

    /// Whether a browser opens this as a page (Fetch Metadata).
    package var isNavigation: Bool { header("Sec-Fetch-Dest") == "document" }
}

extension Request {
    /// Nil where the target is no path that may be answered: broken escapes, NUL, or steps upward.
    init?(_ head: HTTPRequestHead, body: [UInt8], below base: String) {
        let target = head.uri.prefix { $0 != "?" && $0 != "#" }
        guard target.hasPrefix("/"), let path = String(target).removingPercentEncoding else { return nil }
        if path.utf8.contains(0) || path.split(separator: "/").contains("..") { return nil }
        method = head.method
        rawPath = String(target)
        self.path =
            base.isEmpty || !(path == base || path.hasPrefix(base + "/"))
            ? path : String(path.dropFirst(base.count))
        if self.path.isEmpty { self.path = "/" }
        headers = head.headers
        self.body = body
    }
}
