import Articles
import Feeds

/// How large a document may be before it is a burden to those who ask for it all day.
enum DocumentSize {
    /// In bytes.
    static let most = 3 << 20

    /// That the largest of these is too large; nil where none is.
    static func problem(of documents: [FeedDocument]) -> Problem? {
        let sizes = documents.map { ($0.path, $0.size) }
        guard let (path, size) = sizes.max(by: { $0.1 < $1.1 }), size > most else { return nil }
        let tenths = size * 10 / (1 << 20)
        return Problem(
            file: FeedDefinition.ownPath,
            message:
                "\(path) has \(tenths / 10).\(tenths % 10) MiB, and readers fetch all of it after each change; "
                + "right would be a lower limit, such as limit = 100: older entries stay in the archives",
            severity: .warning
        )
    }
}
