import Feeds
import Foundation
import GRDB

extension SQLiteStore {
    package func paths(of feed: String, alike looks: [String: Likeness]) async throws -> [String: String] {
        try await read { db in
            let dated = try db.cachedStatement(
                sql: """
                    SELECT path FROM article
                    WHERE feed = ? AND state = 0 AND published = ?
                        AND title = ? AND (title <> '' OR body_low = ? AND body_high = ?) AND path <> ? LIMIT 2
                    """
            )
            let equal = try db.cachedStatement(
                sql: """
                    SELECT path FROM article
                    WHERE feed = ? AND body_low = ? AND body_high = ? AND state < 2
                        AND title = ? AND path <> ? LIMIT 2
                    """
            )
            var paths: [String: String] = [:]
            for (path, look) in looks {
                let low = look.text.map { Int64(bitPattern: $0.low) }
                let high = look.text.map { Int64(bitPattern: $0.high) }
                let title = look.title ?? ""
                var alike: [String] = []
                if let date = look.published {
                    alike = try String.fetchAll(
                        dated,
                        arguments: [feed, date.wholeSeconds, title, low, high, path]
                    )
                }
                // The date may be that of the file's name, which is another one's.
                if alike.isEmpty, look.text != nil {
                    alike = try String.fetchAll(equal, arguments: [feed, low, high, title, path])
                }
                if alike.count == 1 { paths[path] = alike[0] }
            }
            return paths
        }
    }
}
