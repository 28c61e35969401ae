package import Articles
import Foundation
import Glibc
package import Templates

/// The folder of feeds as its definitions describe it.
package struct Site: Sendable {
    /// The absolute path of the folder of feeds.
    package var folder: String
    package var definition: SiteDefinition
    package var base: Base
    /// Sorted by name.
    package var feeds: [FeedDefinition]
    /// What is wrong with definitions and templates that are not taken, and what deserves a look in others.
    package var problems: [Problem]
    /// The feeds of which nothing is published until what is wrong is mended.
    var refused: Set<String> = []
    /// Whether something could not be read that may be read: descriptors ran out, say.
    var isHindered = false
    /// Whose the paths below the base URL are.
    package internal(set) var addresses = TakenAddresses()
    /// What pages for people are made of.
    package var templates = Templates()
    /// The absolute path of the folder that the site is written into; nil where it is only served.
    package internal(set) var output: String?

    /// Those of its problems for which a feed is not what it should be: without a template there is still a page.
    package var problemsOfDefinitions: [Problem] {
        problems.filter { !$0.file.hasPrefix(Self.templatesFolder + "/") }
    }

    private static let reserved: Set<String> = [
        "hub", "RPC2", "ping", "pleaseNotify", "all", "media", "assets", "health", "healthz", "readyz",
        "metrics",
        "readers", ".well-known", "summary", "tag", "author", "section", "lang", "archive", templatesFolder,
    ]
    /// Where a site's own templates lie.
    static let templatesFolder = "templates"
    /// In bytes: no page is that long, and what is read here is parsed at once.
    private static let largestTemplate = 1 << 20

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
        var site = Site(
            folder: folder,
            definition: definition,
            base: base,
            feeds: [],
            problems: definition.warnings
        )
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            site.problems = [
                Problem(
                    file: folder,
                    message: "cannot be read; right would be a folder with one folder for each feed"
                )
            ]
            site.feeds = before
            site.isHindered = access(folder, R_OK | X_OK) == 0
            return site
        }
        for name in names.sorted() where !name.hasPrefix(".") && !isOutput(folder + "/" + name) {
            switch feed(name, in: folder, definition: definition) {
            case nil: break
            case .success(let feed):
                site.feeds.append(feed)
                site.problems += feed.warnings.map { $0.inside(folder) }
            case .failure(let problems):
                site.problems += problems.all
                site.isHindered = site.isHindered || isHindered(problems, in: folder)
                site.feeds += before.filter { $0.name == name }
            }
        }
        site.refuseDoubles(before)
        site.readTemplates()
        site.takeOutput()
        return site
    }

    /// Whether one of these is that a file could not be read which we may read.
    private static func isHindered(_ problems: Problems, in folder: String) -> Bool {
        problems.all.contains {
            $0.message.hasPrefix(unreadable) && access("\(folder)/\($0.file)", R_OK) == 0
        }
    }

    private static let unreadable = "cannot be read"

    /// Takes the templates of the folder; what is wrong with them is told with the definitions.
    private mutating func readTemplates() {
        let place = folder + "/" + Self.templatesFolder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let ending = ".mustache"
        var files: [TemplateFile] = []
        for name in names.sorted() where name.hasSuffix(ending) && !name.hasPrefix(".") {
            let file = "\(Self.templatesFolder)/\(name)"
            var status = stat()
            if stat(place + "/" + name, &status) == 0, status.st_size > Self.largestTemplate {
                problems.append(
                    Problem(file: file, message: "is larger than 1 MiB; the built-in template serves")
                )
                continue
            }
            switch Self.text(of: place + "/" + name, named: file) {
            case .success(nil): break
            case .success(let text?):
                files.append(TemplateFile(name: String(name.dropLast(ending.count)), file: file, text: text))
            case .failure(let problem): problems.append(problem)
            }
        }
        templates = Templates(files)
        problems += templates.problems
    }

    /// Whether a path below the base URL is one of ours.
    static func isReserved(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count < 2 && reserved.contains(parts.first.map(String.init) ?? "hub")
            || parts.first == ".well-known" || path == "/feeds.opml"
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
        if reserved.contains(name) || [".xml", ".txt", ".opml", ".html"].contains(where: name.hasSuffix) {
            return .failure(
                Problems([
                    Problem(
                        file: name + "/",
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
                        file: name + "/",
                        message:
                            "a feed's folder is named without spaces, \"%\", \"?\" and \"#\": its name is part of every address"
                    )
                ])
            )
        }
        return FeedDefinition.read(toml, name: name, folder: place, site: definition).map { feed in
            var feed = feed
            feed.isWritten = FileManager.default.fileExists(atPath: place + "/feed.toml")
            return feed
        }
    }

    /// Whether there is anything of this name, be it a link that leads nowhere.
    private static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The text of a definition; nil where there is no such file.
    static func text(of path: String, named file: String) -> Result<String?, Problem> {
        var status = stat()
        guard stat(path, &status) == 0 else { return .success(nil) }
        // An empty definition is usual, and Foundation loses a page of memory for each empty file that it reads.
        if status.st_size == 0, status.st_mode & S_IFMT == S_IFREG { return .success("") }
        guard let data = FileManager.default.contents(atPath: path) else {
            return .failure(
                Problem(file: file, message: "\(unreadable); right would be a file that the daemon may read")
            )
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            return .failure(Problem(file: file, message: "is not UTF-8; save it as UTF-8"))
        }
        return .success(text)
    }
}

extension Problem {
    /// The problem with its file named from a folder on, where it lies in it.
    fileprivate func inside(_ folder: String) -> Problem {
        guard file.hasPrefix(folder + "/") else { return self }
        var problem = self
        problem.file = String(file.dropFirst(folder.count + 1))
        return problem
    }
}
