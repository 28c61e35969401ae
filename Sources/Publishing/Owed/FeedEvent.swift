import Feeds
import Foundation
import Outbound
import Push
import Store

/// What has changed in a feed, as receivers of webhooks are told it.
struct FeedEvent {
    private typealias Object = [String: Any]

    /// Slack shows 40,000 characters and Discord takes 2,000: nobody reads more lines than these.
    private static let mostLines = 20

    private let feed: Object
    private let updated: String
    private let added: [Object]
    private let changed: [Object]
    private let removed: [Object]

    /// What these changes are, told with the entries of the feed's JSON Feed.
    init(_ document: FeedDocument, changes: [EntryChange]) {
        let parsed = try? JSONSerialization.jsonObject(with: Data(document.bytes)) as? Object
        var items: [String: Object] = [:]
        for item in parsed?["items"] as? [Object] ?? [] {
            if let id = item["id"] as? String { items[id] = item }
        }
        func objects(_ kind: EntryChange.Kind) -> [Object] {
            changes.filter { $0.kind == kind }.map { change in
                // What the document does not show is told by name.
                let known = kind == .removed ? nil : items[change.id]
                return known ?? ["id": change.id, "title": change.title]
            }
        }
        feed = [
            "id": document.key.feed, "title": parsed?["title"] as? String ?? document.key.feed,
            "feed_url": document.selfLink, "home_page_url": parsed?["home_page_url"] as? String ?? "",
        ]
        updated = document.lastModified.ISO8601Format()
        added = objects(.added)
        changed = objects(.changed)
        removed = objects(.removed)
    }

    /// The body that a receiver of this kind is sent.
    func payload(_ format: Webhook.Format) -> Payload {
        switch format {
        case .event:
            let data: Object = ["feed": feed, "new": added, "updated": changed, "removed": removed]
            return Self.payload(["type": "feed.updated", "timestamp": updated, "data": data])
        case .slack:
            let text = lines { title, url in
                let title = title.escapedForSlack
                return url.map { "<\($0)|\(title)>" } ?? title
            }
            return Self.payload(["text": text])
        case .discord:
            let text = lines { title, url in
                let title = title.escapedForDiscord
                return url.map { "[\(title)](<\($0)>)" } ?? title
            }
            // Whoever writes articles calls nobody.
            return Self.payload(["content": String(text.prefix(2_000)), "allowed_mentions": ["parse": []]])
        }
    }

    private func lines(_ link: (String, String?) -> String) -> String {
        let all =
            [("New", added), ("Updated", changed), ("Removed", removed)].flatMap { word, objects in
                objects.map { object in
                    let title = (object["title"] as? String).flatMap(\.nonEmpty) ?? "an entry without a title"
                    return "\(word): " + link(String(title.prefix(200)), object["url"] as? String)
                }
            }
        let title = link(feed["title"] as? String ?? "", nil)
        if all.isEmpty { return "\(title) was updated" }
        let rest = all.count - Self.mostLines
        return ([title] + all.prefix(Self.mostLines) + (rest > 0 ? ["and \(rest) more"] : []))
            .joined(separator: "\n")
    }

    private static func payload(_ object: Object) -> Payload {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? JSONSerialization.data(withJSONObject: object, options: options) else {
            preconditionFailure("texts, lists and tables of them are JSON")
        }
        return Payload(Array(data))
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }

    /// As text between Slack's links: <https://api.slack.com/reference/surfaces/formatting#escaping>.
    fileprivate var escapedForSlack: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// Without the meaning that Markdown gives to characters.
    fileprivate var escapedForDiscord: String {
        reduce(into: "") { text, character in
            if "\\*_~`|[]()<>#@".contains(character) { text.append("\\") }
            text.append(character)
        }
    }
}
