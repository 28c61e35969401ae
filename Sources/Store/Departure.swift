package import Foundation

/// A published id that came while something was held back, or just before.
package struct Guest: Equatable, Sendable {
    package var id: String
    package var arrival: Date

    package init(id: String, arrival: Date) {
        self.id = id
        self.arrival = arrival
    }
}

/// A published id that a pass took from subscribers, or would have taken.
package struct Departure: Equatable, Sendable {
    /// How a published id goes.
    package enum Fate: String, Codable, Sendable {
        /// Its file has gone.
        case removed
        /// Its author takes it back: by `draft`, by `expires`, or by a date that lies ahead.
        case withdrawn
        /// Its article has another id now.
        case reidentified
        /// Another article stands at its path: title, text and date are others.
        case replaced
    }

    package var id: String
    /// Relative to the articles folder, when it went.
    package var path: String
    package var fate: Fate
    package var moment: Date
    /// Whether the documents showed it.
    package var isShown: Bool
    /// Whether it is held back: subscribers still have it.
    package var isHeld: Bool

    package init(id: String, path: String, fate: Fate, moment: Date, isShown: Bool, isHeld: Bool) {
        self.id = id
        self.path = path
        self.fate = fate
        self.moment = moment
        self.isShown = isShown
        self.isHeld = isHeld
    }
}
