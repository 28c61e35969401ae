import Articles
import Foundation

/// What `publish` asks for.
package struct PublishRequest: Codable, Equatable, Sendable {
    /// Names of feeds, and paths of articles; none: everything.
    package var targets: [String]
    /// Rescans everything, waits for nothing, releases the articles that are named.
    package var isNow: Bool
    /// Says what would be done, and does nothing.
    package var isPlan: Bool

    /// Lets go what is held back of the feeds that are named.
    package var isForced: Bool
    /// Tells nobody of the edits of the articles that are named.
    package var isSilent: Bool
    /// Looks for the files that any article refers to, and not only those that the documents show.
    package var isThorough: Bool
    /// The folder that the site is written into afterwards, an absolute path.
    package var output: String?

    package init(
        targets: [String] = [],
        isNow: Bool = false,
        isPlan: Bool = false,
        isForced: Bool = false,
        isSilent: Bool = false,
        isThorough: Bool = false,
        output: String? = nil
    ) {
        self.targets = targets
        self.isNow = isNow
        self.isPlan = isPlan
        self.isForced = isForced
        self.isSilent = isSilent
        self.isThorough = isThorough
        self.output = output
    }

    /// What is wanted of one feed: all of it, or some paths relative to its articles folder.
    struct Wish {
        var paths: Set<String>?
    }

    /// The wishes by feed, and a problem for each target that is not what is asked for.
    func scopes(in site: Site) -> (wishes: [String: Wish], unknown: [Problem]) {
        if targets.isEmpty {
            return (Dictionary(uniqueKeysWithValues: site.feeds.map { ($0.name, Wish()) }), [])
        }
        var wishes: [String: Wish] = [:]
        var unknown: [Problem] = []
        for target in targets.map(\.withoutSlashAtEnd) {
            let articles = articles(target, in: site)
            if let feed = site.feeds.first(where: { $0.name == target || $0.folder == target }) {
                if isSilent {
                    unknown.append(Problem(file: target, message: "is a feed; --silent takes articles"))
                    continue
                }
                wishes[feed.name] = Wish()
            } else if articles.count > 1 {
                unknown.append(.ambiguous(target, articles.map { "\($0.feed.articles)/\($0.path)" }))
            } else if let (feed, path) = articles.first.map({ ($0.feed.name, $0.path) }) {
                if isForced {
                    unknown.append(Problem(file: target, message: "is an article; --force takes feeds"))
                    continue
                }
                if let wish = wishes[feed], wish.paths == nil { continue }
                wishes[feed, default: Wish(paths: [])].paths?.insert(path)
            } else {
                let advice = Suggestion.nearest(to: target, among: site.feeds.map(\.name)).map {
                    ", did you mean \"\($0)\"?"
                }
                unknown.append(
                    Problem(file: target, message: "is neither a feed nor an article" + (advice ?? ""))
                )
            }
        }
        return (wishes, unknown)
    }

    /// The articles that are meant, named absolutely, from the folder of feeds, or from their feeds' articles folders.
    private func articles(_ target: String, in site: Site) -> [(feed: FeedDefinition, path: String)] {
        site.feeds.compactMap { feed in
            let folder = feed.articleFolder
            for place in [target, site.folder + "/" + target, feed.articles + "/" + target]
            where place.hasPrefix("/") {
                guard let path = folder.relative(place), !path.isEmpty else { continue }
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
                if exists, !isFolder.boolValue { return (feed, path) }
            }
            return nil
        }
    }
}

extension Problem {
    fileprivate static func ambiguous(_ target: String, _ places: [String]) -> Problem {
        Problem(
            file: target,
            message: "is in several feeds: name one of \(places.joined(separator: ", "))"
        )
    }
}

extension String {
    /// As a shell completes the name of a folder.
    fileprivate var withoutSlashAtEnd: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}
