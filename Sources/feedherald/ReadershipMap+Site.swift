import Feeds
import Foundation
import Publishing
import Readership
import Store

extension ReadershipMap {
    /// What is served of a site, at present and former addresses.
    ///
    /// `now` is when a daemon was asked that counts its requests itself.
    init(source: String, site: Site, store: any Store, now: Date?, at moment: Date = Date()) async throws {
        self.init(source: source, base: site.base.path)
        feeds = site.feeds.map(\.name) + [View.everything.path]
        fileNames = Format.allCases.map(\.fileName)
        self.now = now.map { Int($0.timeIntervalSince1970) }
        spans = try await store.countedSpans(of: "")
        if !source.isEmpty { spans += try await store.countedSpans(of: source) }
        for (number, head) in try await store.documentHeads().enumerated() {
            // A head has no bytes.
            let size = try await store.document(head.key)?.size ?? 0
            let feed = head.key.feed.isEmpty ? View.everything.path : head.key.feed
            for path in [head.path] + head.formerPaths {
                documents.append(Document(path: path, feed: feed, number: UInt64(number), size: size))
            }
        }
        for feed in site.feeds {
            for alias in feed.aliases {
                documents.append(Document(path: alias, feed: feed.name, number: .max, size: 0))
            }
            episodes += try await Self.episodes(of: feed, in: store, at: moment)
        }
    }

    private static func episodes(of feed: FeedDefinition, in store: any Store, at now: Date) async throws
        -> [Episode]
    {
        let references =
            try await store.mediaReferences(of: feed.name, at: now) + store.formerMedia(of: feed.name)
        let files = try await store.media(of: feed.name, at: Set(references.map(\.path)).sorted())
        let byPath = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        return references.flatMap { reference -> [Episode] in
            guard let file = byPath[reference.path], let type = file.measurement.type,
                type.hasPrefix("audio/") || type.hasPrefix("video/")
            else { return [] }
            let elsewhere = feed.mediaBase.map { MediaAddress.url(of: reference.path, below: $0) }
            let paths: [String] =
                ["/\(feed.name)/media/\(reference.address)"]
                + [elsewhere.flatMap { URL(string: $0)?.path }].compactMap(\.self)
            return Set(paths).map { path in
                Episode(
                    path: path,
                    feed: feed.name,
                    file: reference.path,
                    size: file.size,
                    duration: file.measurement.duration
                )
            }
        }
    }
}
