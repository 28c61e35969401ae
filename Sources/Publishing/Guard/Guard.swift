import Foundation
import Store

/// Judges a plan before it is committed: whether it takes more from subscribers than an author does by hand.
///
/// The rules stand in ARCHITECTURE.md, "Identity".
struct Guard {
    /// What went so many seconds ago still counts: a deploy may come in many passes.
    static let window: TimeInterval = 600

    /// The ids that went lately or are held back, those of the plan left out.
    let recent: [Departure]
    /// How many entries are published before the plan.
    let published: Int
    /// How many of those the documents show.
    let shown: Int

    /// Whether so many may be too many: else nothing need be counted.
    static func isCalled(by departures: [Departure], after recent: [Departure]) -> Bool {
        departures.count > 1 || !departures.isEmpty && departures.count + recent.count > leastCap
    }

    /// Whether the plan goes too far.
    func trips(on departures: [Departure]) -> Bool {
        if departures.isEmpty { return false }
        let all = recent + departures
        // The catalogue as it was before: whoever got another id, or became another article, is published still.
        return all.count > Self.cap(of: published + recent.count { !$0.isHeld && $0.fate.endsPublication })
            || all.count(where: \.isShown) > Self.cap(ofShown: shown) || leavesNothing(departures)
    }

    /// A person may well delete so many in ten minutes.
    private static let leastCap = 5

    /// How many may go of a catalogue: 20, or 20 %, but never fewer than 5.
    static func cap(of catalogue: Int) -> Int { min(20, max(catalogue / 5, leastCap)) }

    /// How many may go of those that the documents show: half, where that is 5 or more.
    static func cap(ofShown shown: Int) -> Int { shown / 2 >= leastCap ? shown / 2 : .max }

    /// Whether every published file has gone, of several: so looks an empty folder, or one that is not mounted.
    private func leavesNothing(_ departures: [Departure]) -> Bool {
        let all = departures + recent.filter(\.isHeld)
        return departures.count > 1 && all.count >= published && all.allSatisfy { $0.fate == .removed }
    }

    /// What is held back, for its author.
    static func reason(for held: [Departure], of published: Int, in feed: FeedDefinition) -> String {
        let cure = "bring the files back, or confirm with: feedherald publish --now --force \(feed.name)"
        if held.count > 1, held.count >= published, held.allSatisfy({ $0.fate == .removed }) {
            return
                "the articles folder \(feed.articles) is suddenly empty, or holds others; the \(held.count) articles that were published stay as they are: \(cure)"
        }
        let fates: [(fate: Departure.Fate, words: String)] = [
            (.removed, "would vanish"), (.withdrawn, "would be taken back"),
            (.reidentified, "would come again as new, with another id"),
            (.replaced, "would become other articles"),
        ]
        let parts = fates.compactMap { fate, words in
            let count = held.count { $0.fate == fate }
            return count == 0 ? nil : "\(count) \(words)"
        }
        return
            "of \(published) published articles \(parts.joined(separator: ", ")) within ten minutes; they stay as they are: \(cure)"
    }
}

extension Departure.Fate {
    /// Whether there is one published entry less than before.
    fileprivate var endsPublication: Bool {
        switch self {
        case .removed, .withdrawn: true
        case .reidentified, .replaced: false
        }
    }
}
