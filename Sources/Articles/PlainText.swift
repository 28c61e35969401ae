/// A web clipping or a note in plain text, its parts recognised by their shape and never by their words.
package struct PlainText: Equatable, Sendable {
    /// A piece of the body.
    package enum Block: Equatable, Sendable {
        case heading(String)
        /// A line end in it is one that the author meant.
        case paragraph(String)
        case list([String])
        /// A list that counts from 1.
        case numbered([String])
        /// Lines that are all indented, kept as they stand.
        case preformatted(String)
    }

    package var title: String?
    /// The second headline.
    package var subtitle: String?
    package var summary: String?
    package var slug: String?
    package var authors: [Article.Author] = []
    package var blocks: [Block] = []

    /// Reads a whole file; what has no recognised shape stays in the body.
    package init(_ text: String) {
        _ = text
    }
    package var html: String { "" }
}
