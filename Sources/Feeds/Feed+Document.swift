extension Feed {
    /// About how many bytes a document has, so that its buffer seldom has to grow.
    var likelySize: Int {
        entries.reduce(4_096) { $0 + 1_024 + ($1.content?.utf8.count ?? 0) * 5 / 4 }
    }

    /// The text of this feed in a format: equal feeds have equal bytes.
    package func document(_ format: Format) -> [UInt8] {
        switch format {
        case .rss: rss
        case .atom: atom
        case .json: json
        }
    }
}
