import Foundation
import Store

/// Gives each of a feed's entries a second of its own for its last update.
///
/// Readers order entries by `atom:updated`, and take equal ones in any order; the W3C's validator warns of them. Files
/// that were copied or checked out together share a second by the thousand: they go back from it, so that none is
/// dated ahead of the clock.
struct SecondsApart {
    /// What decides about one entry.
    struct Moment {
        enum Source {
            /// The file's own time.
            case file
            /// What the author wrote: a day most often, which is not left for the one before.
            case author
            /// What an older feed has told: it may not be moved at all, whoever shares it.
            case olderFeed
        }

        var id: String
        var second: Int64
        /// Before this second it cannot have been updated.
        var least = Int64.min
        var source = Source.file

        fileprivate var goesBack: Bool { source == .file && least < second }
        fileprivate var goesOn: Bool { source != .olderFeed && !goesBack }
    }

    /// Tells which seconds of a range others have.
    typealias Load = (ClosedRange<Int64>) async throws -> Set<Int64>

    /// The seconds that are known to be taken, and the spans of which that is known of all.
    private var taken: Set<Int64>
    private var known: Set<Int64> = []
    private let load: Load?

    /// `load` is asked for more, where these are not all.
    init(taken: Set<Int64> = [], load: Load? = nil) {
        self.taken = taken
        self.load = load
    }

    /// The seconds of those that are moved, by their ids: in the order of the ids.
    mutating func moves(of moments: [Moment]) async throws -> [String: Int64] {
        var moves: [String: Int64] = [:]
        for moment in moments where moment.source == .olderFeed { taken.insert(moment.second) }
        for (moment, second) in try await forwards(moments.filter(\.goesOn)) where second != moment.second {
            moves[moment.id] = second
        }
        let (placed, crowded) = try await backwards(moments.filter(\.goesBack))
        for (moment, second) in try await placed + forwards(crowded) where second != moment.second {
            moves[moment.id] = second
        }
        return moves
    }

    private mutating func forwards(_ moments: [Moment]) async throws -> [(Moment, Int64)] {
        var places: [(Moment, Int64)] = []
        var last = Int64.min
        for moment in moments.sorted(by: { ($0.second, $0.id) < ($1.second, $1.id) }) {
            // Between an earlier one's second and where it went none is free.
            var second = max(moment.second, moment.least)
            if second <= last { second = last + 1 }
            while try await isTaken(second) { second += 1 }
            taken.insert(second)
            last = second
            places.append((moment, second))
        }
        return places
    }

    /// The places of these, and those for which there is none from their second back to their least.
    private mutating func backwards(_ moments: [Moment]) async throws -> ([(Moment, Int64)], [Moment]) {
        var places: [(Moment, Int64)] = []
        var crowded: [Moment] = []
        var last = Int64.max
        for moment in moments.sorted(by: { ($0.second, $0.id) > ($1.second, $1.id) }) {
            var second = min(moment.second, last - 1)
            while second >= moment.least, try await isTaken(second) { second -= 1 }
            guard second >= moment.least else {
                crowded.append(moment)
                continue
            }
            taken.insert(second)
            last = second
            places.append((moment, second))
        }
        return (places, crowded)
    }

    private static let span: Int64 = 1_024

    private mutating func isTaken(_ second: Int64) async throws -> Bool {
        if let load {
            let start = second - (second % Self.span + Self.span) % Self.span
            if known.insert(start).inserted {
                taken.formUnion(try await load(start...start + Self.span - 1))
            }
        }
        return taken.contains(second)
    }
}

extension SecondsApart {
    /// The entries of several feeds in one document: nothing is decided for later by it.
    static func apart(_ entries: [CatalogueEntry]) async throws -> [CatalogueEntry] {
        var apart = SecondsApart()
        let moves = try await apart.moves(
            of: entries.map {
                Moment(id: $0.id, second: $0.updated.wholeSeconds, least: $0.published.wholeSeconds)
            }
        )
        if moves.isEmpty { return entries }
        return entries.map { entry in
            var entry = entry
            if let second = moves[entry.id] { entry.updated = Date(second: second) }
            return entry
        }
    }
}

extension Date {
    init(second: Int64) { self.init(timeIntervalSince1970: Double(second)) }
}
