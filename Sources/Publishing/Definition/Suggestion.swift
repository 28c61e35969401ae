/// Guesses what somebody meant.
package enum Suggestion {
    /// The known word that takes the fewest edits, if it takes few enough to be meant.
    package static func nearest(to word: String, among known: [String]) -> String? {
        let ranked = known.map { (word: $0, edits: edits(from: Array(word), to: Array($0))) }
        guard let best = ranked.min(by: { ($0.edits, $0.word) < ($1.edits, $1.word) }) else { return nil }
        return best.edits <= max(1, (word.count + 1) / 3) ? best.word : nil
    }

    /// The distance of Damerau and Levenshtein: two letters that changed places are one edit.
    private static func edits(from first: [Character], to second: [Character]) -> Int {
        var above: [Int] = []
        var row = Array(0...second.count)
        for (i, character) in first.enumerated() {
            var next = [i + 1]
            for (j, other) in second.enumerated() {
                var edits = character == other ? row[j] : min(row[j], row[j + 1], next[j]) + 1
                if i > 0, j > 0, character == second[j - 1], first[i - 1] == other {
                    edits = min(edits, above[j - 1] + 1)
                }
                next.append(edits)
            }
            (above, row) = (row, next)
        }
        return row[second.count]
    }
}
