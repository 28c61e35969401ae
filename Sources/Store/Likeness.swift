package import Feeds
package import Foundation

/// By what an article is known to be another's copy: title and date, or title and text; date and text where neither has a title.
package struct Likeness: Equatable, Sendable {
    /// The hash of its body; nil where that says nothing.
    package var text: Fingerprint?
    /// Nil where there is none.
    package var title: String?
    package var published: Date?

    package init(text: Fingerprint?, title: String?, published: Date?) {
        self.text = text
        self.title = title
        self.published = published
    }
}
