/// A time from which the requests for a feed are counted already, by the daemon itself or from a log.
///
/// That is all that is remembered of a log: no line of it and no address.
package struct CountedSpan: Codable, Equatable, Sendable {
    package enum Kind: Int, Codable, Sendable {
        /// A feed's documents.
        case document = 0
        /// Its episodes.
        case episode = 1

        /// How far from each other a log's time of a request and the daemon's may be, in seconds.
        ///
        /// A proxy's line has the moment at which the last byte was taken, Apache's the one at which the first was asked for.
        var slack: Int {
            switch self {
            case .document: 60
            case .episode: 3_600
            }
        }
    }

    package struct Key: Codable, Hashable, Sendable {
        /// The name of the server whose log it was; empty for the daemon's own counting.
        package var source: String
        package var feed: String
        package var kind: Kind

        package init(source: String, feed: String, kind: Kind) {
            self.source = source
            self.feed = feed
            self.kind = kind
        }
    }

    /// In seconds: spans that are no further apart are one.
    package static let gap = 3_600

    package var key: Key
    /// Seconds since 1970, and how many lines of that second were counted; of those between the two all were.
    package var first: Int
    package var firstLines: Int
    package var last: Int
    package var lastLines: Int

    package init(
        _ key: Key,
        from first: Int,
        lines firstLines: Int = 0,
        to last: Int,
        lines lastLines: Int = 0
    ) {
        self.key = key
        self.first = first
        self.firstLines = firstLines
        self.last = last
        self.lastLines = lastLines
    }

    /// Whether nothing, or no more than the gap, lies between the two.
    package func touches(_ other: CountedSpan) -> Bool {
        key == other.key && first <= other.last + Self.gap && other.first <= last + Self.gap
    }

    /// This and the other one as one, each line having been counted in one of the two alone.
    package func joined(with other: CountedSpan) -> CountedSpan {
        var joined = self
        if other.first == first {
            joined.firstLines += other.firstLines
        } else if other.first < first {
            (joined.first, joined.firstLines) = (other.first, other.firstLines)
        }
        if other.last == last {
            joined.lastLines += other.lastLines
        } else if other.last > last {
            (joined.last, joined.lastLines) = (other.last, other.lastLines)
        }
        return joined
    }
}

extension [CountedSpan] {
    /// Adds a span, and joins what touches it.
    package mutating func take(_ span: CountedSpan) {
        // A log's lines mostly follow each other.
        if let place = indices.last, self[place].touches(span), count == 1 || self[place].first <= span.first
        {
            self[place] = self[place].joined(with: span)
            return
        }
        let joined = filter { $0.touches(span) }.reduce(span) { $0.joined(with: $1) }
        removeAll { $0.touches(span) }
        insert(joined, at: firstIndex { $0.first > joined.first } ?? endIndex)
    }
}
