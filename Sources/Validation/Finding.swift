/// One thing about a feed that is wrong, or could be better.
package struct Finding: Codable, Equatable, Sendable {
    /// The rule that found it: lower-case words with hyphens, the same for good.
    package var rule: String
    package var severity: Severity
    /// Where it stands in the document; nil for what is said of the answer that brought it.
    package var place: Place?
    /// The element, attribute or member: an XPath, or for JSON a pointer (RFC 6901); empty for the whole document.
    package var path: String
    /// What is wrong.
    package var message: String
    /// What comes of it, and in which readers.
    package var why: String
    /// What would be right.
    package var fix: String
}

/// How much a finding matters.
package enum Severity: String, CaseIterable, Codable, Sendable {
    /// A specification's "must", or something that readers lose.
    case error
    /// A "should", or what readers are known to take amiss.
    case warning
    /// What would be better, though nothing is wrong.
    case advice
}

/// A place in a document, for people: lines and characters are counted from 1.
package struct Place: Codable, Equatable, Sendable {
    package var line: Int
    package var column: Int
    /// The line, or of a long line what stands around the place.
    package var excerpt: String
    /// Which character of the excerpt it is, counted from 1.
    package var caret: Int
}
