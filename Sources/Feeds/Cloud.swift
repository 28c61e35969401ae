/// Where subscribers by rssCloud ask: RSS's `cloud`.
///
/// <https://www.rssboard.org/rss-specification#ltcloudgtSubelementOfLtchannelgt>
package struct Cloud: Equatable, Sendable {
    package var domain: String
    /// Of 443 subscribers take it that TLS is spoken there.
    package var port: Int
    package var path: String

    package init(domain: String, port: Int, path: String) {
        self.domain = domain
        self.port = port
        self.path = path
    }
}
