import Foundation
import Store

/// Gives each of the entries that a document shows a second of its own for its last update.
///
/// Readers order entries by `atom:updated`, and take equal ones in any order; the W3C's validator warns of them. Files
/// that were copied or checked out together share a second by the thousand.
struct SecondsApart {
    /// What decides about one entry.
    struct Moment {
        var id: String
        var updated: Date
        /// Readers know this date, or its author wrote it down as it was known: others make room for it.
        var isKnown = false
        /// It may not be moved at all, whoever shares it.
        var isFixed = false
    }

    /// The dates of those that are moved, by their ids: to the next free second, in the order of their ids.
    static func moves(of moments: [Moment]) -> [String: Date] {
        guard hasEqual(moments) else { return [:] }
        let ordered = moments.sorted { first, second in
            if first.second != second.second { return first.second < second.second }
            if first.isFixed != second.isFixed { return first.isFixed }
            if first.isKnown != second.isKnown { return first.isKnown }
            return first.id < second.id
        }
        var taken: Set<Int64> = []
        var crowded: [Moment] = []
        for moment in ordered where !taken.insert(moment.second).inserted && !moment.isFixed {
            crowded.append(moment)
        }
        var moves: [String: Date] = [:]
        var last = Int64.min
        for moment in crowded {
            // Between an earlier one's second and where it went none is free.
            var second = max(moment.second, last) + 1
            while !taken.insert(second).inserted { second += 1 }
            last = second
            moves[moment.id] = Date(timeIntervalSince1970: Double(second))
        }
        return moves
    }

    /// The entries of a document that is made when somebody asks for it: nothing is decided for later by it.
    static func apart(_ entries: [CatalogueEntry]) -> [CatalogueEntry] {
        moved(entries, moves(of: entries.map { Moment(id: $0.id, updated: $0.updated) }))
    }

    static func moved(_ entries: [CatalogueEntry], _ moves: [String: Date]) -> [CatalogueEntry] {
        if moves.isEmpty { return entries }
        return entries.map { entry in
            var entry = entry
            entry.updated = moves[entry.id] ?? entry.updated
            return entry
        }
    }

    private static func hasEqual(_ moments: [Moment]) -> Bool {
        var seen: Set<Int64> = []
        return moments.contains { !seen.insert($0.second).inserted }
    }
}

extension SecondsApart.Moment {
    fileprivate var second: Int64 { Int64(updated.timeIntervalSince1970.rounded(.down)) }
}
