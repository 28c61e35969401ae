/// Which names stand for articles, and which are only the traces of a program at work.
package enum FileNames {
    /// The extensions of the formats that are read, in lower case.
    package static let articleExtensions: Set<String> = [
        "htm", "html", "markdown", "md", "mdown", "mkd", "txt", "xhtml",
    ]

    /// Extensions of files that vim, browsers and upload programs have not finished with.
    private static let unfinishedExtensions: Set<String> = [
        "crdownload", "filepart", "part", "swp", "swx", "tmp",
    ]

    /// Whether a file of this name, without its folders, is taken for an article.
    package static func isArticle(_ name: String) -> Bool {
        articleExtensions.contains(fileExtension(of: name)) && !isTemporaryByForm(name)
            && !name.hasPrefix("_index.")
    }

    /// Whether a file of this name, or at this path, is written in Markdown.
    package static func isMarkdown(_ name: String) -> Bool {
        ["markdown", "md", "mdown", "mkd"].contains(fileExtension(of: name))
    }

    /// Whether a file of this name describes the folder that it lies in: `_index.md`.
    static func isSection(_ name: String) -> Bool {
        name.hasPrefix("_index.") && articleExtensions.contains(fileExtension(of: name))
            && !isTemporaryByForm(name)
    }

    /// Whether it is written as articles are, be it one or not (`_index.md`): nobody is served its source.
    static func isArticleSource(_ name: String) -> Bool {
        articleExtensions.contains(fileExtension(of: name))
    }

    /// Whether the name begins with a dot: such folders are never entered, such files never looked at.
    ///
    /// The temporary names of rsync (`.x.md.AbC123`), the newer ones of Syncthing (`.syncthing.x.md.tmp`), the locks of
    /// Emacs (`.#x.md`) and LibreOffice (`.~lock.x.odt#`) are all hidden.
    package static func isHidden(_ name: String) -> Bool {
        name.utf8.first == UInt8(ascii: ".")
    }

    /// Whether the name is one that editors, browsers, rsync and Syncthing give to what is not finished, or not the real file.
    package static func isTemporary(_ name: String) -> Bool {
        isTemporaryByForm(name) || unfinishedExtensions.contains(fileExtension(of: name))
    }

    /// Whether it is temporary, whatever extension it has.
    private static func isTemporaryByForm(_ name: String) -> Bool {
        let bytes = name.utf8
        guard let first = bytes.first, let last = bytes.last else { return true }
        return first == UInt8(ascii: ".")
            || last == UInt8(ascii: "~")
            || (first == UInt8(ascii: "#") && last == UInt8(ascii: "#"))
            // Vim tries with this name whether it may write in a folder.
            || name == "4913"
            || (first == UInt8(ascii: "~") && (name.hasPrefix("~$") || name.hasPrefix("~syncthing~")))
            || isSyncConflict(name) || isConflictedCopy(name)
    }

    /// Whether Syncthing has put a losing version aside: `x.sync-conflict-20240131-101500-ABCDEFG.md`.
    private static func isSyncConflict(_ name: String) -> Bool {
        var rest = name.utf8[...]
        while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
            rest = rest[rest.index(after: dot)...]
            if rest.starts(with: "sync-conflict-".utf8) { return true }
        }
        return false
    }

    /// Whether Dropbox or Nextcloud has put a losing version aside: `x (Ann's conflicted copy 2024-01-31).md`.
    private static func isConflictedCopy(_ name: String) -> Bool {
        guard name.utf8.contains(UInt8(ascii: "(")) else { return false }
        return name.contains(/\((?:[^()]+ )?conflicted copy \d{4}-\d{2}-\d{2}[^()]*\)\.[^.]+$/)
    }

    private static func fileExtension(of name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
