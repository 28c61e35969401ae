package import Foundation

/// What an article's file does not tell of its past.
package struct EntryPast: Codable, Equatable, Sendable {
    /// Whether its author has taken it back after readers could see it.
    package var wasShown: Bool
    /// The author's date for which `published` stands, as an older feed gave it.
    package var written: Date?
    /// The date of the last update that an older feed gave, and what tells the text that it was told of.
    package var update: Update?

    package struct Update: Codable, Equatable, Sendable {
        package var date: Date
        package var mark: String

        package init(date: Date, mark: String) {
            self.date = date
            self.mark = mark
        }
    }

    package init(wasShown: Bool = false, written: Date? = nil, update: Update? = nil) {
        self.wasShown = wasShown
        self.written = written
        self.update = update
    }
}
