import Articles
import Foundation
import Store

/// What of a plan the guard holds back, and until when.
extension FeedPass {
    /// What the guard has said of a pass.
    struct Verdict {
        /// What it knows when the pass is committed.
        var remembered: [Departure] = []
        /// Why something is held back; nil where nothing is.
        var reason: String?
        var newlyHeld = 0
        var hasHoldEnded = false
    }

    /// Where published entries leave, as it stands before the pass.
    mutating func gate() async throws -> Gate {
        let known: [Departure]
        if let departures = memory.departures {
            known = departures
        } else {
            known = try await store.departures(of: feed.name)
            memory.departures = known
            memory.guests = Guests(
                kept: try await store.guests(of: feed.name),
                isHolding: known.contains(where: \.isHeld)
            )
        }
        return Gate(known: conditions.isForced ? [] : known, judged: judged, now: now)
    }

    /// Whether the guard lets the plan pass, which is then made whole; if not, the pass is to look again.
    mutating func agrees(to editor: inout Editor, _ survey: Survey) async throws -> Bool {
        let gate = editor.gate
        let departures = try await marked(gate.departures.filter { !memory.guests.contains($0.id, at: now) })
        let leaving = Set(departures.map(\.id))
        let guests = gate.departures.filter { !leaving.contains($0.id) }
        let back = try await comeBack(gate, survey)
        let known = gate.known.values.filter { !back.contains($0.id) && !leaving.contains($0.id) }
        // A clock that was put back leaves moments ahead: they count until it has caught up.
        let recent = known.filter { $0.moment > now - Guard.window }
        if !conditions.isForced, Guard.isCalled(by: departures, after: recent) {
            let watch = Guard(
                recent: recent,
                published: try await store.count(of: feed.name, at: now) - guests.count,
                shown: try await candidates(with: [], leavingOut: []).count
            )
            if watch.trips(on: departures) {
                // Who goes too far takes nobody along: not guests either.
                judged.formUnion(leaving.union(guests.map(\.id)))
                return false
            }
        }
        let stopped = try await marked(gate.stopped)
        let met = Set(stopped.map(\.id))
        let held = stopped + known.filter { $0.isHeld && !met.contains($0.id) }
        let went = conditions.isForced ? [] : recent.filter { !$0.isHeld } + departures
        try await conclude(held, went, editor: &editor)
        return true
    }

    /// Writes down what is held and what went; what came back, or went long ago, need not be known any more.
    private mutating func conclude(_ held: [Departure], _ went: [Departure], editor: inout Editor)
        async throws
    {
        let before = Dictionary(
            (memory.departures ?? []).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        verdict = Verdict(remembered: held + went)
        let after = Set(verdict.remembered.map(\.id))
        editor.remember(
            verdict.remembered.filter { before[$0.id] != $0 },
            returned: before.keys.filter { !after.contains($0) }.sorted()
        )
        verdict.newlyHeld = held.count { before[$0.id]?.isHeld != true }
        verdict.hasHoldEnded = held.isEmpty && before.values.contains(where: \.isHeld)
        if held.isEmpty { return }
        let published = try await store.count(of: feed.name, at: now)
        let reason = Guard.reason(for: held, of: published, in: feed)
        verdict.reason = reason
        editor.hold(reason)
    }

    /// The same, with whether the documents show them.
    private mutating func marked(_ departures: [Departure]) async throws -> [Departure] {
        if departures.isEmpty { return [] }
        let shown = Set(try await candidates(with: [], leavingOut: []).map(\.id))
        return departures.map { departure in
            var departure = departure
            departure.isShown = departure.isShown || shown.contains(departure.id)
            return departure
        }
    }

    /// The held ids that are no longer about to go: taken in this pass, or with their files as they were.
    private func comeBack(_ gate: Gate, _ survey: Survey) async throws -> Set<String> {
        if survey.blindness != nil { return gate.back }
        let met = Set(gate.stopped.map(\.id)).union(gate.departures.map(\.id)).union(gate.back)
        let lookedAt = survey.lookedAt.map(Set.init)
        let open = gate.standing.filter { departure in
            !met.contains(departure.id) && lookedAt?.contains(departure.path) ?? true
        }
        if open.isEmpty { return gate.back }
        let entries = try await store.entries(of: feed.name, at: open.map(\.path))
        let byPath = Dictionary(entries.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        return gate.back.union(
            open.filter { departure in
                guard let entry = byPath[departure.path], entry.id == departure.id else { return true }
                if !isExpected(entry.file) { return true }
                guard case .file(let file) = reader.folder.look(at: departure.path) else { return false }
                return entry.file.isOf(file)
            }.map(\.id)
        )
    }
}

extension FeedPass.Memory {
    /// Where the files are missing, or say something else, of what is held back.
    var heldPaths: Set<String> { Set((departures ?? []).filter(\.isHeld).map(\.path)) }
}
