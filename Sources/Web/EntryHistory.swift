import Feeds
import NIOCore

/// Where a document's entries lie in its bytes, and since which version each has been there as it is.
///
/// So whoever has an older version can be told what is newer (RFC 3229, with the manipulation `feed`).
struct EntryHistory: Sendable {
    private struct Entry {
        var hash: Fingerprint
        var place: Range<Int>
        /// The number of a version.
        var since: Int64
    }

    private struct Version {
        var number: Int64
        /// Of the identity coding, without quotes.
        var tag: Substring
    }

    /// How many versions are known by their tags: of a feed with an edition an hour those of two days.
    private static let most = 48

    private var head = 0..<0
    private var separator = 0..<0
    private var entries: [Entry] = []
    private var end = 0..<0
    private var versions: [Version] = []

    /// The history of a version behind an older one: at a start there is none, and all entries count as old.
    init(of document: FeedDocument, after older: EntryHistory?) {
        var places: [Range<Int>] = []
        document.write { bytes in
            let start = places.last?.upperBound ?? 0
            places.append(start..<start + bytes.count)
        }
        guard document.pieces.count >= 2, let first = places.first, let last = places.last else { return }
        (head, end) = (first, last)
        // What is handed out beside the pieces stands between two entries.
        let step = places.count > document.pieces.count ? 2 : 1
        if step == 2 { separator = places[2] }
        let known = Dictionary(
            (older?.entries ?? []).map { ($0.hash, $0.since) },
            uniquingKeysWith: { first, _ in first }
        )
        entries = document.pieces.dropFirst().dropLast().enumerated().map { number, piece in
            Entry(
                hash: piece.hash,
                place: places[1 + number * step],
                since: known[piece.hash] ?? document.version
            )
        }
        versions = (older?.versions ?? []).suffix(Self.most - 1)
        versions.append(Version(number: document.version, tag: document.etag.dropFirst().dropLast()))
    }

    /// The newest version among those that the values of `If-None-Match` name, whatever coding they had.
    func version(namedIn values: [String]) -> Int64? {
        let tags = values.flatMap { $0.split(separator: ",") }.map { text in
            var tag = text.trimmed
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            tag = tag.dropFirst().dropLast()
            for coding in Coding.allCases where coding != .identity && tag.hasSuffix(coding.tagEnding) {
                return tag.dropLast(coding.tagEnding.count)
            }
            return tag
        }
        return versions.last { tags.contains($0.tag) }?.number
    }

    /// The document with those entries alone that are newer than a version: a whole feed, if of none.
    func text(since version: Int64, of bytes: ByteBuffer) -> ByteBuffer {
        let newer = entries.filter { $0.since > version }
        var text = ByteBufferAllocator().buffer(
            capacity: newer.reduce(head.count + end.count) { $0 + $1.place.count + separator.count }
        )
        func write(_ place: Range<Int>) {
            guard let part = bytes.getSlice(at: bytes.readerIndex + place.lowerBound, length: place.count)
            else { preconditionFailure("the places are those of these bytes") }
            text.writeImmutableBuffer(part)
        }
        write(head)
        for (number, entry) in newer.enumerated() {
            if number > 0 { write(separator) }
            write(entry.place)
        }
        write(end)
        return text
    }
}
