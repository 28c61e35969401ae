/// A web clipping or a note in plain text, its parts recognised by their shape and never by their words.
package struct PlainText: Equatable, Sendable {
    /// A piece of the body.
    package enum Block: Equatable, Sendable {
        case heading(String)
        /// A line end in it is one that the author meant.
        case paragraph(String)
        case list([Item])
        /// A list that counts from 1.
        case numbered([Item])
        /// Indented lines, kept as they stand.
        case preformatted(String)
    }

    /// What a list says in one place, with the lists in it.
    package struct Item: Equatable, Sendable {
        package var text: String
        package var lists: [Block] = []
    }

    /// The first line.
    package var title: String?
    /// The second headline.
    package var subtitle: String?
    /// The paragraph between the title and the slug.
    package var summary: String?
    /// A line of lower-case words that hyphens join.
    package var slug: String?
    /// Those whose name stands in two equal lines, with their biographies.
    package var authors: [Article.Author]
    /// The body without all of the above.
    package var blocks: [Block]

    /// What a text may have besides its body, and what its article may have from elsewhere.
    package enum Part {
        case title
        case summary
        case slug
        case authors
    }

    /// Reads a whole file; what has no recognised shape stays in the body, and so do the parts that nobody uses.
    package init(_ text: String, leaving unused: Set<Part> = []) {
        let head = PlainTextHead(of: PlainTextLine.stanzas(of: text))
        let tail = PlainTextTail(of: head.rest, isClipping: head.slug != nil)
        let left = head.left(unused)
        title = unused.contains(.title) ? nil : head.title
        subtitle = left.contains { $0.part == .subtitle } ? nil : head.subtitle
        summary = unused.contains(.summary) ? nil : head.summary
        slug = unused.contains(.slug) ? nil : head.slug
        authors = unused.contains(.authors) ? [] : tail.authors
        let rest = unused.contains(.authors) ? head.rest : tail.rest
        let stanzas = head.joined(left.map(\.stanza), to: rest)
        blocks = PlainTextBody(of: stanzas, isClipping: head.slug != nil).blocks
    }
}
