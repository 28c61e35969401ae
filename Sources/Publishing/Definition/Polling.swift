package import Feeds
import Foundation

/// Between which bounds a feed says how often it is worth asking for.
package struct Polling: Equatable, Sendable {
    /// In minutes; each is one of the rhythm's.
    package var least: Int
    package var most: Int

    /// All that HTTP's max-age, `ttl` and `sy:` can say with one voice.
    package static let usual = Polling(
        least: Rhythm.ladder.first ?? 5,
        most: Rhythm.ladder.last ?? 720
    )

    package init(least: Int, most: Int) {
        self.least = least
        self.most = most
    }

    /// The longest rhythm within the bounds that is no longer than `minutes`.
    package func rhythm(atMost minutes: Int) -> Rhythm { Rhythm(atMost: min(max(minutes, least), most)) }
}

extension Definition {
    /// What `[polling]` says; what it does not say is taken from elsewhere.
    mutating func polling(else given: Polling) -> Polling {
        guard keys(ofTable: "polling") != nil else { return given }
        expect(["least", "most"], in: "polling")
        var polling = given
        polling.least = minutes("least") ?? given.least
        polling.most = minutes("most") ?? given.most
        if polling.least > polling.most {
            complain("\"least\" is longer than \"most\" is", about: "least", in: "polling")
        }
        return polling
    }

    private mutating func minutes(_ key: String) -> Int? {
        guard let seconds = duration(key, in: "polling") else { return nil }
        if let minutes = Rhythm.ladder.first(where: { Double($0 * 60) == seconds }) { return minutes }
        let known = Rhythm.ladder.map { $0 < 60 ? "\($0)m" : "\($0 / 60)h" }.joined(separator: ", ")
        complain("\"\(key)\" must be one of \(known), which every format can say", about: key, in: "polling")
        return nil
    }
}
