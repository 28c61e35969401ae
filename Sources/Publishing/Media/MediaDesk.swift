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

    /// Where one reference leads.
    fileprivate enum Finding {
        case file(MediaFile)
        /// There is none, or none to be served; the paths that it may have had, and why.
        case none(candidates: [String], reason: String?)
    }

    /// What these entries refer to, by their ids.
    mutating func media(
        of entries: [(entry: CatalogueEntry, html: String)],
        composer: Composer
    ) async throws -> [String: EntryMedia] {
        var all: [String: EntryMedia] = [:]
        var findings: [(entry: CatalogueEntry, use: MediaUse, finding: Finding)] = []
        for (entry, html) in entries {
            var media = EntryMedia()
            for use in composer.mediaUses(in: html, of: entry) {
                findings.append((entry, use, find(use.reference, of: entry, &media.looks)))
            }
            all[entry.id] = media
        }
        var before: [String: [MediaReference]] = [:]
        for (entry, _) in entries {
            before[entry.id] = try await store.mediaReferences(of: feed.name, entry: entry.id)
        }
        let known = try await known(findings.map(\.finding))
        for (entry, use, finding) in findings {
            let link = composer.link(of: entry)
            let had = Set((before[entry.id] ?? []).map(\.path))
            all[entry.id]?.take(use, finding, of: entry, link: link, had: had, known: known, at: self)
        }
        try await takeRemote(&all, of: entries)
        for (entry, _) in entries {
            let references = all[entry.id].map { Array(Set($0.references)) } ?? []
            let sorted = references.sorted { $0.address < $1.address }
            all[entry.id]?.references = sorted
            if sorted != before[entry.id] { news.references[entry.id] = sorted }
        }
        return all
    }

    private mutating func find(
        _ reference: String,
        of entry: CatalogueEntry,
        _ looks: inout [String: MediaFolders.Look]
    ) -> Finding {
        let candidates = candidates(for: reference, of: entry)
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
        return .none(candidates: candidates, reason: reason)
    }

    private mutating func candidates(for reference: String, of entry: CatalogueEntry) -> [String] {
        if let base = feed.mediaBase, reference.hasPrefix(base + "/") {
            return folders.candidates(for: "/" + reference.dropFirst(base.count + 1), from: entry.path)
        }
        return Base.isWebURL(reference) ? [] : folders.candidates(for: reference, from: entry.path)
    }

    /// The present files as they were measured, now or before; and those that are not there as they were.
    private mutating func known(_ findings: [Finding]) async throws -> [String: StoredMedia] {
        var files: [String: MediaFile] = [:]
        var paths: Set<String> = []
        for finding in findings {
            switch finding {
            case .file(let file):
                files[file.path] = file
                paths.insert(file.path)
            case .none(let candidates, _): paths.formUnion(candidates)
            }
        }
        let stored = try await store.media(of: feed.name, at: paths.sorted())
        var known = Dictionary(stored.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let unknown = files.values.filter { known[$0.path]?.isOf($0) != true }.sorted { $0.path < $1.path }
        for file in await measure(unknown) {
            known[file.path] = file
            news.measured.append(file)
        }
        return known
    }

    private mutating func measure(_ files: [MediaFile]) async -> [StoredMedia] {
        guard let inspector, !files.isEmpty else { return [] }
        let opened = files.compactMap { folders.open($0.path) }
        let measurements = await inspector.inspect(opened)
        hasLooked = true
        inability = await inspector.inability
        let measured = zip(opened, measurements).compactMap { opened, measurement -> StoredMedia? in
            guard let measurement, opened.isUnchanged else { return nil }
            return StoredMedia(opened.file, measurement)
        }
        if measured.count < files.count {
            // Time was short; or it will not soon be otherwise: what is written just now will be told of.
            let isShortOfTime = inability == nil && measurements.contains(nil)
            retry = isShortOfTime ? 1 : 300
        }
        return measured
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
        of entries: [(entry: CatalogueEntry, html: String)]
    ) async throws {
        let urls = all.values.flatMap { $0.remote.keys }
        if urls.isEmpty { return }
        let known = try await store.remoteMedia(at: Set(urls).sorted())
        let byURL = Dictionary(known.map { ($0.url, $0) }, uniquingKeysWith: { first, _ in first })
        news.enquiries = Set(urls).filter { byURL[$0] == nil }.sorted()
        for (entry, _) in entries { all[entry.id]?.takeRemote(byURL, at: entry.path) }
    }
}

extension EntryMedia {
    /// Takes note of what one reference means.
    fileprivate mutating func take(
        _ use: MediaUse,
        _ finding: MediaDesk.Finding,
        of entry: CatalogueEntry,
        link: String,
        had: Set<String>,
        known: [String: StoredMedia],
        at desk: MediaDesk
    ) {
        func tell(_ words: String, _ severity: Problem.Severity) {
            problems.append(Problem(file: entry.path, message: "\(use.name) \(words)", severity: severity))
        }
        switch finding {
        case .file(let file):
            let measurement = known[file.path].flatMap { $0.isOf(file) ? $0.measurement : nil }
            if measurement == nil { isUnmeasured = true }
            if measurement?.flaw == .bomb {
                absent.insert(use.reference)
                return tell(
                    "says that it is too large to be shown by anybody: it is not served; save it smaller",
                    .error
                )
            }
            take(use, Local(url: desk.url(of: file.path), file: file, measurement: measurement))
            if let words = measurement?.words(about: file) { tell(words, .warning) }
        case .none(let candidates, let reason):
            let absolute = HTMLLinks.absolute(use.reference, against: link) ?? use.reference
            if let lost = candidates.first(where: had.contains), let stored = known[lost] {
                take(
                    use,
                    Local(url: desk.url(of: lost), file: MediaFile(stored), measurement: stored.measurement)
                )
                return tell(
                    "\(reason ?? "has vanished"): put \(lost) back, or take it out; until then its address answers 404",
                    use.place == .enclosure ? .error : .warning
                )
            }
            let isOurs = !candidates.isEmpty && desk.isOurs(absolute)
            if use.place == .enclosure, !isOurs, reason == nil {
                if Base.isWebURL(absolute), !entry.hasLength(of: use.reference) {
                    remote[absolute] = RemoteMedia(url: absolute)
                }
                return
            }
            guard isOurs || reason != nil, use.place != .body || MediaType.isKnown(use.reference) else {
                return
            }
            absent.insert(use.reference)
            tell(
                "\(reason ?? "is not there"): put it beside the article or into the feed's folder media/"
                    + (use.place == .enclosure ? "; until then the entry goes without it" : ""),
                use.place == .enclosure ? .error : .warning
            )
        }
    }

    private mutating func take(_ use: MediaUse, _ local: Local) {
        var local = local
        if use.place == .enclosure { enclosures.insert(use.reference) }
        let path = local.file.path
        references.append(MediaReference(address: MediaAddress.of(path), path: path))
        // A part of a sound or a film (https://www.w3.org/TR/media-frags/).
        if let part = use.reference.firstIndex(of: "#"), !path.contains("#") {
            local.url += use.reference[part...]
        }
        self.local[use.reference] = local
    }

    fileprivate mutating func takeRemote(_ known: [String: RemoteMedia], at path: String) {
        for url in remote.keys.sorted() {
            guard let answer = known[url] else { continue }
            remote[url] = answer
            guard let reason = answer.reason, answer.length == nil else { continue }
            problems.append(
                Problem(
                    file: path,
                    message:
                        "the length of the enclosure \"\(url)\" is not known: \(reason); write it in the head as length: 1048576",
                    severity: .warning
                )
            )
        }
    }
}

extension CatalogueEntry {
    fileprivate func hasLength(of url: String) -> Bool {
        enclosures.contains { $0.url == url && $0.length != nil }
    }
}

extension MediaFacts {
    /// What its author should know of a file; nil where all is well.
    fileprivate func words(about file: MediaFile) -> String? {
        switch flaw {
        case .truncated: return "is cut off: it ends before it should; save it again"
        case .unfathomable: return "could not be looked at within the limits for it; save it again"
        case .bomb: return "says that it is too large to be shown by anybody"
        case nil: break
        }
        return MediaType.promise(of: file.path, notKeptBy: self).map {
            "holds no \($0) that is known, though its name says so; name it after what it holds"
        }
    }
}

extension StoredMedia {
    init(_ file: MediaFile, _ measurement: MediaFacts) {
        self.init(
            path: file.path,
            inode: file.inode,
            size: file.size,
            modified: file.modified,
            measurement: measurement
        )
    }

    /// Whether it was this very state of the file that was looked at.
    func isOf(_ file: MediaFile) -> Bool {
        path == file.path && inode == file.inode && size == file.size && modified == file.modified
    }
}

extension MediaFile {
    fileprivate init(_ stored: StoredMedia) {
        self.init(path: stored.path, inode: stored.inode, size: stored.size, modified: stored.modified)
    }
}
