package import Articles
package import Store

extension StoredProblem {
    init(_ problem: Problem) {
        self.init(
            path: problem.file,
            line: problem.line,
            message: problem.message,
            isWarning: problem.severity == .warning
        )
    }
}

extension FeedDefinition {
    /// A problem of an article or of the definition, with its file's name relative to the folder of feeds.
    package func problem(_ stored: StoredProblem) -> Problem {
        let isInside = articles == folder || articles.hasPrefix(folder + "/")
        let root = isInside ? name + articles.dropFirst(folder.count) : articles
        let file =
            switch stored.path {
            case "": name
            case Self.ownPath: "\(name)\(Self.ownPath)"
            default: "\(root)/\(stored.path)"
            }
        return Problem(
            file: file,
            line: stored.line,
            message: stored.message,
            severity: stored.isWarning ? .warning : .error
        )
    }
}
