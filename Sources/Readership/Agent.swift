/// A program that asks for feeds, as the kept table knows it.
package struct Agent: Equatable, Sendable {
    /// What a program does with a feed.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// Fetches a feed once for many people, and often says for how many.
        case aggregator
        /// Fetches it for one person, or for a few at home.
        case direct
        /// Fetches episodes to play.
        case podcast
        /// A browser that fetches the document itself, as its extensions for feeds do: people are shown a page.
        case browser
        /// Fetches for a machine's own sake: an index, a model, a watch.
        case bot
        /// A command or a library, of which nobody knows who uses it.
        case tool
        /// No program of the table.
        case other

        /// Whether people read with it.
        package var isReader: Bool {
            switch self {
            case .aggregator, .direct, .podcast, .browser, .other: true
            case .bot, .tool: false
            }
        }
    }

    /// The name by which figures are kept.
    package let name: String
    package let kind: Kind
    /// What its User-Agent has in it, in lower case: any of these.
    let marks: [String]

    init(_ name: String, _ kind: Kind, _ marks: String...) {
        self.name = name
        self.kind = kind
        self.marks = marks.isEmpty ? [name.lowercased()] : marks
    }
}
