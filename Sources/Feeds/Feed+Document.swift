extension Feed {
    /// The text of this feed in a format: equal feeds have equal bytes.
    package func document(_ format: Format) -> [UInt8] {
        switch format {
        case .rss: rss
        case .atom: atom
        case .json: json
        }
    }
}
