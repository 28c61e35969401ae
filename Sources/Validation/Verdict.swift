/// What a document is, and everything that was found in it.
package struct Verdict: Equatable, Sendable {
    /// In words, such as "RSS 2.0"; nil where it is no feed.
    package var format: String?
    package var entries: Int
    /// In the order of their places; what is said of the whole comes first.
    package var findings: [Finding]
    /// How many findings there are of a rule that has too many for all to be listed.
    package var unlisted: [String: Int]
    /// The feeds that a page names, where the document is a page for people.
    package var feeds: [String]
    /// The newest files that the feed leads to: their servers may be asked about them.
    package var files: [LinkedFile] = []

    package func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

    /// Whether there is something to mend: advice alone is none.
    package var hasFaults: Bool { findings.contains { $0.severity != .advice } }
}
