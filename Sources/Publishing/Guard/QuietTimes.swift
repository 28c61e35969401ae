import Foundation
import Store

/// When the edits of a feed's articles are told: at once, at the end of a quiet time, or never.
struct QuietTimes: Equatable {
    /// For how long `publish --silent` holds, in seconds.
    static let silence: TimeInterval = 600

    private var times: [String: QuietTime] = [:]
    /// The ids whose times are others than the store knows.
    private var fresh: Set<String> = []

    init(_ times: [QuietTime]) {
        for time in times { self.times[time.id] = time }
    }

    /// What the store has to be told.
    var changes: [QuietTime] { fresh.sorted().map { times[$0] ?? QuietTime(id: $0) } }

    /// The same, once the store knows.
    var saved: QuietTimes { QuietTimes(Array(times.values)) }

    /// The next moment at which edits are told.
    var next: Date? { times.values.lazy.filter(\.isEdited).compactMap(\.until).min() }

    func isSilent(_ id: String, at now: Date) -> Bool { times[id]?.silentUntil.map { now < $0 } ?? false }

    /// Until when an entry's edits wait; nil where they are told at once.
    func end(of entry: CatalogueEntry, for length: TimeInterval, at now: Date) -> Date? {
        let ends = [times[entry.id]?.until, length > 0 ? entry.published + length : nil]
        return ends.compactMap(\.self).max().flatMap { now < $0 ? $0 : nil }
    }

    /// Lets the edits of an entry wait from its publication on.
    mutating func begin(_ id: String, until end: Date) { change(id) { $0.until = end } }

    /// Takes note of an edit that waits.
    mutating func wait(_ id: String, until end: Date) {
        change(id) {
            $0.until = end
            $0.isEdited = true
        }
    }

    mutating func silence(_ id: String, until end: Date) { change(id) { $0.silentUntil = end } }

    /// Everything is told: no edit waits any more.
    mutating func told() {
        for time in times.values where time.isEdited { change(time.id) { $0.isEdited = false } }
    }

    /// Forgets the times that have ended, but for those whose edits are still to be told.
    mutating func expire(at now: Date) {
        for time in times.values {
            let isSilenceOver = time.silentUntil.map { $0 <= now } ?? false
            let isQuietOver = !time.isEdited && time.until.map { $0 <= now } ?? false
            if isSilenceOver { change(time.id) { $0.silentUntil = nil } }
            if isQuietOver { change(time.id) { $0.until = nil } }
        }
    }

    private mutating func change(_ id: String, _ edit: (inout QuietTime) -> Void) {
        var time = times[id] ?? QuietTime(id: id)
        edit(&time)
        times[id] = time.isOver ? nil : time
        fresh.insert(id)
    }
}
