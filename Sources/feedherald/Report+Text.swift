import Articles
import Foundation
import Publishing

extension Report {
    /// For people.
    var text: String {
        var lines: [String] = []
        for feed in feeds {
            let counts = [
                (feed.added.count, "added"), (feed.changed.count, "changed"), (feed.removed.count, "removed"),
                (feed.scheduled.count, "scheduled"), (feed.held.count, "held"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            lines.append("\(feed.feed): \(counts.isEmpty ? "nothing new" : counts.joined(separator: ", "))")
            lines +=
                Self.lines("+", feed.added) + Self.lines("~", feed.changed) + Self.lines("-", feed.removed)
            lines += Self.lines("…", feed.scheduled)
            if !feed.leftOut.isEmpty { lines.append("  \(feed.leftOut.count) left out: no articles") }
            lines += feed.held.map { "  ! held: \($0)" }
            lines += feed.documents.map { "  → \($0)" }
        }
        lines += problems.map { "\($0.severity == .warning ? "warning: " : "")\($0)" }
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

    private static func lines(_ mark: String, _ items: [Item]) -> [String] {
        let shown = items.prefix(20).map { "  \(mark) \($0.path)\($0.title.isEmpty ? "" : "  \($0.title)")" }
        return items.count > 20 ? shown + ["  \(mark) and \(items.count - 20) more"] : Array(shown)
    }

    private static func duration(_ seconds: Double) -> String {
        seconds < 1 ? "\(Int((seconds * 1_000).rounded())) ms" : "\((seconds * 10).rounded() / 10) s"
    }
}

extension Problem {
    /// Whether a feed's folder, its feed.toml or feedherald.toml is what has to be mended.
    fileprivate var isOfDefinition: Bool {
        file.hasSuffix("/") || file.hasSuffix("/feed.toml") || file == "feedherald.toml"
    }
}
