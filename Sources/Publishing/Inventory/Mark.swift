package import Articles
import Feeds
import Foundation
import Store

/// Gathers what decides the bytes at an address: where it is equal, nothing need be made to know that they are.
struct Mark {
    private var bytes: [UInt8] = []

    mutating func add(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        // No byte of UTF-8: what one text ends with, the next cannot begin with.
        bytes.append(0xFF)
    }

    mutating func add(_ text: String?) { add(text ?? "\u{1F}") }

    mutating func add(_ number: Int64) { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }

    mutating func add(_ hash: Fingerprint) {
        add(Int64(bitPattern: hash.high))
        add(Int64(bitPattern: hash.low))
    }

    var hash: ContentHash { bytes.withUnsafeBytes { ContentHash(of: $0) } }
}

extension ContentHash {
    /// Of these texts in their order.
    init(marking texts: String...) {
        var mark = Mark()
        for text in texts { mark.add(text) }
        self = mark.hash
    }

    /// Of this and others in their order.
    package func followed(by others: ContentHash...) -> ContentHash {
        ([self] + others).flatMap { [$0.high, $0.low] }.withUnsafeBytes { ContentHash(of: $0) }
    }
}

extension CatalogueEntry {
    /// Of all that is kept of the article and that a reader may see.
    var mark: ContentHash {
        var mark = Mark()
        for hash in [file.hash, headHash, bodyHash] { mark.add(hash) }
        for date in [published, updated, expires ?? .distantPast] {
            mark.add(Int64(date.timeIntervalSince1970))
        }
        for text in [path, id, slug, title] { mark.add(text) }
        for text in [summary, link, section, language, image] { mark.add(text) }
        for tag in tags { mark.add(tag) }
        for author in authors { mark.add("\(author)") }
        if !enclosures.isEmpty { mark.add("\(enclosures)") }
        if let details { mark.add("\(details)") }
        return mark.hash
    }
}
