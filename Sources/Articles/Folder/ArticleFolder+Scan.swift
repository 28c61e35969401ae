import Glibc

extension ArticleFolder {
    /// Everything that a look through the whole folder, or one folder of it, has found.
    package struct Scan: Sendable {
        package enum State: Sendable, Equatable {
            case present
            case missing
            /// In the system's words.
            case unreadable(reason: String)
        }

        /// Sorted by the bytes of their paths.
        package var files: [ArticleFile] = []
        package var problems: [Problem] = []
        /// Folders that could not be read, relative to the root: nothing is known about what lies in them.
        package var unreadable: [String] = []
        /// Of the folder that was scanned.
        package var state = State.present
        /// Whether a folder could not be read for want of descriptors or memory: another look may see it.
        package var isHindered = false

        package init() {}

        /// Whether the scan could not see this path, so that its absence says nothing.
        package func isBlind(to path: String) -> Bool {
            state != .present || unreadable.contains { LinkRule.isPath(path, in: $0) }
        }
    }

    /// Looks at every name in this folder, or in one folder of it, without opening a file.
    package func scan(below folder: String = "") -> Scan {
        var walk = ScanWalk(folder: self)
        walk.enterTop(folder)
        return walk.finish()
    }

    /// The paths of what may be articles by their names, in no order: to look at each file takes twice as long.
    package func names() -> [String] {
        var walk = ScanWalk(folder: self, looks: false)
        walk.enterTop("")
        return walk.names
    }

    /// The paths of the files that describe the folders they lie in, in no order.
    func sectionNames() -> [String] {
        var walk = ScanWalk(folder: ArticleFolder(root: root), looks: false, after: .sections)
        walk.enterTop("")
        return walk.names
    }

    /// The paths of all files that are not hidden, articles or not, in no order.
    package func allNames() -> [String] {
        var walk = ScanWalk(folder: ArticleFolder(root: root), looks: false, after: .everything)
        walk.enterTop("")
        return walk.names
    }
}

/// One scan on its way through the folders.
private struct ScanWalk {
    /// Which files it is after.
    enum Goal {
        case articles, sections, everything
    }

    let folder: ArticleFolder
    let links: LinkRule
    /// Asked for each name: a plain one is left in peace.
    let layout: Dialect.Layout
    let looks: Bool
    let goal: Goal
    var scan = ArticleFolder.Scan()
    var names: [String] = []

    /// A scan that looks at each file, or is after their names alone.
    init(folder: ArticleFolder, looks: Bool = true, after goal: Goal = .articles) {
        self.folder = folder
        self.looks = looks
        self.goal = goal
        layout = folder.layout
        links = LinkRule(root: folder.root)
    }

    mutating func enterTop(_ path: String) {
        do throws(SystemError) {
            let open = try OpenFolder(folder.absolute(path))
            try read(open, path: path)
        } catch {
            scan.isHindered = error.isPassing
            scan.state = error.code == ENOENT ? .missing : .unreadable(reason: error.description)
        }
    }

    consuming func finish() -> ArticleFolder.Scan {
        scan.files.sort { $0.path.precedesByBytes($1.path) }
        scan.problems.sort { $0.file.precedesByBytes($1.file) }
        return scan
    }

    private func wants(_ name: String, at path: String) -> Bool {
        switch goal {
        case .articles: FileNames.isArticle(name) && layout.takes(path)
        case .sections: FileNames.isSection(name)
        case .everything: true
        }
    }

    private mutating func read(_ open: borrowing OpenFolder, path: String) throws(SystemError) {
        let prefix = path.isEmpty ? "" : path + "/"
        var folders: [(name: String, isLink: Bool)] = []
        var isBundle = false
        let (fileCount, nameCount) = (scan.files.count, names.count)
        while let entry = try open.next() {
            let path = prefix + entry.name
            let isArticle = wants(entry.name, at: path)
            guard entry.isText else {
                if isArticle || entry.kind == .folder { scan.problems.append(.notText(path)) }
                continue
            }
            switch entry.kind {
            case .file:
                guard isArticle else { continue }
                try add(entry.name, of: open, at: path)
                isBundle =
                    isBundle || layout.hasBundles && !prefix.isEmpty && layout.indexNames.contains(entry.name)
            case .folder where isArticle && goal == .articles:
                scan.problems.append(.notAFile("folder", at: path))
            case .folder:
                folders.append((entry.name, false))
            case .link:
                follow(entry.name, at: path, isArticle: isArticle, into: &folders)
            case .special(let word):
                if isArticle { scan.problems.append(.notAFile(word, at: path)) }
            }
        }
        if isBundle {
            // All else in the folder of an article belongs to it.
            scan.files.removeSubrange(from: fileCount) { !Dialect.Layout.isIndex($0.path.lastPart) }
            names.removeSubrange(from: nameCount) { !Dialect.Layout.isIndex($0.lastPart) }
            return
        }
        for (name, isLink) in folders {
            enter(name, in: open, path: prefix + name, isLink: isLink)
        }
    }

    private mutating func enter(
        _ name: String,
        in parent: borrowing OpenFolder,
        path: String,
        isLink: Bool
    ) {
        do throws(SystemError) {
            let open = try OpenFolder(name, in: parent, followsLink: isLink)
            try read(open, path: path)
        } catch {
            guard !error.isAbsence else { return }
            scan.isHindered = scan.isHindered || error.isPassing
            scan.unreadable.append(path)
            scan.problems.append(.unreadable(error, at: path))
        }
    }

    private mutating func add(_ name: String, of open: borrowing OpenFolder, at path: String)
        throws(SystemError)
    {
        guard looks else { return names.append(path) }
        do throws(SystemError) {
            scan.files.append(ArticleFile(path: path, status: try open.status(of: name)))
        } catch {
            guard error.isAbsence else { throw error }
        }
    }

    private mutating func follow(
        _ name: String,
        at path: String,
        isArticle: Bool,
        into folders: inout [(name: String, isLink: Bool)]
    ) {
        switch links.target(of: folder.absolute(path)) {
        case .file(let status):
            if isArticle { scan.files.append(ArticleFile(path: path, status: status)) }
            if isArticle, !looks { names.append(path) }
        case .folder:
            if isArticle {
                scan.problems.append(.notAFile("folder", at: path))
            } else {
                folders.append((name, true))
            }
        case .special(let word):
            if isArticle { scan.problems.append(.notAFile(word, at: path)) }
        case .circle:
            break
        case .outside(let target, let isFolder):
            if isArticle || isFolder { scan.problems.append(.outside(target, at: path)) }
        case .nowhere(let target):
            if isArticle { scan.problems.append(.nowhere(target, at: path)) }
        }
    }
}

extension Array {
    /// Removes what is of no use behind a place.
    fileprivate mutating func removeSubrange(from start: Int, where isUseless: (Element) -> Bool) {
        let kept = self[start...].filter { !isUseless($0) }
        replaceSubrange(start..., with: kept)
    }
}

extension String {
    /// Behind the last slash.
    fileprivate var lastPart: String {
        utf8.lastIndex(of: UInt8(ascii: "/")).map { String(self[index(after: $0)...]) } ?? self
    }

    /// Whether its UTF-8 comes first, whatever a language says.
    ///
    /// The C library compares ten times as fast as the sequences do, and sorting is half of a scan.
    fileprivate func precedesByBytes(_ other: String) -> Bool {
        let order = utf8.withContiguousStorageIfAvailable { bytes in
            other.utf8.withContiguousStorageIfAvailable { others in
                guard let start = bytes.baseAddress, let otherStart = others.baseAddress else {
                    return Int.min
                }
                let order = memcmp(start, otherStart, min(bytes.count, others.count))
                return order == 0 ? bytes.count - others.count : Int(order)
            } ?? Int.min
        }
        guard let order, order != Int.min else { return utf8.lexicographicallyPrecedes(other.utf8) }
        return order < 0
    }
}
