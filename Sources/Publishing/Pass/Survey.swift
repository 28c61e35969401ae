import Articles
import Foundation
import Store

/// What is different in a folder of articles from what the catalogue says, before anything is read.
struct Survey {
    /// Unknown, or with another mark than the known one; sorted.
    var toRead: [String] = []
    /// Known, and not there any more; sorted.
    var vanished: [String] = []
    /// Known paths at which another file stands now.
    var replaced: Set<String> = []
    /// By their new paths, the replaced files that are found there just as they were: the old paths.
    var displaced: [String: String] = [:]
    /// Files that are found where they were not.
    var arrived: [ArticleFile] = []
    /// Too young to be read in a scan: somebody may be writing them.
    var young: [String] = []
    var problems: [Problem] = []
    /// Of names that look the same, those whose files are the articles.
    var chosen: [String] = []
    /// What was looked at; nil: everything.
    var lookedAt: [String]?
    /// Why nothing can be said about the folder as a whole.
    var blindness: Problem?
    /// Whether a folder could not be read now, and another look may see it.
    var isHindered = false
    /// Whether that is because there is no such folder.
    var isMissing = false

    /// A scan leaves a file alone until it has been still for so many seconds.
    static let youth: TimeInterval = 2

    /// Of a feed whose author has not made a folder for its articles yet.
    static func nothingYet(in folder: ArticleFolder) -> Survey {
        var survey = Survey()
        survey.problems = [
            Problem(
                file: "",
                message: "there is no folder \(folder.root) yet; articles go there",
                severity: .warning
            )
        ]
        return survey
    }

    /// Takes a known path for vanished, of which a scan saw the file before it was renamed, and again after.
    mutating func lose(_ path: String) {
        vanished.append(path)
        vanished.sort()
    }

    /// Has these read again though they are as they were, where there is a file: all that is wrong with them is told together.
    mutating func reread(_ paths: some Collection<String>, in folder: ArticleFolder) {
        if paths.isEmpty { return }
        // One that has just gone would be taken for a file that is hard to read, and waited for.
        let present = paths.filter { path in
            if case .file = folder.look(at: path) { true } else { false }
        }
        toRead = Set(toRead).union(present).sorted()
        lookedAt?.append(contentsOf: paths)
    }

    /// Reads nothing at these paths: who has come to them is not known yet.
    mutating func leave(_ paths: Set<String>) {
        if !paths.isEmpty { toRead.removeAll(where: paths.contains) }
    }

    /// Has these read before the others.
    mutating func read(first paths: Set<String>) {
        if paths.isEmpty { return }
        toRead = toRead.filter(paths.contains) + toRead.filter { !paths.contains($0) }
    }

    /// Has these read after the others.
    mutating func read(last paths: Set<String>) {
        if paths.isEmpty { return }
        toRead = toRead.filter { !paths.contains($0) } + toRead.filter(paths.contains)
    }

    /// Compares a scan of everything with everything that is known.
    ///
    /// Files younger than `youngest` are left alone, but for the closed ones; the troubled are read in any case, and all
    /// where what was read out of them `isStale`. Of names that look the same the known one is taken, else the `preferred`.
    static func everything(
        of folder: ArticleFolder,
        known: [KnownFile],
        youngest: Date,
        closed: Set<String>,
        troubled: Set<String>,
        preferred: Set<String> = [],
        isStale: Bool = false
    ) -> Survey {
        var survey = Survey()
        let scan = folder.scan()
        survey.isHindered = scan.isHindered
        switch scan.state {
        case .missing:
            survey.isMissing = true
            survey.blindness = Problem(
                file: "",
                message: "the articles folder \(folder.root) is missing; what was published stays as it is"
            )
            return survey
        case .unreadable(let reason):
            survey.blindness = Problem(
                file: "",
                message:
                    "the articles folder \(folder.root) cannot be read: \(reason); what was published stays as it is"
            )
            return survey
        case .present: break
        }
        survey.problems = scan.problems
        let youngest = youngest.nanoseconds
        var unseen = Dictionary(
            known.map { (Spelling($0.path), $0.mark) },
            uniquingKeysWith: { first, _ in first }
        )
        var replaced: [String: FileMark] = [:]
        var fresh: [ArticleFile] = []
        for file in survey.withoutLookalikes(scan.files, known: unseen, preferred: preferred) {
            let mark = unseen.removeValue(forKey: Spelling(file.path))
            let isSame = mark.map { $0.isOf(file) } ?? false
            if isSame, !isStale, !troubled.contains(file.path) { continue }
            if !isSame, file.modified > youngest, !closed.contains(file.path) {
                survey.young.append(file.path)
                continue
            }
            survey.toRead.append(file.path)
            if known.isEmpty { continue }
            fresh.append(file)
            if mark?.inode != file.inode { survey.arrived.append(file) }
            if let mark, mark.inode != file.inode { replaced[file.path] = mark }
        }
        survey.findDisplaced(replaced, among: fresh)
        let broken = Set(scan.problems.map(\.file))
        survey.vanished = unseen.keys.map(\.path).filter { !scan.isBlind(to: $0) && !broken.contains($0) }
            .sorted()
        return survey
    }

    /// Looks at some paths alone.
    static func some(
        _ paths: [String],
        of folder: ArticleFolder,
        known: [String: CatalogueEntry],
        troubled: Set<String>
    ) -> Survey {
        var survey = Survey()
        survey.lookedAt = paths
        var replaced: [String: FileMark] = [:]
        var fresh: [ArticleFile] = []
        for path in paths.sorted() {
            let entry = known[path].flatMap { $0.state == .gone ? nil : $0 }
            switch folder.look(at: path) {
            case .file(let file):
                if let entry, !entry.path.isSpelled(as: path) {
                    if case .file = folder.look(at: entry.path) {
                        survey.problems.append(.lookalike(path))
                        survey.chosen.append(entry.path)
                    } else {
                        survey.vanished.append(entry.path)
                        survey.toRead.append(path)
                    }
                    continue
                }
                if let entry, entry.file.isOf(file), !troubled.contains(path) { continue }
                survey.toRead.append(path)
                fresh.append(file)
                if entry?.file.inode != file.inode { survey.arrived.append(file) }
                if let entry, entry.file.inode != file.inode { replaced[path] = entry.file }
            case .missing, .notAnArticle:
                if entry != nil { survey.vanished.append(path) }
            case .problem(let problem):
                survey.problems.append(problem)
            }
        }
        survey.findDisplaced(replaced, among: fresh)
        return survey
    }

    /// A file of equal inode, size and time is the same: no other file gets its inode and its time to the nanosecond.
    private mutating func findDisplaced(_ replaced: [String: FileMark], among fresh: [ArticleFile]) {
        if replaced.isEmpty { return }
        self.replaced = Set(replaced.keys)
        let byInode = Dictionary(replaced.map { ($1.inode, $0) }, uniquingKeysWith: { first, _ in first })
        for file in fresh {
            guard let old = byInode[file.inode], old != file.path, replaced[old]?.isOf(file) == true else {
                continue
            }
            displaced[file.path] = old
        }
    }
}

extension Date {
    /// Since 1970; the most that a number holds for a date that is centuries away.
    fileprivate var nanoseconds: Int64 {
        let nanoseconds = timeIntervalSince1970 * 1e9
        return nanoseconds < 9e18 ? Int64(nanoseconds) : .max
    }
}

extension FileMark {
    /// Whether a file on the disk is still the one that was marked.
    func isOf(_ file: ArticleFile) -> Bool {
        inode == file.inode && size == file.size && modified == file.modified
    }
}
