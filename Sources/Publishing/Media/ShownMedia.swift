import Articles
import Foundation
import Store

/// What shown entries refer to, so that a picture that comes, changes or goes is seen without reading an article.
struct ShownMedia: Equatable, Sendable {
    private struct Shown: Equatable, Sendable {
        /// The article's.
        var path: String
        var media: EntryMedia
    }

    private struct OfFeed: Equatable, Sendable {
        var circumstances: String
        var media: EntryMedia
    }

    /// By entry id; an entry that refers to nothing is not here.
    private var shown: [String: Shown] = [:]
    /// The ids of the entries that looked at a path, by that and by the folders above it.
    private var onlookers: [String: Set<String>] = [:]
    /// What the feed's own pictures are; nil where nobody has looked for them.
    private var ofFeed: OfFeed?
    /// Why nothing could be looked at the last time, in words for the one who runs us.
    var inability: String?
    /// When files are looked at again that could not be looked at.
    var retry: Date?

    /// What may have made an entry's media others than they were.
    struct Occasion {
        /// The paths of files that came, changed or went, as they are known to `MediaFolders`; nil: any may have.
        var files: Set<String>?
        /// Whether lengths of files elsewhere are known that were not.
        var hasAnswers: Bool
        var now: Date
    }

    var isEmpty: Bool { shown.isEmpty && ofFeed?.media.looks.isEmpty ?? true }

    /// Whether one of these paths, or a path below one, was looked at.
    func concerns(_ files: Set<String>) -> Bool {
        files.contains { onlookers[$0] != nil }
            || ofFeed?.media.looks.keys.contains { !files.isDisjoint(with: Self.names(of: $0)) } ?? false
    }

    /// The entries whose media are others now, with their articles' paths.
    func stale(_ occasion: Occasion, look: (String) -> MediaFolders.Look) -> [String: String] {
        let near = occasion.files.map { files in
            files.reduce(into: Set<String>()) { $0.formUnion(onlookers[$1] ?? []) }
        }
        return shown.filter { id, shown in
            isStale(shown.media, occasion, isNear: near?.contains(id) ?? true, look: look)
        }.mapValues(\.path)
    }

    /// Whether the feed's own pictures are others now.
    func isFeedStale(_ occasion: Occasion, look: (String) -> MediaFolders.Look) -> Bool {
        ofFeed.map { isStale($0.media, occasion, isNear: true, look: look) } ?? false
    }

    private func isStale(
        _ media: EntryMedia,
        _ occasion: Occasion,
        isNear: Bool,
        look: (String) -> MediaFolders.Look
    ) -> Bool {
        let isAsking = media.remote.values.contains { $0.length == nil }
        if isAsking, occasion.hasAnswers || occasion.files == nil { return true }
        if media.isUnmeasured, occasion.files == nil || retry.map({ $0 <= occasion.now }) ?? false {
            return true
        }
        guard isNear else { return false }
        return media.looks.contains { path, before in
            if let files = occasion.files, files.isDisjoint(with: Self.names(of: path)) { return false }
            return look(path) != before
        }
    }

    /// Takes note of an entry that was made now.
    mutating func note(_ media: EntryMedia, of id: String, at path: String) {
        let isOfNone = media.looks.isEmpty && media.remote.isEmpty && media.problems.isEmpty
        forget(id)
        if isOfNone { return }
        shown[id] = Shown(path: path, media: media)
        for name in media.looks.keys.flatMap(Self.names) { onlookers[name, default: []].insert(id) }
    }

    /// The feed's own pictures as they were found under these circumstances; nil where they have to be looked for.
    func ofFeed(under circumstances: String) -> EntryMedia? {
        ofFeed.flatMap { $0.circumstances == circumstances ? $0.media : nil }
    }

    mutating func note(ofFeed media: EntryMedia, under circumstances: String) {
        ofFeed = OfFeed(circumstances: circumstances, media: media)
    }

    /// Forgets all entries but these.
    mutating func keep(_ ids: Set<String>) {
        for id in shown.keys where !ids.contains(id) { forget(id) }
    }

    private mutating func forget(_ id: String) {
        guard let media = shown.removeValue(forKey: id)?.media else { return }
        for name in media.looks.keys.flatMap(Self.names) {
            onlookers[name]?.remove(id)
            if onlookers[name]?.isEmpty == true { onlookers[name] = nil }
        }
    }

    /// The problems of the articles at these paths, nil: of all; and those of the feed as a whole.
    func problems(of paths: [String]?) -> [Problem] {
        let problems = shown.values.filter { paths?.contains($0.path) ?? true }.flatMap(\.media.problems)
        return problems.sorted { ($0.file, $0.message) < ($1.file, $1.message) } + general
    }

    private var general: [Problem] {
        let unmeasured = inability.map { words in
            Problem(file: "", message: "pictures and sounds are not measured: \(words)", severity: .warning)
        }
        return (ofFeed?.media.problems ?? []) + [unmeasured].compactMap(\.self)
    }

    /// A path, and the folders above it, as `MediaFolders` calls them: the first with a slash at its end, too.
    private static func names(of path: String) -> [String] {
        var names = [path]
        var folder = path[...]
        while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
            folder = folder[..<slash]
            names.append(String(folder))
        }
        return names + [folder + "/"]
    }
}
