import Articles
import Feeds

/// What directories ask of a podcast's cover: <https://podcasters.apple.com/support/896-artwork-requirements>.
enum PodcastCover {
    /// In pixels, of each side.
    private static let sides: ClosedRange<Int64> = 1_400...3_000
    private static let types: Set<String> = ["image/jpeg", "image/png"]

    /// What a directory would refuse; nil where it would not, where nobody knows, and of what is no podcast.
    static func problem(of feed: FeedDefinition, _ pictures: EntryMedia) -> Problem? {
        guard feed.podcast != nil else { return nil }
        guard let image = feed.image else {
            return problem(
                "a podcast without a cover is taken by no directory",
                feed,
                "podcast"
            )
        }
        guard let facts = pictures.local[image]?.measurement, let type = facts.type else { return nil }
        if !types.contains(type) {
            return problem(
                "the cover \"\(image)\" is \(type), which directories refuse",
                feed,
                "image"
            )
        }
        guard let width = facts.width, let height = facts.height,
            width != height || !sides.contains(width)
        else { return nil }
        let size = "\(width) × \(height) pixels"
        return problem(
            "the cover \"\(image)\" has \(size), which directories refuse",
            feed,
            "image"
        )
    }

    private static func problem(_ message: String, _ feed: FeedDefinition, _ key: String) -> Problem {
        Problem(
            file: FeedDefinition.ownPath,
            line: feed.lines[key],
            message: message + "; right would be a square JPEG or PNG of 1400 to 3000 pixels as image",
            severity: .warning
        )
    }
}
