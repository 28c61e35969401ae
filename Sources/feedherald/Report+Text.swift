import Articles
import Foundation
import Publishing
import Store

extension Report {
    /// For people.
    var text: String {
        var lines: [String] = []
        for feed in feeds {
            let counts = [
                (feed.added.count, "added"), (feed.changed.count, "changed"), (feed.removed.count, "removed"),
                (feed.scheduled.count, "scheduled"), (feed.held.count, "held"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            // A plan is read like a diff; of what was done a glance is enough.
            let most = isPlan ? Int.max : 20
            let nothing = feed.documents.isEmpty ? "nothing new" : "no article, but the documents"
            lines.append("\(feed.feed): \(counts.isEmpty ? nothing : counts.joined(separator: ", "))")
            lines += Self.lines("+", feed.added, most: most) + Self.lines("~", feed.changed, most: most)
            lines += Self.lines("-", feed.removed, most: most) + Self.lines(feed.held, most: most)
            lines += Self.lines("…", feed.scheduled, most: most)
            if !feed.leftOut.isEmpty { lines.append("  \(feed.leftOut.count) left out: no articles") }
            lines += feed.silenced.map { "  \($0): its edits of the next ten minutes are told nobody" }
            if feed.isWithdrawn { lines.append("  the feed ends: its addresses answer 410") }
            lines += feed.reasons.map { "  ! held: \($0)" }
            lines += feed.documents.map { "  → \($0)" }
        }
        let reasons = Set(feeds.flatMap(\.reasons))
        lines += problems.filter { !reasons.contains($0.message) }.map {
            "\($0.severity == .warning ? "warning: " : "")\($0)"
        }
        if let printed { lines += printed.lines }
        if isPlan {
            lines.append("nothing was changed: this is a plan")
        } else if attempted > 0 {
            let failed = failing.isEmpty ? "" : ", \(failing.count) of them failing:"
            lines.append("told \(attempted) in \(Self.duration(seconds))\(failed)")
            lines += failing.map { "  \($0)" }
        } else {
            lines.append("done in \(Self.duration(seconds))")
        }
        return lines.joined(separator: "\n")
    }

    var jsonText: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Whether a definition was not taken.
    var isDefinitionBad: Bool {
        problems.contains {
            $0.severity == .error && $0.isOfDefinition
        }
    }

    /// What is held back, each with what would become of it.
    static func lines(_ held: [Held], most: Int) -> [String] {
        lines("!", held, most: most) { "\(line($0.path, $0.title, $0.id)): \($0.fate.words)" }
    }

    private static func lines(_ mark: String, _ items: [Item], most: Int) -> [String] {
        lines(mark, items, most: most) { item in
            let notes = item.differences + (item.isTold ? [] : ["told nobody now"])
            let values = item.values.flatMap {
                ["      - \($0.name) \($0.before)", "      + \($0.name) \($0.after)"]
            }
            let note = notes.isEmpty ? "" : ": " + notes.joined(separator: ", ")
            return ([line(item.path, item.title, item.id) + note] + values).joined(separator: "\n")
        }
    }

    private static func lines<Item>(
        _ mark: String,
        _ items: [Item],
        most: Int,
        words: (Item) -> String
    ) -> [String] {
        let shown = items.prefix(most).map { "  \(mark) \(words($0))" }
        return items.count > most ? shown + ["  \(mark) and \(items.count - most) more"] : Array(shown)
    }

    private static func line(_ path: String, _ title: String, _ id: String) -> String {
        path + (title.isEmpty ? "" : "  \(title)") + "  \(id)"
    }

    private static func duration(_ seconds: Double) -> String {
        seconds < 1 ? "\(Int((seconds * 1_000).rounded())) ms" : "\((seconds * 10).rounded() / 10) s"
    }
}

extension Printed {
    /// For people.
    var lines: [String] {
        let counts = [(written, "written"), (removed, "removed"), (kept, "as they were")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }
        let files = counts.isEmpty ? "nothing" : counts.joined(separator: ", ")
        return ["output \(folder): \(files)"]
            + problems.map { "  \($0.severity == .warning ? "warning: " : "")\($0)" }
    }
}

extension Problem {
    /// Whether a feed's folder, its feed.toml or feedherald.toml is what has to be mended.
    fileprivate var isOfDefinition: Bool {
        file.hasSuffix("/") || file.hasSuffix("/feed.toml") || file == "feedherald.toml"
    }
}

extension Departure.Fate {
    /// What would become of an entry that is held back.
    fileprivate var words: String {
        switch self {
        case .removed: "its file has gone, it would vanish"
        case .withdrawn: "its author takes it back"
        case .reidentified: "would come again as new, with another id"
        case .replaced: "would become another article"
        }
    }
}
