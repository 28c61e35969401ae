import Foundation

/// The fingerprint of what a head says, however it is written: the values in a fixed order, each with its size.
struct MetadataHash {
    private var bytes: [UInt8] = []

    /// The hash of the article's head, with what its file's name and its shape add.
    static func of(_ article: Article) -> ContentHash {
        var hash = MetadataHash()
        hash.bytes.reserveCapacity(1_024)
        hash.add(article.id)
        hash.add(article.title)
        hash.add(article.summary)
        hash.add(article.slug)
        hash.add(article.link)
        hash.add(article.published)
        hash.add(article.updated)
        hash.add(article.expires)
        hash.add(article.isDraft ? 1 : 0)
        hash.add(article.language)
        hash.add(article.image)
        hash.add(article.tags.count)
        article.tags.forEach { hash.add($0) }
        hash.add(article.authors.count)
        for author in article.authors {
            hash.add(author.name)
            hash.add(author.email)
            hash.add(author.url)
            hash.add(author.biography)
        }
        hash.add(article.enclosures.count)
        for enclosure in article.enclosures {
            hash.add(enclosure.url)
            hash.add(enclosure.length.map(Int.init) ?? -1)
            hash.add(enclosure.type)
            hash.add(enclosure.duration.map { Int(truncatingIfNeeded: $0.bitPattern) } ?? -1)
        }
        // Without any, the hash is that of before there were aliases.
        article.aliases.forEach { hash.add($0) }
        // Nor are there details in most heads.
        if let details = article.details { hash.add("\(details)") }
        return hash.bytes.withUnsafeBytes { ContentHash(of: $0) }
    }

    private mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func add(_ date: Date?) {
        add(date.map { Int($0.timeIntervalSince1970) } ?? Int.min)
    }

    private mutating func add(_ text: String?) {
        guard var text else { return add(-1) }
        text.withUTF8 { utf8 in
            add(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }
}
