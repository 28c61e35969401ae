import Foundation

extension Verdict {
    /// How many places of one rule people are shown.
    private static let mostPlaces = 5

    /// For people: grouped by what is wrong, the worst first.
    package func text(of name: String, isColoured: Bool) -> String {
        let paint = Paint(isOn: isColoured)
        var lines: [String] = []
        for severity in Severity.allCases {
            let findings = findings.filter { $0.severity == severity }
            var rules: [String] = []
            for finding in findings where !rules.contains(finding.rule) { rules.append(finding.rule) }
            for rule in rules {
                lines += group(findings.filter { $0.rule == rule }, paint) + [""]
            }
        }
        return (lines + [summary(of: name)]).joined(separator: "\n")
    }

    private func group(_ findings: [Finding], _ paint: Paint) -> [String] {
        guard let first = findings.first else { return [] }
        var lines = [paint.severity(first.severity) + "  " + paint.bold(first.rule)]
        var lastFix: String?
        for finding in findings.prefix(Self.mostPlaces) {
            lines += place(finding, paint)
            if finding.fix != lastFix { lines.append("  fix: \(finding.fix)") }
            lastFix = finding.fix
        }
        let more = findings.count - Self.mostPlaces + (unlisted[first.rule] ?? 0)
        if more > 0 { lines.append("  and \(more) more like \(more == 1 ? "it" : "these")") }
        lines.append("  why: \(first.why)")
        return lines
    }

    private func place(_ finding: Finding, _ paint: Paint) -> [String] {
        let path = finding.path.isEmpty ? "" : "  \(finding.path)"
        guard let place = finding.place else { return ["  \(finding.message)\(paint.faint(path))"] }
        let number = "\(place.line)"
        let margin = String(repeating: " ", count: number.count)
        let caret = String(repeating: " ", count: place.caret - 1) + "^"
        return [
            "  \(place.line):\(place.column): \(finding.message)\(paint.faint(path))",
            paint.faint("    \(number) | ") + place.excerpt,
            paint.faint("    \(margin) | ") + paint.severity(finding.severity, caret),
        ]
    }

    private func summary(of name: String) -> String {
        let what = format.map { "\($0), \(entries) \(entries == 1 ? "entry" : "entries")" } ?? "no feed"
        let counts = [
            (.error, "error", "errors"), (.warning, "warning", "warnings"),
            (.advice, "piece of advice", "pieces of advice"),
        ].compactMap { (severity: Severity, one, many) -> String? in
            let listed = findings.filter { $0.severity == severity }
            let count = listed.count + Set(listed.map(\.rule)).reduce(0) { $0 + (unlisted[$1] ?? 0) }
            return count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
        }
        return "\(name): \(what): \(counts.isEmpty ? "nothing to mend" : counts.joined(separator: ", "))"
    }

    /// For programs: the verdict, and the source that was asked for, as JSON whose members stay as they are.
    package func jsonText(of name: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let report = Report(
            source: name,
            format: format,
            entries: entries,
            errors: count(.error),
            warnings: count(.warning),
            advice: count(.advice),
            findings: findings,
            unlisted: unlisted,
            feeds: feeds
        )
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private struct Report: Encodable {
        var source: String
        var format: String?
        var entries: Int
        var errors: Int
        var warnings: Int
        var advice: Int
        var findings: [Finding]
        var unlisted: [String: Int]
        var feeds: [String]
    }
}

/// Colours for a terminal (ECMA-48), or none.
private struct Paint {
    let isOn: Bool

    func bold(_ text: String) -> String { painted(text, "1") }

    func faint(_ text: String) -> String { text.isEmpty ? "" : painted(text, "2") }

    func severity(_ severity: Severity, _ text: String? = nil) -> String {
        switch severity {
        case .error: painted(text ?? "error", "1;31")
        case .warning: painted(text ?? "warning", "1;33")
        case .advice: painted(text ?? "advice", "1;36")
        }
    }

    private func painted(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
