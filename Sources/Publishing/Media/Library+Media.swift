package import Articles
package import Foundation
package import Store

extension Library {
    /// What is to be served at `/<feed>/media/...`.
    package enum MediaPage: Sendable {
        case file(MediaFolders, path: String, known: StoredMedia?)
        /// The name is that of a file as its author spells it, which has another address.
        case elsewhere(String)
        /// The file has another address now.
        case moved(String)
        case unknown
    }

    /// What is at an address below `/<feed>/media/`; only what a published entry refers to is anything.
    package func media(_ address: String, in name: String, at now: Date = Date()) async throws -> MediaPage {
        let site = await site
        guard let feed = site.feeds.first(where: { $0.name == name }) else { return .unknown }
        if let path = try await store.mediaPath(of: name, address: address, at: now) {
            let known = try await store.media(of: name, at: [path]).first
            return .file(MediaFolders(articles: feed.articles, feed: feed.folder), path: path, known: known)
        }
        for other in MediaAddress.all(ofOriginal: address) {
            guard try await store.mediaPath(of: name, address: other, at: now) != nil else { continue }
            return .elsewhere(site.base.url(of: "/\(name)/media/\(other)"))
        }
        return try await movedMedia(address, in: name, at: now).map { .moved($0) } ?? .unknown
    }

    /// The URL that a file has now that was shown under an address; nil where there is none.
    package func movedMedia(_ address: String, in name: String, at now: Date = Date()) async throws -> String?
    {
        guard let path = try await store.mediaPath(of: name, formerlyAt: address) else { return nil }
        let present = MediaAddress.of(path)
        guard try await store.mediaPath(of: name, address: present, at: now) == path else { return nil }
        return await site.base.url(of: "/\(name)/media/\(present)")
    }
}

extension StoredMedia {
    /// The media type that a file is served with, if it is still the one that was measured.
    package static func type(of file: MediaFile, known: StoredMedia?) -> String {
        MediaType.of(file.path, holding: known?.isOf(file) == true ? known?.measurement : nil)
    }
}
