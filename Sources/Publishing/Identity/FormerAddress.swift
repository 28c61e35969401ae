import Foundation

/// An address below a feed's own that led to one of its articles before, as it is kept and asked for.
enum FormerAddress {
    /// What the parts of a path below the feed's address are kept by; nil for those that are Feedherald's own.
    static func of(_ parts: [some StringProtocol]) -> String? {
        var parts = parts.map { String($0) }
        if parts.count > 1, parts.last == "index.html" { parts.removeLast() }
        guard let first = parts.first, !Slug.reserved.contains(first) else { return nil }
        return parts.joined(separator: "/").precomposedStringWithCanonicalMapping
    }

    /// The path below the base URL that an author's alias, a path or a URL, names; nil where it is another site's.
    static func path(of alias: String, base: Base?) -> String? {
        guard let url = URLComponents(string: alias.legalInURL) else { return nil }
        if let host = url.host, host.lowercased() != base?.host { return nil }
        var path = url.path
        if let prefix = base?.path.removingPercentEncoding, !prefix.isEmpty, path.hasPrefix(prefix + "/") {
            path = String(path.dropFirst(prefix.count))
        }
        return path.hasPrefix("/") ? path : nil
    }

    /// The address that an author's alias, a path or a URL, names below a feed; nil where it lies elsewhere.
    static func below(_ feed: String, base: Base?, alias: String) -> String? {
        guard let path = path(of: alias, base: base) else { return nil }
        let parts = path.split(separator: "/")
        guard parts.first.map(String.init) == feed, parts.count > 1 else { return nil }
        return of(Array(parts.dropFirst()))
    }
}
