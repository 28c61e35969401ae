package import Articles
package import Foundation
package import Push

/// What `feedherald.toml` says, with a default for every key.
package struct SiteDefinition: Equatable, Sendable {
    package struct Push: Equatable, Sendable {
        /// Networks, such as `10.20.0.0/16`, into which callbacks may lead though they are private.
        package var allowedNetworks: [String] = []
        /// Hubs of others, pinged for every feed.
        package var hubs: [String] = []
        package var policy = PushPolicy()
        /// Services that are told of each feed which changes, in the form that the store has.
        package var services: [String] = []
        /// What proves to search engines whose site it is; nil where none is told.
        package var indexNowKey: String?
        package var limits = PushLimits()
        /// Receivers that are told of every feed.
        package var webhooks: [NamedWebhook] = []
        package init() {}
    }

    package struct Fetch: Equatable, Sendable {
        /// Networks where files may lie that articles refer to, though they are private.
        package var allowedNetworks: [String] = []
        package init() {}
    }

    package struct Watch: Equatable, Sendable {
        /// Whether every folder is polled instead of watched.
        package var isPolling = false
        /// How often polled folders are looked at, in seconds.
        package var interval: TimeInterval = 5
        package init() {}
    }

    package struct HTTP: Equatable, Sendable {
        /// How long a connection may rest, in seconds.
        package var idle: TimeInterval = 75
        /// Whether readers are counted.
        package var countsReaders = true
        /// Whether who asks far too often without a condition is refused for a while.
        package var throttles = false
        /// Addresses and networks of proxies whose word is taken for where a request comes from; this machine's is always.
        package var trustedProxies: [String] = []
        /// The access log, as it stands in the file: relative to the folder of feeds, or absolute; nil where there is none.
        package var accessLog: String?
        package var accessLogFormat = AccessLogFormat.combined
        package var tls = TLS()
        package init() {}
    }

    package var baseURL: String?
    /// The line that says so.
    package var baseURLLine: Int?
    package var title: String?
    package var language: String?
    /// What in the file says nothing.
    package var warnings: [Problem] = []
    /// Authors whom the articles of every feed may name.
    package var authors: [KnownAuthor] = []
    package var timezone = TimeZone.gmt
    package var listen: [String] = []
    /// As it stands in the file: a path, relative to the folder of feeds, or a `sqlite://` URL.
    package var store: String?
    /// The folder that the site is written into, as it stands in the file: relative to the folder of feeds, or absolute.
    package var output: String?
    /// The line that says so.
    var outputLine: Int?
    package var push = Push()
    package var http = HTTP()
    package var fetch = Fetch()
    package var watch = Watch()
    /// For feeds that say nothing else of it.
    package var polling = Polling.usual

    package init() {}

    private static let keys = [
        "base_url", "title", "language", "timezone", "authors", "listen", "store", "output", "push", "http",
        "fetch", "watch", "polling",
    ]

    /// - Throws: ``Problems``, with file and lines.
    package static func read(_ text: String, file: String = "feedherald.toml") throws(Problems)
        -> SiteDefinition
    {
        var source: Definition
        do throws(Problem) {
            source = try Definition(text, file: file)
        } catch {
            throw Problems([error])
        }
        source.expect(keys)
        source.expect(
            [
                "allow_callbacks_to", "hubs", "limits", "lease", "least_lease", "most_lease", "signature",
                "delivery", "weblog_pings", "weblog_extended_pings", "indexnow", "indexnow_key", "webhooks",
            ],
            in: "push"
        )
        source.expect(["allow_from"], in: "fetch")
        source.expect(
            [
                "idle", "count_readers", "trusted_proxies", "access_log", "access_log_format",
                "tls_certificate", "tls_key", "redirect_listen", "hsts", "throttle",
            ],
            in: "http"
        )
        source.expect(["poll", "always_poll"], in: "watch")
        var site = SiteDefinition()
        site.baseURL = source.baseURL()
        site.baseURLLine = source.line(of: "base_url")
        site.title = source.string("title")
        site.language = source.language()
        site.timezone = source.timezone() ?? .gmt
        site.authors = source.knownAuthors()
        site.warnings = source.warnings
        site.listen = source.listeners("listen")
        site.store = source.string("store")
        site.output = source.output()
        site.outputLine = source.line(of: "output")
        site.push.allowedNetworks = source.networks("allow_callbacks_to", in: "push")
        site.push.hubs = source.urls("hubs", in: "push")
        site.push.limits = source.pushLimits()
        site.fetch.allowedNetworks = source.networks("allow_from", in: "fetch")
        site.push.policy = source.pushPolicy()
        site.push.webhooks = source.webhooks()
        site.push.indexNowKey = source.indexNowKey()
        site.push.services = source.services(key: site.push.indexNowKey)
        site.http.idle = source.duration("idle", in: "http") ?? site.http.idle
        site.http.countsReaders = source.flag("count_readers", in: "http") ?? true
        site.http.throttles = source.flag("throttle", in: "http") ?? false
        site.http.accessLog = source.string("access_log", in: "http")
        site.http.accessLogFormat = source.accessLogFormat() ?? .combined
        site.http.tls = source.tls()
        site.http.trustedProxies = source.networks("trusted_proxies", in: "http")
        site.watch.interval = source.duration("poll", in: "watch") ?? site.watch.interval
        site.watch.isPolling = source.flag("always_poll", in: "watch") ?? false
        site.polling = source.polling(else: .usual)
        for table in ["push", "http", "fetch", "watch"] { _ = source.keys(ofTable: table) }
        if !source.problems.isEmpty { throw Problems(source.problems) }
        return site
    }
}

extension Definition {
    fileprivate mutating func baseURL() -> String? {
        guard let text = string("base_url") else { return nil }
        if let base = Base(text) { return base.url }
        complain(
            "\"base_url\" must be a URL such as \"https://example.org\" or \"https://example.org/feeds\", not \"\(text)\"",
            about: "base_url"
        )
        return nil
    }

    fileprivate mutating func output() -> String? {
        guard let text = string("output") else { return nil }
        if !text.isEmpty, !text.contains("://") { return text }
        complain("\"output\" must be a folder such as \"../public/feeds\", not \"\(text)\"", about: "output")
        return nil
    }

    fileprivate mutating func accessLogFormat() -> AccessLogFormat? {
        guard let word = string("access_log_format", in: "http") else { return nil }
        if let format = AccessLogFormat(rawValue: word) { return format }
        complain(
            "\"access_log_format\" must be \"common\", \"combined\" or \"json\", not \"\(word)\"",
            about: "access_log_format",
            in: "http"
        )
        return nil
    }

    mutating func listeners(_ key: String, in table: String = "") -> [String] {
        let addresses = strings(key, in: table) ?? []
        for address in addresses where ListenAddress(address) == nil {
            complain(ListenAddress.advice(for: address), about: key, in: table)
        }
        return addresses
    }

    fileprivate mutating func networks(_ key: String, in table: String) -> [String] {
        let networks = strings(key, in: table) ?? []
        for network in networks where !NetworkName.isValid(network) {
            complain(
                "\"\(network)\" is no network; right would be one such as \"10.20.0.0/16\" or \"fd00::/8\"",
                about: key,
                in: table
            )
        }
        return networks
    }
}
