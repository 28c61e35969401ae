import Articles
import Feeds
import Store

/// What the references of one entry, or of the feed itself, mean in the feed's folders, and what is known of those files.
struct EntryMedia: Equatable, Sendable {
    /// A file of ours, and the URL that readers are given.
    struct Local: Equatable, Sendable {
        var url: String
        /// As it is; of one that has vanished, as it was.
        var file: MediaFile
        var measurement: MediaFacts?
    }

    /// By the references as they are written.
    var local: [String: Local] = [:]
    /// References to what should be ours and cannot be shown: an entry goes without it.
    var absent: Set<String> = []
    /// By URL.
    var remote: [String: RemoteMedia] = [:]
    /// What stood at each path that was looked at: where anything else stands, the entry is made anew.
    var looks: [String: MediaFolders.Look] = [:]
    /// Sorted by address.
    var references: [MediaReference] = []
    var problems: [Problem] = []
    /// Whether a file could not be looked at in time.
    var isUnmeasured = false
    /// The enclosures of ours that the entry has, by their references.
    var enclosures: Set<String> = []
    /// Those of them that it went without before.
    var arrived: Set<String> = []

    /// The enclosure as readers are told of it; nil where it is not there.
    func told(_ enclosure: Enclosure, absolute: (String) -> String) -> Enclosure? {
        if absent.contains(enclosure.url) { return nil }
        var told = enclosure
        if let local = local[enclosure.url] {
            told.url = local.url
            told.length = local.file.size
            // What the author wrote stands, but not what was only guessed by the name.
            if enclosure.type == MediaType.of(enclosure.url) {
                told.type = MediaType.of(local.file.path, holding: local.measurement)
            }
            told.duration = enclosure.duration ?? local.measurement?.duration
            return told
        }
        told.url = absolute(enclosure.url)
        guard let remote = remote[told.url.legalInURL] else { return told }
        told.length = enclosure.length ?? remote.length
        if !MediaType.isKnown(enclosure.url), enclosure.type == MediaType.of(enclosure.url) {
            told.type = remote.type ?? told.type
        }
        return told
    }

    /// The size of a picture that is known by its reference.
    func size(of reference: String) -> (width: Int64, height: Int64)? {
        guard let measurement = local[reference]?.measurement, let width = measurement.width,
            let height = measurement.height
        else { return nil }
        return (width, height)
    }
}

/// Where an entry refers to a file.
struct MediaUse: Hashable, Sendable {
    enum Place: Hashable, Sendable {
        case image
        case enclosure
        case body
        /// The definition: a picture of the feed itself.
        case feed
    }

    var reference: String
    var place: Place
    var line: Int?

    /// In words for its author.
    var name: String {
        switch place {
        case .image, .feed: "the picture \"\(reference)\""
        case .enclosure: "the enclosure \"\(reference)\""
        case .body: "the file \"\(reference)\", to which the text refers,"
        }
    }
}
