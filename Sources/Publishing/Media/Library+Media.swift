package import Articles
package import Foundation
package import Store

extension Library {
    /// What is to be served at `/<feed>/media/...`.
    package enum MediaPage: Sendable {
        case file(MediaFolders, path: String, known: StoredMedia?)
        case elsewhere(String)
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
        return .unknown
    }
}

extension StoredMedia {
    /// The media type that a file is served with, if it is still the one that was measured.
    package static func type(of file: MediaFile, known: StoredMedia?) -> String {
        MediaType.of(file.path, holding: known?.isOf(file) == true ? known?.measurement : nil)
    }
}
