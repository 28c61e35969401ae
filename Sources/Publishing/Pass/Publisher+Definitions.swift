import Articles
import Foundation
import Glibc
import Logging
import Store

/// Which feeds there are, and where they are looked for.
extension Publisher {
    var roots: Set<String> {
        var roots: Set<String> = [settings.folder]
        let folder = ArticleFolder(root: settings.folder.withoutLinks)
        // The watcher follows no link out of a root: a folder that is elsewhere is a root of its own.
        for feed in definitions.feeds {
            for place in [feed.folder, feed.articles] where folder.relative(place.withoutLinks) == nil {
                roots.insert(place)
            }
        }
        return roots
    }

    /// The files outside of all roots that decide how articles are read.
    var configuration: Set<String> {
        var files = definitions.feeds.reduce(into: Set<String>()) { $0.formUnion($1.dialect.configuration) }
        if files.isEmpty { return files }
        for root in roots {
            let folder = ArticleFolder(root: root.withoutLinks)
            // What is hidden is not seen as part of a root.
            files = files.filter { file in
                folder.relative(file).map { $0.hasPrefix(".") || $0.contains("/.") } ?? true
            }
        }
        return files
    }

    /// Whether a definition may have changed: one of its files, or a folder that is or was a feed's.
    func touchesDefinitions(_ changes: Changes) -> Bool {
        if changes.everything { return true }
        let folder = ArticleFolder(root: settings.folder)
        return changes.paths.contains { path in
            if definitions.feeds.contains(where: { $0.dialect.isDecided(at: path) }) { return true }
            guard let relative = folder.relative(path) else { return false }
            let parts = relative.split(separator: "/")
            guard parts.count == 2 else { return parts.count < 2 }
            return parts[0] == Site.templatesFolder || parts[1] == "feed.toml" || parts[1] == "articles"
                || Dialect.isConfiguration(String(parts[1]))
        }
    }

    func reloadDefinitions() async {
        var problems: [Problem] = []
        do throws(Problems) {
            definitions.definition = try Site.definition(in: settings.folder)
        } catch {
            problems = error.all
        }
        let before = definitions
        isPushDue = true
        definitions = Site.load(
            folder: settings.folder,
            definition: before.definition,
            base: settings.base(under: before.definition),
            keeping: before.feeds
        )
        let now = Date()
        rereading = definitions.isHindered ? now + Self.recovery : nil
        keepUndefined(of: before.feeds, at: now)
        definitions.problems = problems + definitions.problems
        for problem in definitions.problems where !before.problems.contains(problem) {
            if problem.severity == .warning {
                logger.warning("definition taken with a doubt", metadata: ["problem": "\(problem)"])
            } else {
                logger.error("definition not taken", metadata: ["problem": "\(problem)"])
            }
        }
        for feed in definitions.feeds
        where !before.feeds.contains(feed) || before.base != definitions.base {
            recoveries[feed.name] = now
        }
        forgetOthers(than: Set(definitions.feeds.map(\.name)))
        if let watcher { await watcher.watch(roots, files: configuration, besides: definitions.output) }
        if watcher != nil, !recoveries.isEmpty { wake() }
        // Pages are others though no edition may come of it.
        if watcher != nil { store.ring() }
    }

    /// A feed whose definition has just vanished keeps it for a second.
    private func keepUndefined(of feeds: [FeedDefinition], at now: Date) {
        let since = undefined
        undefined = [:]
        for feed in feeds where feed.isWritten {
            guard let index = definitions.feeds.firstIndex(where: { $0.name == feed.name }),
                !definitions.feeds[index].isWritten
            else { continue }
            let beginning = since[feed.name] ?? now
            if now.timeIntervalSince(beginning) >= FeedPass.patience { continue }
            undefined[feed.name] = beginning
            definitions.feeds[index] = feed
        }
    }

    /// What is not defined any more has no moments to come.
    private func forgetOthers(than names: Set<String>) {
        memories = memories.filter { names.contains($0.key) }
        nextChanges = nextChanges.filter { names.contains($0.key) }
        recoveries = recoveries.filter { names.contains($0.key) }
        refusals = refusals.filter { names.contains($0.key) }
    }
}

extension String {
    /// This path as the file system resolves it, or as it is where nothing is there.
    fileprivate var withoutLinks: String {
        guard let real = realpath(self, nil) else { return self }
        defer { free(real) }
        return String(cString: real)
    }
}
