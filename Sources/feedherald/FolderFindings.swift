import Articles
import Foundation

/// What `check` finds in a folder of feeds.
struct FolderFindings: Encodable {
    var errors: Int
    /// All that is no error.
    var warnings: Int
    var problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
        errors = problems.count { $0.severity == .error }
        warnings = problems.count - errors
    }

    /// For people: a line for each problem, and how many there are.
    var text: String {
        let lines = problems.map { "\($0.severity == .warning ? "warning: " : "")\($0)" }
        let counts = [(errors, "problem"), (warnings, "warning")].map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
        return (lines + [counts.joined(separator: ", ")]).joined(separator: "\n")
    }

    var jsonText: String {
        get throws { try DeskJSON.text(self) }
    }
}
