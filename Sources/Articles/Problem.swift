/// Something that an author can mend.
///
/// In words: `articles/hello.md:3: unknown key "titel", did you mean "title"?`
package struct Problem: Codable, Equatable, Sendable, Error, CustomStringConvertible {
    package enum Severity: String, Codable, Sendable {
        /// The article or definition is not taken as it stands; the last good one stays.
        case error
        /// It is taken, but somebody should look.
        case warning
        /// Nothing is wrong: the file is none that is published, and is left alone.
        case notice
    }

    /// The file, as the one who collects problems names it: relative to the folder of feeds.
    package var file: String
    /// Counted from 1; nil where the whole file is meant.
    package var line: Int?
    /// What is wrong and what would be right; lower case, no full stop.
    package var message: String
    package var severity: Severity

    package init(file: String, line: Int? = nil, message: String, severity: Severity = .error) {
        self.file = file
        self.line = line
        self.message = message
        self.severity = severity
    }

    package var description: String {
        if let line { "\(file):\(line): \(message)" } else { "\(file): \(message)" }
    }
}
