import Foundation

/// What two addresses of one page have in common.
enum LinkKey {
    private static let pages = ["index.html", "index.htm", "index.php"]
    private static let endings = [".html", ".htm", ".php"]

    /// The address without scheme, `www.`, query, fragment, index page and last slash; nil for a site's front page.
    static func of(_ link: String) -> String? {
        guard let url = URLComponents(string: link.legalInURL) else { return nil }
        let parts = parts(of: path(of: url))
        guard !parts.isEmpty else { return nil }
        var host = url.host?.lowercased() ?? ""
        if host.hasPrefix("www.") { host.removeFirst(4) }
        return ([host] + parts).joined(separator: "/").precomposedStringWithCanonicalMapping
    }

    /// The same with the query, where that names the page and is not only there to follow people; nil where there is none.
    static func withQuery(of link: String) -> String? {
        guard let url = URLComponents(string: link.legalInURL) else { return nil }
        let items = (url.percentEncodedQueryItems ?? []).filter { !followsPeople($0.name.lowercased()) }
        if items.isEmpty { return nil }
        let query = items.map { "\($0.name)=\($0.value ?? "")" }.sorted().joined(separator: "&")
        return "\(of(link) ?? url.host?.lowercased() ?? "")?\(query)"
    }

    /// What senders add to links: <https://support.google.com/analytics/answer/10917952>, and others' marks of clicks.
    private static func followsPeople(_ name: String) -> Bool {
        name.hasPrefix("utm_") || ["fbclid", "gclid", "mc_cid", "mc_eid"].contains(name)
    }

    /// The last part of its path, without the ending of a page.
    static func lastPart(of link: String) -> String? {
        guard let url = URLComponents(string: link.legalInURL), let last = parts(of: path(of: url)).last
        else {
            return nil
        }
        for ending in endings where last.lowercased().hasSuffix(ending) {
            return String(last.dropLast(ending.count))
        }
        return last
    }

    /// With what follows a number sign, where that has a slash: tools write the sign of a title as it is, and some sites route
    /// by it.
    private static func path(of url: URLComponents) -> String {
        guard let fragment = url.fragment, fragment.contains("/") else { return url.path }
        return "\(url.path)#\(fragment)"
    }

    private static func parts(of path: String) -> [String] {
        var parts = path.split(separator: "/").map(String.init)
        if let last = parts.last, pages.contains(last.lowercased()) { parts.removeLast() }
        return parts
    }
}
