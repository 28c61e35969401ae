import Articles
import Foundation
import Store

/// What is different in a folder of articles from what the catalogue says, before anything is read.
struct Survey {
    /// Unknown, or with another mark than the known one; sorted.
    var toRead: [String] = []
    /// Known, and not there any more; sorted.
    var vanished: [String] = []
    /// Too young to be read in a scan: somebody may be writing them.
    var young: [String] = []
    var problems: [Problem] = []
    /// What was looked at; nil: everything.
    var lookedAt: [String]?
    /// Why nothing can be said about the folder as a whole.
    var blindness: Problem?

    /// A scan leaves a file alone until it has been still for so many seconds.
    static let youth: TimeInterval = 2

    /// Compares a scan of everything with everything that is known.
    static func everything(
        of folder: ArticleFolder,
        known: [KnownFile],
        at now: Date,
        leavingYoung: Bool
    ) -> Survey {
        var survey = Survey()
        let scan = folder.scan()
        switch scan.state {
        case .missing:
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
        let youngest = Int64((now.timeIntervalSince1970 - youth) * 1e9)
        var unseen = Dictionary(uniqueKeysWithValues: known.map { ($0.path, $0.mark) })
        for file in scan.files {
            let mark = unseen.removeValue(forKey: file.path)
            if let mark, mark.isOf(file) { continue }
            if leavingYoung, file.modified > youngest {
                survey.young.append(file.path)
            } else {
                survey.toRead.append(file.path)
            }
        }
        let broken = Set(scan.problems.map(\.file))
        survey.vanished = unseen.keys.filter { !scan.isBlind(to: $0) && !broken.contains($0) }.sorted()
        return survey
    }

    /// Looks at some paths alone.
    static func some(_ paths: [String], of folder: ArticleFolder, known: [String: CatalogueEntry]) -> Survey {
        var survey = Survey()
        survey.lookedAt = paths
        for path in paths.sorted() {
            let entry = known[path].flatMap { $0.state == .gone ? nil : $0 }
            switch folder.look(at: path) {
            case .file(let file):
                if entry.map({ $0.file.isOf(file) }) != true { survey.toRead.append(path) }
            case .missing, .notAnArticle:
                if entry != nil { survey.vanished.append(path) }
            case .problem(let problem):
                survey.problems.append(problem)
            }
        }
        return survey
    }
}

extension FileMark {
    /// Whether a file on the disk is still the one that was marked.
    func isOf(_ file: ArticleFile) -> Bool {
        inode == file.inode && size == file.size && modified == file.modified
    }
}
