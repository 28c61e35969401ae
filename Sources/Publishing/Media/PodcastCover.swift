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
            return problem("a podcast without a cover is taken by no directory", feed, "podcast")
        }
        guard let facts = pictures.local[image]?.measurement, let reason = reason(against: facts) else {
            return nil
        }
        return problem("the cover \"\(image)\" \(reason), which directories refuse", feed, "image")
    }

    /// What is wrong with a picture, as the end of a sentence; nil where nothing is, or nobody knows.
    private static func reason(against facts: MediaFacts) -> String? {
        guard let type = facts.type else { return nil }
        if !types.contains(type) { return "is \(type)" }
        if let width = facts.width, let height = facts.height, width != height || !sides.contains(width) {
            return "has \(width) × \(height) pixels"
        }
        switch facts.colours {
        case .cmyk: return "has the colours of a press (CMYK)"
        case .grey: return "is grey, without colours"
        case .rgb, nil: return nil
        }
    }

    private static func problem(_ message: String, _ feed: FeedDefinition, _ key: String) -> Problem {
        Problem(
            file: FeedDefinition.ownPath,
            line: feed.lines[key],
            message: message + "; right would be a square JPEG or PNG of 1400 to 3000 pixels in RGB as image",
            severity: .warning
        )
    }
}
