import Foundation

/// What the name of a file tells of the article in it. https://jekyllrb.com/docs/posts/
struct MetadataFileName {
    private(set) var date: WrittenDate?
    private(set) var slug: String?
    /// Whether the file lies in a folder that Jekyll does not publish.
    let isDraft: Bool

    init(path: String) {
        let parts = path.split(separator: "/")
        isDraft = parts.dropLast().contains("_drafts")
        guard let name = parts.last, name.utf8.count > 10 else { return }
        guard let date = WrittenDate(String(decoding: name.utf8.prefix(10), as: UTF8.self)) else { return }
        let rest = name.utf8.dropFirst(10)
        guard let stem = rest.lastIndex(of: UInt8(ascii: ".")).map({ rest[..<$0] }) else { return }
        guard stem.isEmpty || stem.first == UInt8(ascii: "-") else { return }
        self.date = date
        slug = stem.count > 1 ? String(decoding: stem.dropFirst(), as: UTF8.self) : nil
    }
}
