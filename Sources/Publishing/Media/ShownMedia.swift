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

    /// By entry id; an entry that refers to nothing is not here.
    private var shown: [String: Shown] = [:]
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

    var isEmpty: Bool { shown.isEmpty }

    /// Whether one of these paths, or a folder of this name above one, was looked at.
    func concerns(_ files: Set<String>) -> Bool {
        !files.isEmpty && shown.values.contains { $0.media.looks.keys.contains { $0.isOrIsBelow(files) } }
    }

    /// The entries whose media are others now, with their articles' paths.
    func stale(_ occasion: Occasion, look: (String) -> MediaFolders.Look) -> [String: String] {
        shown.filter { isStale($0.value.media, occasion, look: look) }.mapValues(\.path)
    }

    private func isStale(
        _ media: EntryMedia,
        _ occasion: Occasion,
        look: (String) -> MediaFolders.Look
    ) -> Bool {
        let isAsking = media.remote.values.contains { $0.length == nil }
        if isAsking, occasion.hasAnswers || occasion.files == nil { return true }
        if media.isUnmeasured, occasion.files == nil || retry.map({ $0 <= occasion.now }) ?? false {
            return true
        }
        return media.looks.contains { path, before in
            guard occasion.files.map(path.isOrIsBelow) ?? true else { return false }
            return look(path) != before
        }
    }

    /// Takes note of an entry that was made now; whether it shows an enclosure that it went without before.
    mutating func note(_ media: EntryMedia, of id: String, at path: String) -> Bool {
        let before = shown[id]?.media
        let isOfNone = media.looks.isEmpty && media.remote.isEmpty && media.problems.isEmpty
        shown[id] = isOfNone ? nil : Shown(path: path, media: media)
        return !media.enclosures.isDisjoint(with: before?.absent ?? [])
    }

    /// Forgets all entries but these.
    mutating func keep(_ ids: Set<String>) { shown = shown.filter { ids.contains($0.key) } }

    /// The problems of the articles at these paths; nil: of all.
    func problems(of paths: [String]?) -> [Problem] {
        let problems = shown.values.filter { paths?.contains($0.path) ?? true }.flatMap(\.media.problems)
        return problems.sorted { ($0.file, $0.message) < ($1.file, $1.message) } + general
    }

    private var general: [Problem] {
        inability.map { words in
            [Problem(file: "", message: "pictures and sounds are not measured: \(words)", severity: .warning)]
        } ?? []
    }
}

extension String {
    /// Whether this path, or a folder above it, is one of these.
    fileprivate func isOrIsBelow(_ paths: Set<String>) -> Bool {
        if paths.contains(self) { return true }
        var folder = self[...]
        while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
            folder = folder[..<slash]
            if paths.contains(String(folder)) || paths.contains(folder + "/") { return true }
        }
        return false
    }
}
