import Feeds
import Foundation
import Push
import Store

let start = Date(timeIntervalSince1970: 1_900_000_000)
let news = FeedDocument.Key(feed: "news", format: .atom)

extension FeedRecord {
    static func sample(_ name: String = "news", base: String = "https://example.org") -> FeedRecord {
        FeedRecord(name: name, authority: "example.org", base: base, definition: "")
    }
}

extension CatalogueEntry {
    /// An entry whose id and slug are named after its path.
    static func sample(
        _ path: String,
        id: String? = nil,
        state: State = .live,
        published: Date = start,
        expires: Date? = nil
    ) -> CatalogueEntry {
        CatalogueEntry(
            path: path,
            file: FileMark(inode: .max, size: 7, modified: 9, hash: Fingerprint(high: .max, low: 1)),
            state: state,
            id: id ?? "id:\(path)",
            slug: path,
            title: "Title of \(path)",
            published: published,
            updated: published,
            expires: expires,
            bodyHash: Fingerprint(high: 1, low: .max)
        )
    }
}

extension Piece {
    /// A piece of this text, whose hash is that of no other text of a test run.
    static func sample(_ text: String) -> Piece {
        var hasher = Hasher()
        hasher.combine(text)
        return Piece(
            hash: Fingerprint(
                high: UInt64(text.utf8.count),
                low: UInt64(bitPattern: Int64(hasher.finalize()))
            ),
            bytes: Array(text.utf8)
        )
    }
}

extension FeedDocument {
    static func sample(
        _ key: FeedDocument.Key = news,
        _ text: String = "<feed/>",
        pieces: [Piece]? = nil,
        base: String = "https://example.org"
    ) -> FeedDocument {
        FeedDocument(
            key: key,
            path: "/\(key.feed)/atom.xml",
            selfLink: "\(base)/\(key.feed)/atom.xml",
            hubs: ["\(base)/hub", "https://hub.example.net/"],
            version: 0,
            pieces: pieces ?? [.sample(text)],
            etag: "\"\(text.count)\"",
            lastModified: start
        )
    }
}

extension FeedDocument {
    /// This without its pieces.
    var head: FeedDocument {
        FeedDocument(
            key: key,
            path: path,
            selfLink: selfLink,
            hubs: hubs,
            version: version,
            pieces: [],
            etag: etag,
            lastModified: lastModified
        )
    }
}

extension Edition {
    /// An edition of entries and nothing else.
    static func of(_ entries: CatalogueEntry...) -> Edition {
        var edition = Edition(feed: .sample())
        edition.entries = entries
        return edition
    }

    /// An edition of one document.
    static func of(_ document: FeedDocument, isTold: Bool = true, isUrgent: Bool = false) -> Edition {
        var edition = Edition(feed: .sample(document.key.feed))
        edition.documents = [document]
        edition.isTold = isTold
        edition.isUrgent = isUrgent
        return edition
    }

    static func of(renamings: [(String, String)]) -> Edition {
        var edition = Edition(feed: .sample())
        edition.renamings = renamings.map { Renaming(from: $0, to: $1) }
        return edition
    }
}

extension PendingVerification {
    static func sample(
        _ mode: SubscriptionRequest.Mode = .subscribe,
        _ callback: String = "https://reader.example/",
        key: FeedDocument.Key = news,
        topic: String? = nil,
        secret: SealedSecret? = nil,
        lease: Int = 864_000
    ) -> PendingVerification {
        PendingVerification(
            mode: mode,
            key: key,
            topic: topic ?? "https://example.org/\(key.feed)/atom.xml",
            callback: callback,
            secret: secret,
            lease: lease
        )
    }
}

extension Store {
    /// Asks, and has the callback confirm; the subscription's id.
    @discardableResult
    func confirmed(_ verification: PendingVerification, at now: Date = start) async throws -> Int64? {
        try await request(verification, at: now)
        let claims = try await claimVerifications(at: now, limit: 1_000)
        guard let claim = claims.first(where: { $0.callback == verification.callback }) else { return nil }
        return try await confirm(claim, at: now)
    }

    /// One alone.
    func confirm(_ verification: PendingVerification, at now: Date) async throws -> Int64? {
        try await confirm([verification], at: now).first ?? nil
    }
}
