import Articles
import Foundation
import Glibc

/// Where the site is written to.
extension Site {
    /// What tells which files in a folder we have written.
    package static let outputManifest = ".feedherald-output"

    /// Whether we have written into a folder: what lies there may look like a feed, and is none.
    static func isOutput(_ path: String) -> Bool { access(path + "/" + outputManifest, F_OK) == 0 }

    /// The absolute path of an output folder that a definition names.
    private static func outputFolder(_ text: String, in folder: String) -> String {
        (text.hasPrefix("/") ? text : folder + "/" + text).resolved
    }

    /// Takes the folder that the definition names, unless the site cannot be written there.
    mutating func takeOutput() {
        guard let text = definition.output else { return }
        let place = Self.outputFolder(text, in: folder)
        if let reason = reasonAgainst(output: place) {
            problems.append(
                Problem(
                    file: "feedherald.toml",
                    line: definition.outputLine,
                    message: "\"output\": \(reason)"
                )
            )
        } else {
            output = place
        }
    }

    /// Why the site cannot be written into a folder, and what would be right; nil where it can.
    package func reasonAgainst(output: String) -> String? {
        let place = output.resolved
        let home = folder.resolved
        let right = "right would be a folder beside it, such as \"../public\""
        if home.isInside(place) {
            return "\(place) holds the folder of feeds, which would be given to everybody; \(right)"
        }
        for feed in feeds {
            if place.isInside(feed.articles.resolved) {
                return
                    "\(place) lies in the articles of \"\(feed.name)\", and would be read as articles; \(right)"
            }
            if place.isInside(feed.folder.resolved) {
                return "\(place) lies in the folder of the feed \"\(feed.name)\"; \(right)"
            }
            if feed.articles.resolved.isInside(place) {
                return "\(place) holds the articles of \"\(feed.name)\"; \(right)"
            }
        }
        for name in [Self.templatesFolder, ".feedherald"] where place.isInside(home + "/" + name) {
            return "\(place) lies in \(name)/, which is Feedherald's own; \(right)"
        }
        var status = stat()
        if stat(place, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
            return "\(place) is a file; right would be a folder, or the name of one that is not there yet"
        }
        return nil
    }
}

extension String {
    /// This absolute path without dots and links, as far as it is there.
    fileprivate var resolved: String {
        URL(fileURLWithPath: self).standardizedFileURL.resolvingSymlinksInPath().path.withoutSlashAtEnd
    }

    private var withoutSlashAtEnd: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }

    /// Whether this path is the other one, or lies below it.
    fileprivate func isInside(_ folder: String) -> Bool {
        self == folder || hasPrefix(folder == "/" ? folder : folder + "/")
    }
}
