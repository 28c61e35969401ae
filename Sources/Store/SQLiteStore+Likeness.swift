import Feeds
import Foundation
import GRDB

extension SQLiteStore {
    package func paths(of feed: String, alike looks: [String: Likeness]) async throws -> [String: String] {
        try await read { db in
            let byText = try db.cachedStatement(
                sql: """
                    SELECT path FROM article
                    WHERE feed = ? AND body_low = ? AND body_high = ? AND state < 2 AND path <> ? LIMIT 1
                    """
            )
            let byTitle = try db.cachedStatement(
                sql: """
                    SELECT path FROM article
                    WHERE feed = ? AND state = 0 AND published = ? AND title = ? AND path <> ? LIMIT 1
                    """
            )
            var paths: [String: String] = [:]
            for (path, look) in looks {
                if let text = look.text {
                    paths[path] = try String.fetchOne(
                        byText,
                        arguments: [feed, Int64(bitPattern: text.low), Int64(bitPattern: text.high), path]
                    )
                }
                if paths[path] == nil, let title = look.title, let published = look.published {
                    paths[path] = try String.fetchOne(
                        byTitle,
                        arguments: [feed, published.wholeSeconds, title, path]
                    )
                }
            }
            return paths
        }
    }
}
