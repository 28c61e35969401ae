extension Namespace {
    /// Addresses that were used for RSS 2.0 itself, which has none.
    private static let rss2: Set<String> = [
        "http://backend.userland.com/rss2", "http://backend.userland.com/RSS2",
        "http://blogs.law.harvard.edu/tech/rss", "http://my.netscape.com/publish/formats/rss-0.91.dtd",
    ]

    /// Other spellings that are as good as the first.
    private static let equals: [String: String] = [
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": podcast,
        "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html": creativeCommons,
        "http://purl.org/atom/app#": publishing,
    ]

    private static let near: [String: String] = {
        var near: [String: String] = [:]
        for namespace in names.keys { near[key(namespace)] = namespace }
        return near
    }()

    /// What people write differently without meaning anything by it.
    private static func key(_ namespace: String) -> String {
        var key = namespace.lowercased()
        for prefix in ["https://", "http://", "www."] where key.hasPrefix(prefix) {
            key.removeFirst(prefix.count)
        }
        while key.hasSuffix("/") || key.hasSuffix("#") { key.removeLast() }
        return key
    }

    /// The namespace that is meant, and whether it is written as it has to be.
    static func meant(by namespace: String) -> (namespace: String, isRight: Bool) {
        if namespace.isEmpty || names[namespace] != nil || alsoKnown.contains(namespace) {
            return (namespace, true)
        }
        if rss2.contains(namespace) { return ("", true) }
        if let equal = equals[namespace] { return (equal, true) }
        if let meant = near[key(namespace)] { return (meant, false) }
        return (namespace, true)
    }
}
