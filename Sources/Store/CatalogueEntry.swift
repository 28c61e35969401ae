package import Feeds
package import Foundation

/// What tells one state of a file from another without reading it, and its content.
package struct FileMark: Hashable, Sendable {
    package var inode: UInt64
    /// In bytes.
    package var size: Int64
    /// Nanoseconds since 1970.
    package var modified: Int64
    /// Of the whole file as it is.
    package var hash: Fingerprint

    package init(inode: UInt64, size: Int64, modified: Int64, hash: Fingerprint) {
        self.inode = inode
        self.size = size
        self.modified = modified
        self.hash = hash
    }
}

/// What the store keeps of an article: the head at first reading, and what was decided about it.
package struct CatalogueEntry: Equatable, Sendable {
    package enum State: Int, Sendable {
        /// Shown from `published` to `expires`.
        case live = 0
        case draft = 1
        /// Its file was deleted; its id stays its own.
        case gone = 2
        /// It could never be read; only its file's mark is known.
        case broken = 3
    }

    /// What stands between the path that an entry without a file had and a name, in hexadecimal, of its own: no article's
    /// file is called so.
    package static let aside = "#"

    /// Relative to the articles folder.
    package var path: String
    package var file: FileMark
    package var state: State
    /// The entry's id, which never changes.
    package var id: String
    package var slug: String
    /// Empty where the article has none.
    package var title: String
    package var summary: String?
    /// The author's own permalink, absolute.
    package var link: String?
    package var published: Date
    package var updated: Date
    /// When it leaves the feeds; of one that is gone, when it was withdrawn: nil where nobody had seen it.
    package var expires: Date?
    /// Whether the author wrote a date; if not, `published` is ours.
    package var isDated: Bool
    /// When it was released by hand, before its date.
    package var released: Date?
    package var authors: [Author]
    package var tags: [String]
    /// The part of its site that it belongs to; no document shows it.
    package var section: String?
    package var language: String?
    package var image: String?
    package var enclosures: [Enclosure]
    /// Nil for most.
    package var details: EntryDetails?
    /// Nil for most.
    package var past: EntryPast?
    package var bodyHash: Fingerprint
    package var headHash: Fingerprint

    package init(
        path: String,
        file: FileMark,
        state: State,
        id: String,
        slug: String = "",
        title: String = "",
        summary: String? = nil,
        link: String? = nil,
        published: Date,
        updated: Date,
        expires: Date? = nil,
        isDated: Bool = true,
        released: Date? = nil,
        authors: [Author] = [],
        tags: [String] = [],
        section: String? = nil,
        language: String? = nil,
        image: String? = nil,
        enclosures: [Enclosure] = [],
        details: EntryDetails? = nil,
        past: EntryPast? = nil,
        bodyHash: Fingerprint = Fingerprint(high: 0, low: 0),
        headHash: Fingerprint = Fingerprint(high: 0, low: 0)
    ) {
        self.path = path
        self.file = file
        self.state = state
        self.id = id
        self.slug = slug
        self.title = title
        self.summary = summary
        self.link = link
        self.published = published
        self.updated = updated
        self.expires = expires
        self.isDated = isDated
        self.released = released
        self.authors = authors
        self.tags = tags
        self.section = section
        self.language = language
        self.image = image
        self.enclosures = enclosures
        self.details = details
        self.past = past
        self.bodyHash = bodyHash
        self.headHash = headHash
    }

    /// Whether a document made at `now` may show it.
    package func isShown(at now: Date) -> Bool {
        state == .live && published <= now && expires.map { now < $0 } ?? true
    }

    /// Whether it was where readers could see it, and is not any more.
    package func isGone(at now: Date) -> Bool {
        switch state {
        case .gone: true
        case .live where expires.map { $0 <= now } ?? false: true
        case .live, .draft, .broken: !isShown(at: now) && past?.wasShown ?? false
        }
    }
}

/// Whose an id is.
package struct Owner: Equatable, Sendable {
    package var path: String
    /// Its file was deleted.
    package var isGone: Bool

    package init(path: String, isGone: Bool) {
        self.path = path
        self.isGone = isGone
    }
}

/// A file as the catalogue knows it: enough to see whether it must be read again.
package struct KnownFile: Equatable, Sendable {
    package var path: String
    package var mark: FileMark
    package var state: CatalogueEntry.State

    package init(path: String, mark: FileMark, state: CatalogueEntry.State) {
        self.path = path
        self.mark = mark
        self.state = state
    }
}

/// A rendered, sanitised body, kept so that nothing served disappears because a file broke.
package struct KeptBody: Equatable, Sendable {
    /// The entry's id.
    package var id: String
    /// Of the file that it was made from.
    package var source: Fingerprint
    package var html: String

    package init(id: String, source: Fingerprint, html: String) {
        self.id = id
        self.source = source
        self.html = html
    }
}

/// A problem that an author has yet to mend.
package struct StoredProblem: Codable, Equatable, Sendable {
    /// Relative to the articles folder; empty where the feed itself is meant.
    package var path: String
    package var line: Int?
    package var message: String
    package var isWarning: Bool

    package init(path: String, line: Int?, message: String, isWarning: Bool) {
        self.path = path
        self.line = line
        self.message = message
        self.isWarning = isWarning
    }
}
