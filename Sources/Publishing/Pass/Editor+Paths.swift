import Feeds

extension Editor {
    /// Remembers where the documents were until now: whoever polls them there is led to where they are.
    ///
    /// The usual address of a document leads there in any case, and what is a document's now leads nowhere else.
    mutating func rememberPaths(of documents: [FeedDocument.Key: FeedPass.Memory.Committed]) {
        let present = Set(Format.allCases.map { feed.path(of: $0) })
        for format in Format.allCases {
            let usual = "/\(feed.name)/\(format.fileName)"
            var former = ledger.formerPaths[format] ?? []
            if let known = documents[FeedDocument.Key(feed: feed.name, format: format)] {
                for path in known.formerPaths + [known.path] where !former.contains(path) {
                    former.append(path)
                }
            }
            former.removeAll { present.contains($0) || $0 == usual }
            setFormerPaths(former, of: format)
        }
    }
}
