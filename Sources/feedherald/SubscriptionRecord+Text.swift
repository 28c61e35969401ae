import Feeds
import Foundation
import Push
import Store

extension SubscriptionRecord {
    /// The callback without its protocol.
    var url: String { Callback(callback).url }

    /// The callback as it may be shown: a query may hold a secret, and a chat's whole path is one.
    private var shownURL: String {
        switch Callback(callback).form {
        case .webhook(.slack), .webhook(.discord):
            return url.split(separator: "/", maxSplits: 3).prefix(2).joined(separator: "//") + "/…"
        case .webSub, .rssCloud, .xmlRPC, .webhook: return String(url.prefix { $0 != "?" })
        }
    }

    /// The document that it is subscribed to.
    private var document: String {
        [feed, view, format.rawValue].filter { !$0.isEmpty }.joined(separator: "/")
    }

    /// One line for people.
    var line: String {
        let end = expires.map { "until \($0.ISO8601Format())" } ?? "without end"
        let parts = ["\(id)", Callback(callback).form.name, document, shownURL, end]
        return parts.joined(separator: "  ") + (isOwed ? "  \(owed?.text ?? "is being told")" : "")
    }

    /// All of it, for people.
    var lines: [String] {
        [
            "subscription \(id)", "  document   \(document)", "  topic      \(topic)",
            "  protocol   \(Callback(callback).form.name)", "  callback   \(shownURL)",
            "  secret     \(secret == nil ? "none" : "yes")",
            "  lease      \(expires.map { "until \($0.ISO8601Format())" } ?? "without end")",
            "  owed       \(isOwed ? owed?.text ?? "is being told" : "nothing")",
            "  named      \(isNamed == true ? "by the definition" : "no")",
        ]
    }
}

extension SubscriptionRecord.Owed {
    fileprivate var text: String {
        var text = due.map { "is tried at \($0.ISO8601Format())" } ?? "paused"
        if attempt > 0 { text += " after \(attempt) \(attempt == 1 ? "failure" : "failures")" }
        if let failing { text += " since \(failing.ISO8601Format())" }
        if let reason { text += ": \(reason)" }
        return text
    }
}
