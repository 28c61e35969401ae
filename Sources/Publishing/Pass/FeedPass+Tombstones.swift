import Feeds
import Foundation
import Store

/// What readers are told to forget (RFC 6721).
extension FeedPass {
    private static let mostTombstones = 50
    /// Thirty days, in seconds: before the newest of all that the document tells, not before now, so that equal
    /// histories make equal documents at any time.
    private static let longestMemory: TimeInterval = 2_592_000

    /// The entries that were withdrawn lately, this pass included, the last one first; none where nobody wants them.
    func tombstones(beside shown: [ShownEntry], _ editor: Editor) async throws -> [Tombstone] {
        guard feed.showsTombstones else { return [] }
        let changed = Set(editor.edition.entries.map(\.id))
        let limit = Self.mostTombstones + changed.count
        var tombstones = try await store.withdrawn(of: feed.name, by: now, limit: limit).filter {
            !changed.contains($0.id)
        }
        for entry in editor.edition.entries where entry.state == .gone || entry.state == .live {
            guard let date = entry.expires, date <= now else { continue }
            tombstones.append(Tombstone(id: entry.id, date: date.toTheSecond))
        }
        tombstones.sort { ($1.date, $0.id) < ($0.date, $1.id) }
        let newest = (shown.map(\.entry.updated) + tombstones.map(\.date)).max() ?? now
        return Array(
            tombstones.prefix { $0.date >= newest - Self.longestMemory }.prefix(Self.mostTombstones)
        )
    }
}

extension Date {
    /// As the store keeps it.
    fileprivate var toTheSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}
