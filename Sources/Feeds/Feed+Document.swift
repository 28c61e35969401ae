extension Feed {
    /// The text of this feed in a format: equal feeds have equal bytes.
    package func document(_ format: Format) -> [UInt8] {
        let (head, tail) = frame(format)
        let separator = format.separator.map { [$0] } ?? []
        return head + entries.map { $0.piece(format) }.joined(separator: separator) + tail
    }

    /// What stands before the entries, and what follows them.
    package func frame(_ format: Format) -> (head: [UInt8], tail: [UInt8]) {
        switch format {
        case .rss: rssFrame
        case .atom: atomFrame
        case .json: jsonFrame
        }
    }
}

extension Entry {
    /// The text of this entry as it stands in a document, which depends on nothing else.
    package func piece(_ format: Format) -> [UInt8] {
        switch format {
        case .rss: rssPiece
        case .atom: atomPiece
        case .json: jsonPiece
        }
    }

    /// About how many bytes a piece has, so that its buffer seldom has to grow.
    var likelySize: Int { 1_024 + (content?.utf8.count ?? 0) * 5 / 4 }
}
