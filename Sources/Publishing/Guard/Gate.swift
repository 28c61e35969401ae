import Foundation
import Store

/// Where published entries leave a feed: it lets them go, or holds them back, and remembers both.
struct Gate {
    /// What went lately or is held back, as it is known before the pass, by id.
    let known: [String: Departure]
    /// Whose ids are held back.
    private var held: Set<String>
    private let now: Date
    /// The ids that this pass lets go.
    private(set) var departures: [Departure] = []
    /// The held ids that this pass has found about to go.
    private(set) var stopped: [Departure] = []
    /// The known ids that are published as ever.
    private(set) var back: Set<String> = []

    /// A gate that also holds those of `judged` (ids) back.
    init(known: [Departure], judged: Set<String>, now: Date) {
        self.known = Dictionary(known.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        held = judged.union(known.filter(\.isHeld).map(\.id))
        self.now = now
    }

    func holds(_ id: String) -> Bool { held.contains(id) }

    /// What was held back before the pass.
    var standing: [Departure] { known.values.filter(\.isHeld) }

    /// Whether an entry that is about to go is held back; one that nobody sees goes as it likes.
    ///
    /// Its file may have another path now.
    mutating func stops(_ entry: CatalogueEntry, _ fate: Departure.Fate, at path: String) -> Bool {
        guard entry.isShown(at: now) || holds(entry.id) else { return false }
        var departure = Departure(
            id: entry.id,
            path: path,
            fate: fate,
            moment: now,
            isShown: false,
            isHeld: holds(entry.id)
        )
        guard departure.isHeld else {
            departures.append(departure)
            return false
        }
        if let before = known[entry.id], before.isHeld {
            (departure.moment, departure.isShown) = (before.moment, before.isShown)
        }
        stopped.append(departure)
        return true
    }

    /// Takes note of an entry that is published, and may have been on its way out.
    mutating func settle(_ entry: CatalogueEntry) {
        if known[entry.id] != nil, entry.isShown(at: now) { back.insert(entry.id) }
    }
}
