/// Guesses what somebody meant.
package enum Suggestion {
    /// The known word that takes the fewest edits, if it takes few enough to be meant.
    package static func nearest(to word: String, among known: [String]) -> String? {
        let ranked = known.map { (word: $0, edits: edits(from: Array(word), to: Array($0))) }
        guard let best = ranked.min(by: { ($0.edits, $0.word) < ($1.edits, $1.word) }) else { return nil }
        return best.edits <= max(1, (word.count + 1) / 3) ? best.word : nil
    }

    /// Levenshtein's distance.
    private static func edits(from first: [Character], to second: [Character]) -> Int {
        var row = Array(0...second.count)
        for (i, character) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in second.enumerated() {
                let above = row[j + 1]
                row[j + 1] = character == other ? diagonal : min(diagonal, above, row[j]) + 1
                diagonal = above
            }
        }
        return row[second.count]
    }
}
