import Articles
import Feeds

/// What leaves a head or a definition as an address: only what any reader may open.
extension String {
    /// This URL, legal to the letter; nil where it is none of HTTP's.
    var safeInFeeds: String? {
        let scheme = prefix { $0 != ":" }.lowercased()
        return scheme == "http" || scheme == "https" ? legalInURL : nil
    }
}

extension Author {
    var withSafeURL: Author {
        let isMail = url?.lowercased().hasPrefix("mailto:") ?? false
        let email = email.flatMap { $0.isEmailAddress ? $0 : nil }
        return Author(name: name, email: email, url: isMail ? url?.legalInURL : url?.safeInFeeds)
    }
}

extension Enclosure {
    /// Nil where the address is one that no reader may open.
    var withSafeURL: Enclosure? {
        guard let url = url.safeInFeeds else { return nil }
        var copy = self
        copy.url = url
        return copy
    }
}
