/// Where and how a subscriber is told: a URL, and behind its `#` the protocol where that is not WebSub.
///
/// A callback of WebSub has no fragment, so no subscription by one protocol takes the place of one by another.
package struct Callback: Hashable, Sendable, CustomStringConvertible {
    package enum Form: Hashable, Sendable {
        case webSub
        /// rssCloud by http-post.
        case rssCloud
        /// rssCloud by xml-rpc: this procedure is called.
        case xmlRPC(procedure: String)
        case webhook(Webhook.Format)
    }

    package let url: String
    package let form: Form

    package init(url: String, form: Form) {
        self.url = url
        self.form = form
    }

    /// Reads what ``description`` writes; a fragment that says nothing of this is none.
    package init(_ text: String) {
        guard let mark = text.utf8.lastIndex(of: UInt8(ascii: "#")) else {
            self.init(url: text, form: .webSub)
            return
        }
        let name = text[text.utf8.index(after: mark)...]
        let form: Form? =
            if name == "rsscloud" {
                .rssCloud
            } else if name.hasPrefix("xml-rpc:") {
                .xmlRPC(procedure: String(name.dropFirst("xml-rpc:".count)))
            } else {
                Webhook.Format(rawValue: String(name)).map { .webhook($0) }
            }
        self.init(url: String(text[..<mark]), form: form ?? .webSub)
    }

    /// As it is stored.
    package var description: String { form == .webSub ? url : "\(url)#\(form.name)" }
}

extension Callback.Form {
    /// As operators read it.
    package var name: String {
        switch self {
        case .webSub: "websub"
        case .rssCloud: "rsscloud"
        case .xmlRPC(let procedure): "xml-rpc:\(procedure)"
        case .webhook(let format): format.rawValue
        }
    }
}
