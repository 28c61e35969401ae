import Articles
import Feeds
import Foundation
import Media
import Store

/// Finds the files that entries refer to, and has those looked at that are not known.
struct MediaDesk {
    let feed: FeedDefinition
    let base: Base
    let store: any Store
    let inspector: Inspector?
    /// What was found out now, for the store.
    private(set) var news = EditionMedia()
    /// Whether files were looked at, or should have been; and why they could not be.
    private(set) var hasLooked = false
    private(set) var inability: String?
    /// After how many seconds it makes sense to look again at those that could not be looked at.
    private(set) var retry: TimeInterval?
    /// Made when it is needed: most articles refer to nothing.
    private lazy var folders = MediaFolders(articles: feed.articles, feed: feed.folder)

    init(feed: FeedDefinition, base: Base, store: any Store, inspector: Inspector?) {
        self.feed = feed
        self.base = base
        self.store = store
        self.inspector = inspector
    }

    /// What these refer to, by their ids.
    mutating func media(of referrers: [MediaReferrer]) async throws -> [String: EntryMedia] {
        var all: [String: EntryMedia] = [:]
        var findings: [(referrer: MediaReferrer, use: MediaUse, finding: MediaFinding)] = []
        for referrer in referrers {
            var media = EntryMedia()
            for use in referrer.uses {
                findings.append((referrer, use, find(use, of: referrer, &media.looks)))
            }
            all[referrer.id] = media
        }
        let before = try await store.mediaReferences(of: feed.name, entries: referrers.map(\.id))
        let known = try await known(findings.map(\.finding))
        for (referrer, use, finding) in findings {
            let had = Set((before[referrer.id] ?? []).map(\.path))
            all[referrer.id]?.take(use, finding, of: referrer, had: had, known: known, at: self)
        }
        try await takeRemote(&all, of: referrers)
        for referrer in referrers {
            try await noteArrivals(&all, of: referrer)
            let references = all[referrer.id].map { Array(Set($0.references)) } ?? []
            let sorted = references.sorted { $0.address < $1.address }
            all[referrer.id]?.references = sorted
            let former = before[referrer.id] ?? []
            if sorted == former { continue }
            news.references[referrer.id] = sorted
            let files = (all[referrer.id]?.local.values).map { $0.map(\.file) } ?? []
            try await findMoves(from: former, to: sorted, files, known)
        }
        return all
    }

    /// Takes note of the enclosures that a referrer goes without, and of those that it went without and has now.
    private mutating func noteArrivals(
        _ all: inout [String: EntryMedia],
        of referrer: MediaReferrer
    ) async throws {
        let enclosures = Set(referrer.uses.filter { $0.place == .enclosure }.map(\.reference))
        guard !enclosures.isEmpty, let media = all[referrer.id] else { return }
        let before = try await store.missingEnclosures(of: feed.name, entry: referrer.id)
        all[referrer.id]?.arrived = media.enclosures.intersection(before)
        let missing = media.absent.intersection(enclosures).sorted()
        if missing != before { news.missing[referrer.id] = missing }
    }

    private mutating func find(
        _ use: MediaUse,
        of referrer: MediaReferrer,
        _ looks: inout [String: MediaFolders.Look]
    ) -> MediaFinding {
        let candidates = candidates(for: use, of: referrer)
        var reason: String?
        for path in candidates {
            let look = folders.look(at: path)
            looks[path] = look
            switch look {
            case .file(let file) where file.size > 0: return .file(file)
            case .file: reason = "is empty"
            case .refused(let why): reason = why
            case .missing: break
            }
        }
        if reason == nil, let flaw = flaw(of: use, of: referrer) { return .flawed(flaw) }
        return .none(candidates: candidates, reason: reason)
    }

    /// What is wrong with a reference that can mean neither a file of ours nor anything elsewhere.
    private mutating func flaw(of use: MediaUse, of referrer: MediaReferrer) -> String? {
        switch use.place {
        case .feed: return folders.flaw(forFeed: use.reference)
        case .body where !MediaType.isKnown(use.reference): return nil
        case .body, .image, .enclosure: break
        }
        // On another site a path may lead to anything.
        if isOurs(referrer.link), let flaw = folders.flaw(of: use.reference, from: referrer.file) {
            return flaw
        }
        let absolute = HTMLLinks.absolute(use.reference, against: referrer.link) ?? use.reference
        guard use.place != .body, absolute.safeInFeeds == nil else { return nil }
        return "is no address that readers may open: write a path, or an address https://…"
    }

    /// The line of an article on which a reference stands, which is asked for only when something is wrong with it.
    func line(of use: MediaUse, of referrer: MediaReferrer) -> Int? {
        if use.place == .feed { return use.line }
        return ArticleFolder(root: feed.articles).line(of: use.reference, in: referrer.file)
    }

    private mutating func candidates(for use: MediaUse, of referrer: MediaReferrer) -> [String] {
        var reference = use.reference
        if let base = feed.mediaBase, reference.hasPrefix(base + "/") {
            reference = "/" + reference.dropFirst(base.count + 1)
        }
        if Base.isWebURL(reference) { return [] }
        return use.place == .feed
            ? folders.candidates(forFeed: reference)
            : folders.candidates(for: reference, from: referrer.file)
    }

    /// The present files as they were measured, now or before; and those that are not there as they were.
    private mutating func known(_ findings: [MediaFinding]) async throws -> [String: StoredMedia] {
        var files: [String: MediaFile] = [:]
        var paths: Set<String> = []
        for finding in findings {
            switch finding {
            case .file(let file):
                files[file.path] = file
                paths.insert(file.path)
            case .none(let candidates, _): paths.formUnion(candidates)
            case .flawed: break
            }
        }
        let stored = try await store.media(of: feed.name, at: paths.sorted())
        var known = Dictionary(stored.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let unknown = files.values.filter { known[$0.path]?.isOf($0) != true }.map(\.path).sorted()
        for file in await measure(unknown) {
            known[file.path] = file
            news.measured.append(file)
        }
        return known
    }

    private mutating func measure(_ paths: [String]) async -> [StoredMedia] {
        guard let inspector, !paths.isEmpty else { return [] }
        let findings = await inspector.inspect(paths, in: folders)
        hasLooked = true
        inability = await inspector.inability
        if findings.known.count < paths.count {
            // Time was short; or it will not soon be otherwise: what is written just now will be told of.
            retry = findings.isShortOfTime && inability == nil ? 1 : 300
        }
        return findings.known.map { StoredMedia($0.file, $0.facts) }
    }

    /// Finds out where files went that were shown under other addresses, so that these lead on.
    ///
    /// A file is the same where the file system says so and its former place is empty; or where it has taken another's
    /// place in one entry, and has its length and holds the same.
    private mutating func findMoves(
        from former: [MediaReference],
        to present: [MediaReference],
        _ files: [MediaFile],
        _ known: [String: StoredMedia]
    ) async throws {
        let arrived = present.filter { !former.contains($0) }
        let lost = former.filter { !present.contains($0) }
        if arrived.isEmpty { return }
        let byPath = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let inodes = arrived.compactMap { byPath[$0.path]?.inode }
        let others = try await store.media(of: feed.name, inodes: inodes).filter {
            folders.look(at: $0.path) == .missing
        }
        let replaced = try await store.media(of: feed.name, at: lost.map(\.path))
        for reference in arrived {
            guard let file = byPath[reference.path] else { continue }
            let moved = others.filter { $0.path != file.path && $0.isOfMoved(file) }
            let alike = replaced.filter { other in
                other.size == file.size && other.measurement.flaw == nil
                    && other.measurement == known[file.path]?.measurement
            }
            // Of two that are alike nobody knows which one came to which place.
            for other in moved.isEmpty && alike.count == 1 ? alike : moved {
                news.moves.append(
                    MediaMove(address: MediaAddress.of(other.path), from: other.path, to: reference)
                )
            }
        }
    }

    /// The URL that readers are given of a file.
    func url(of path: String) -> String {
        if let mediaBase = feed.mediaBase { return MediaAddress.url(of: path, below: mediaBase) }
        return base.url(of: "/\(feed.name)/media/\(MediaAddress.of(path))")
    }

    /// Whether a URL is one that only we could answer.
    func isOurs(_ url: String) -> Bool { url.hasPrefix(base.url(of: "/\(feed.name)/")) }

    /// What is known of the lengths of files elsewhere; those never asked for will be.
    private mutating func takeRemote(
        _ all: inout [String: EntryMedia],
        of referrers: [MediaReferrer]
    ) async throws {
        let urls = all.values.flatMap { $0.remote.keys }
        if urls.isEmpty { return }
        let known = try await store.remoteMedia(at: Set(urls).sorted())
        let byURL = Dictionary(known.map { ($0.url, $0) }, uniquingKeysWith: { first, _ in first })
        news.enquiries = Set(urls).filter { byURL[$0] == nil }.sorted()
        for referrer in referrers { all[referrer.id]?.takeRemote(byURL, of: referrer.file) }
    }
}
