import Foundation
import Publishing

/// A reader that people use, and the address that subscribes there.
struct SubscribeLink: Equatable, Sendable {
    let name: String
    let url: String

    /// The readers on the web whose addresses for this are known and answer to anybody.
    static func readers(for feed: String) -> [SubscribeLink] {
        let value = feed.asQueryValue
        return [
            SubscribeLink(name: "Feedly", url: "https://feedly.com/i/subscription/feed%2F\(value)"),
            SubscribeLink(name: "Inoreader", url: "https://www.inoreader.com/?add_feed=\(value)"),
            SubscribeLink(name: "NewsBlur", url: "https://www.newsblur.com/?url=\(value)"),
            SubscribeLink(name: "Feedbin", url: "https://feedbin.com/?subscribe=\(value)"),
            SubscribeLink(
                name: "The Old Reader",
                url: "https://theoldreader.com/feeds/subscribe?url=\(value)"
            ),
            SubscribeLink(name: "Miniflux", url: "https://reader.miniflux.app/bookmarklet?uri=\(value)"),
        ]
    }

    /// Apps for podcasts, which have schemes of their own.
    static func podcastApps(for feed: String) -> [SubscribeLink] {
        let value = feed.asQueryValue
        return [
            SubscribeLink(name: "Apple Podcasts", url: "podcast://\(feed.withoutScheme)"),
            SubscribeLink(name: "Overcast", url: "overcast://x-callback-url/add?url=\(value)"),
            SubscribeLink(name: "Pocket Casts", url: "pktc://subscribe/\(feed.withoutScheme)"),
            // <https://antennapod.org/documentation/podcasters-hosters/add-on-antennapod>
            SubscribeLink(name: "AntennaPod", url: "https://antennapod.org/deeplink/subscribe?url=\(value)"),
        ]
    }

    /// The address that opens whatever reader the system has: <https://en.wikipedia.org/wiki/Feed_URI_scheme>.
    static func scheme(for feed: String) -> String { "feed:\(feed)" }
}

extension String {
    /// This text as the value of a query, of which no reader takes a part for its own.
    fileprivate var asQueryValue: String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        )
        return addingPercentEncoding(withAllowedCharacters: unreserved) ?? self
    }

    fileprivate var withoutScheme: Substring {
        firstRange(of: "://").map { self[$0.upperBound...] } ?? self[...]
    }
}
