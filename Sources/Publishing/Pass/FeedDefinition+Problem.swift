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
    /// A problem of an article, with its file's name relative to the folder of feeds.
    package func problem(_ stored: StoredProblem) -> Problem {
        let isInside = articles == folder || articles.hasPrefix(folder + "/")
        let root = isInside ? name + articles.dropFirst(folder.count) : articles
        return Problem(
            file: stored.path.isEmpty ? name : "\(root)/\(stored.path)",
            line: stored.line,
            message: stored.message,
            severity: stored.isWarning ? .warning : .error
        )
    }
}
