/// Whom the operator has told when a feed changes, and how: a URL, and behind its `#` the way, where that is not a hub's.
package struct PingService: Hashable, Sendable, CustomStringConvertible {
    package enum Way: Hashable, Sendable {
        /// A WebSub hub that others run.
        case hub
        /// <http://www.weblogs.com/api.html>
        case weblogUpdates
        /// The same with more to say.
        case extendedPing
        /// <https://www.indexnow.org/documentation>, with the key that shows whose site it is.
        case indexNow(key: String)
    }

    package let url: String
    package let way: Way

    package init(url: String, way: Way) {
        self.url = url
        self.way = way
    }

    /// Reads what ``description`` writes.
    package init(_ text: String) {
        guard let mark = text.utf8.lastIndex(of: UInt8(ascii: "#")) else {
            self.init(url: text, way: .hub)
            return
        }
        let name = text[text.utf8.index(after: mark)...]
        let way: Way =
            switch name {
            case "weblogUpdates.ping": .weblogUpdates
            case "weblogUpdates.extendedPing": .extendedPing
            case _ where name.hasPrefix("indexnow:"):
                .indexNow(key: String(name.dropFirst("indexnow:".count)))
            default: .hub
            }
        self.init(url: way == .hub ? text : String(text[..<mark]), way: way)
    }

    /// As it is stored.
    package var description: String {
        switch way {
        case .hub: url
        case .weblogUpdates: url + "#weblogUpdates.ping"
        case .extendedPing: url + "#weblogUpdates.extendedPing"
        case .indexNow(let key): url + "#indexnow:" + key
        }
    }

    /// Whether it is told of each document, and not of each feed.
    package var hearsOfDocuments: Bool { way == .hub }
}
