package import Foundation

/// What the author wrote: one file, read and understood, before anything is decided about it.
package struct Article: Equatable, Sendable {
    /// An author as the file names one.
    package struct Author: Codable, Hashable, Sendable {
        package var name: String
        package var email: String?
        package var url: String?
        /// Plain text, from a clipping.
        package var biography: String?

        package init(name: String, email: String? = nil, url: String? = nil, biography: String? = nil) {
            self.name = name
            self.email = email
            self.url = url
            self.biography = biography
        }
    }

    /// An enclosure that the front matter names.
    package struct Enclosure: Codable, Equatable, Sendable {
        package var url: String
        /// In bytes.
        package var length: Int64?
        package var type: String?
        /// In seconds.
        package var duration: Double?

        package init(url: String, length: Int64? = nil, type: String? = nil, duration: Double? = nil) {
            self.url = url
            self.length = length
            self.type = type
            self.duration = duration
        }
    }

    /// What a text calls by a name of its tool, and expects to be an article.
    package struct Reference: Equatable, Sendable {
        package var name: String
        /// Of the file.
        package var line: Int
    }

    /// The text below the head, and how it is written.
    package enum Body: Equatable, Sendable {
        case markdown(String)
        /// A whole clipping: its shape is found again when it is rendered.
        case plainText(String)
        /// Sanitised: what a page has around its article is gone already.
        case html(String)
    }

    /// Relative to the articles folder, with `/`, as the file system spells it.
    package var path: String
    /// An explicit `id` of the front matter.
    package var id: String?
    package var title: String?
    package var summary: String?
    package var slug: String?
    /// The permalink that the author gives, absolute.
    package var link: String?
    package var published: Date?
    package var updated: Date?
    package var expires: Date?
    package var isDraft = false
    /// Whether its author wants nobody to be told of it; no part of what a reader sees.
    package var isSilent = false
    package var authors: [Author] = []
    package var tags: [String] = []
    /// The part of its site that it belongs to, as its head or the folders of its tool say.
    package var section: String?
    /// A language tag (RFC 5646).
    package var language: String?
    package var image: String?
    package var enclosures: [Enclosure] = []
    /// Other names by which texts call it, and old addresses of its page: paths, or URLs.
    package var aliases: [String] = []
    /// The line that names them, counted from 1.
    package var aliasLine: Int?
    package var details: ArticleDetails?
    package var body: Body
    /// The HTML that stands for the marks in a body in Markdown, where a tool's own language made some.
    package var inserts: [Insert] = []
    /// What its body refers to by names, for those who know all articles to judge.
    package var references: [Reference] = []
    /// Of the body with each run of white space as one space: it decides what is an update.
    package var bodyHash: ContentHash
    /// Of the head's values, in a fixed order: with `bodyHash` it decides whether anything changed that a reader can see.
    package var headHash: ContentHash
    /// Of the whole file as it is: it recognises a file that was moved.
    package var fileHash: ContentHash
    /// Of an earlier state of the file, which it begins with; nil where nobody looked for it.
    package var continuedHash: ContentHash?
    /// What the author should look at, though the article is taken.
    package var warnings: [Problem] = []

    package init(
        path: String,
        body: Body,
        bodyHash: ContentHash,
        headHash: ContentHash,
        fileHash: ContentHash
    ) {
        self.path = path
        self.body = body
        self.bodyHash = bodyHash
        self.headHash = headHash
        self.fileHash = fileHash
    }
}
