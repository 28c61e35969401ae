package import Articles
import Foundation
import Glibc

/// The folder of feeds as its definitions describe it.
package struct Site: Sendable {
    /// The absolute path of the folder of feeds.
    package var folder: String
    package var definition: SiteDefinition
    package var base: Base
    /// Sorted by name.
    package var feeds: [FeedDefinition]
    /// What is wrong with definitions that are not taken, and what deserves a look in others.
    package var problems: [Problem]

    private static let reserved: Set<String> = [
        "hub", "RPC2", "ping", "pleaseNotify", "all", "media", "assets", "health", "healthz", "readyz",
        "metrics",
        "readers", ".well-known", "summary", "tag", "author", "section", "lang", "archive",
    ]

    /// Reads `feedherald.toml` alone.
    ///
    /// - Throws: ``Problems``
    package static func definition(in folder: String) throws(Problems) -> SiteDefinition {
        switch text(of: folder + "/feedherald.toml", named: "feedherald.toml") {
        case .success(nil): return SiteDefinition()
        case .success(let text?): return try SiteDefinition.read(text)
        case .failure(let problem): throw Problems([problem])
        }
    }

    /// Reads the definitions of every feed; one that is bad stays as it was in `before`.
    package static func load(
        folder: String,
        definition: SiteDefinition,
        base: Base,
        keeping before: [FeedDefinition] = []
    ) -> Site {
        var site = Site(folder: folder, definition: definition, base: base, feeds: [], problems: [])
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            site.problems = [
                Problem(
                    file: folder,
                    message: "cannot be read; right would be a folder with one folder for each feed"
                )
            ]
            site.feeds = before
            return site
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            switch feed(name, in: folder, definition: definition) {
            case nil: break
            case .success(let feed): site.feeds.append(feed)
            case .failure(let problems):
                site.problems += problems.all
                site.feeds += before.filter { $0.name == name }
            }
        }
        site.refuseDoubles()
        return site
    }

    private static func feed(
        _ name: String,
        in folder: String,
        definition: SiteDefinition
    ) -> Result<FeedDefinition, Problems>? {
        let place = folder + "/" + name
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
        let file = "\(name)/feed.toml"
        let toml: String
        switch text(of: place + "/feed.toml", named: file) {
        case .failure(let problem): return .failure(Problems([problem]))
        case .success(let text?): toml = text
        case .success(nil):
            // A feed that was published stays one when its articles folder is lost: that is told, not passed over.
            let signs = ["articles", "ids.toml"].filter { isThere(place + "/" + $0) }
            if signs.isEmpty { return nil }
            toml = ""
        }
        if reserved.contains(name) || [".xml", ".txt", ".opml"].contains(where: name.hasSuffix) {
            return .failure(
                Problems([
                    Problem(
                        file: name,
                        message:
                            "a feed cannot be named \"\(name)\", which is an address of Feedherald's own; "
                            + "rename the folder, for example to \"\(name)-feed\""
                    )
                ])
            )
        }
        if name.utf8.contains(where: { $0 < 0x21 || $0 == 0x7F }) || name.contains("%") || name.contains("?")
            || name.contains("#")
        {
            return .failure(
                Problems([
                    Problem(
                        file: name,
                        message:
                            "a feed's folder is named without spaces, \"%\", \"?\" and \"#\": its name is part of every address"
                    )
                ])
            )
        }
        return FeedDefinition.read(toml, name: name, folder: place, site: definition)
    }

    /// Whether there is anything of this name, be it a link that leads nowhere.
    private static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Of two feeds that an address cannot tell apart the first stays; no two documents have one path.
    private mutating func refuseDoubles() {
        var owners: [String: String] = [:]
        var kept: [FeedDefinition] = []
        for feed in feeds {
            let addresses =
                ["/\(feed.name.lowercased())/"] + feed.paths.sorted { $0.value < $1.value }.map(\.value)
            if let taken = addresses.first(where: { owners[$0] != nil }), let owner = owners[taken] {
                let file = taken == addresses[0] ? feed.name : "\(feed.name)/feed.toml"
                let message =
                    taken == addresses[0]
                    ? "two feeds of one name: \"\(owner)\" and \"\(feed.name)\" differ in nothing but capitals; rename one"
                    : "the path \"\(taken)\" is already that of a document of \"\(owner)\"; choose another"
                problems.append(Problem(file: file, message: message))
                continue
            }
            for address in addresses { owners[address] = feed.name }
            kept.append(feed)
        }
        feeds = kept
    }

    /// The text of a definition; nil where there is no such file.
    private static func text(of path: String, named file: String) -> Result<String?, Problem> {
        guard FileManager.default.fileExists(atPath: path) else { return .success(nil) }
        guard let data = FileManager.default.contents(atPath: path) else {
            return .failure(
                Problem(file: file, message: "cannot be read; right would be a file that the daemon may read")
            )
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            return .failure(Problem(file: file, message: "is not UTF-8; save it as UTF-8"))
        }
        return .success(text)
    }
}
