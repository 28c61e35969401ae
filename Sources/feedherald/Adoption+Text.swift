import Articles
import Foundation
import Publishing

extension Adoption {
    private static let most = 20

    /// For people.
    var text: String {
        var lines: [String] = []
        if entries > 0 { lines.append("\(feed): \(pairs.count) of \(entries) entries are articles\(ways)") }
        // What deserves a look comes first: of many pairs not all are shown.
        let notable = pairs.filter(\.isNotable)
        lines += Self.lines(notable + pairs.filter { !$0.isNotable }) { pair in
            let mark = pair.keeps == nil ? "=" : "!"
            return ["  \(mark) \(pair.path)  \(pair.title)", "      \(pair.id)"]
                + pair.changes.map { "      changed: \($0)" }
        }
        lines += Self.lines(ambiguous) {
            ["  ? \($0.words) may be \($0.candidates.joined(separator: " or ")): not guessed"]
        }
        lines += Self.lines(unpaired) { ["  - \($0.words): no article"] }
        lines += Self.lines(older) { ["  < \($0.path)  \($0.title)", "      \($0.id)"] }
        if !older.isEmpty {
            lines.append("those marked < have left that feed: their ids are made of their links, as its are")
        }
        lines += Self.lines(new) { ["  + \($0.path)  \($0.title): new to subscribers"] }
        lines += problems.map { "\($0.severity == .warning ? "warning: " : "")\($0)" }
        lines += advice
        if entries > 0 { lines.append("subscribers see \(new.count) new, \(changedCount) changed") }
        lines.append(isPlan ? "nothing was changed: this is a plan" : ending)
        return lines.joined(separator: "\n")
    }

    private var ending: String {
        if problems.contains(where: { $0.severity == .error }) { return "not adopted" }
        return entries > 0 ? "adopted" : "there is nothing to adopt; check does not ask again"
    }

    /// How the pairs were found, in words.
    private var ways: String {
        let counts = [
            ("link", "by link"), ("slug", "by slug"), ("title", "by title and date"),
            ("text", "by text and date"),
        ].compactMap { way, words -> String? in
            let count = pairs.count { $0.by == way }
            return count == 0 ? nil : "\(count) \(words)"
        }
        return counts.isEmpty ? "" : ": " + counts.joined(separator: ", ")
    }

    private var advice: [String] {
        var advice: [String] = []
        let written = kept.count { $0.isWritten == true }
        if written > 0 {
            advice.append(
                "the \(written) marked ! whose heads have an `id` keep that; for the older feed's, change or remove it there"
            )
        }
        if kept.count > written {
            advice.append(
                "the \(kept.count - written) marked ! keep the ids under which they were published here, for an id is for good; "
                    + "where nobody reads them here yet, --force takes the older ones"
            )
        }
        if let permalink { advice.append("links would be as they were with permalink = \"\(permalink)\"") }
        if !new.isEmpty, !unpaired.isEmpty || older.isEmpty {
            advice.append("where the older feed has archives, name them too")
        }
        return advice
    }

    var jsonText: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    private static func lines<Item>(_ items: [Item], _ text: (Item) -> [String]) -> [String] {
        let shown = items.prefix(most).flatMap(text)
        return items.count > most ? shown + ["    and \(items.count - most) more"] : shown
    }
}

extension Adoption.Pair {
    fileprivate var isNotable: Bool { keeps != nil || !changes.isEmpty }
}

extension Adoption.Leftover {
    /// What a person may know it by; of what has no link, the id and the date.
    fileprivate var words: String {
        let rest = link.map { [$0] } ?? [id, published ?? ""]
        return ([title] + rest).filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
