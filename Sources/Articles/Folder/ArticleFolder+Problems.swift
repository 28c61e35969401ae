/// What can be wrong with a file before a byte of it is read.
extension Problem {
    static func notAFile(_ word: String, at path: String) -> Problem {
        Problem(file: path, message: "is a \(word); an article is a plain file")
    }

    static func notText(_ path: String) -> Problem {
        Problem(file: path, message: "has a name that is not UTF-8; give it another one")
    }

    static func outside(_ target: String, at path: String) -> Problem {
        Problem(
            file: path,
            message: "links to \(target), outside of the folder; copy the articles into the folder"
        )
    }

    static func nowhere(_ target: String, at path: String) -> Problem {
        Problem(file: path, message: "links to \(target), which does not exist")
    }

    static func unreadable(_ error: SystemError, at path: String) -> Problem {
        Problem(file: path, message: "cannot be read: \(error)")
    }

    /// Sizes are told in whole mebibytes, rounded up, so that what is too large never looks as if it were not.
    static func tooLarge(_ bytes: Int64, at path: String) -> Problem {
        let mebibytes = (bytes + (1 << 20) - 1) >> 20
        let limit = ArticleFolder.largestArticle >> 20
        return Problem(file: path, message: "is \(mebibytes) MiB large; an article may have \(limit) MiB")
    }
}
