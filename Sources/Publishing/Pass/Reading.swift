import Articles
import Feeds
import Store

/// What came of reading one file whose mark is new.
struct Reading {
    enum Result {
        case article(Article)
        case problem(Problem)
        /// A page that lists articles, say.
        case noArticle
    }

    var path: String
    var mark: FileMark
    var result: Result
    /// Whether it is worth another try soon.
    var isHindered = false

    /// Whether an author means an article, though it may be broken.
    var isArticle: Bool {
        switch result {
        case .article, .problem: true
        case .noArticle: false
        }
    }
}

/// Reads the files of one feed.
struct Reader {
    let folder: ArticleFolder
    let understand: ArticleReader
    let dialect: Dialect
    private var buffer = ArticleFolder.Buffer()
    /// What was read whole in this pass and is few: the bodies are made of it, with no second look at the files.
    private var atHand: [String: Reading] = [:]

    init(_ feed: FeedDefinition) {
        folder = feed.articleFolder
        dialect = feed.dialect
        understand = ArticleReader(timezone: feed.timezone, dialect: feed.dialect)
    }

    /// The same as ``read(_:withBody:leavesOpen:)`` with the body, which is kept for who wants to see it.
    mutating func readAndKeep(_ path: String) -> Reading? {
        let reading = read(path, withBody: true, leavesOpen: true)
        atHand[path] = reading
        return reading
    }

    /// Nil where the file is gone again, or is being written: its close event will come.
    ///
    /// With `leavesOpen` that is known also of one that rests between two writes: half of it is no article.
    mutating func read(_ path: String, withBody: Bool = false, leavesOpen: Bool = false) -> Reading? {
        buffer.leavesOpen = leavesOpen
        defer { buffer.leavesOpen = false }
        let reading = folder.read(path, through: &buffer) { file, bytes in
            var mark = FileMark(file, hash: Fingerprint(high: 0, low: 0))
            do throws(Problem) {
                let article = try understand.read(bytes, path: path, withBody: withBody)
                mark.hash = Fingerprint(article.fileHash)
                return Reading(path: path, mark: mark, result: .article(article))
            } catch {
                mark.hash = Fingerprint(ContentHash(of: bytes))
                let result: Reading.Result = error.severity == .notice ? .noArticle : .problem(error)
                return Reading(path: path, mark: mark, result: result)
            }
        }
        switch reading {
        case .read(_, let reading): return reading
        case .missing, .changedWhileRead: return nil
        case .problem(let problem): return unread(path, problem)
        case .hindered(let problem):
            var reading = unread(path, problem)
            reading?.isHindered = true
            // Of no time that a file has: whoever looks at it next reads it, whatever is known then of its problem.
            reading?.mark.modified = 0
            return reading
        }
    }

    /// Whether a file is an earlier state of it with more behind: half of it may have been saved first.
    mutating func continues(_ path: String, from earlier: FileMark) -> Bool {
        guard earlier.size > 0 else { return false }
        let reading = folder.read(path, through: &buffer) { _, bytes in
            bytes.count > earlier.size
                && Fingerprint(ContentHash(of: UnsafeRawBufferPointer(rebasing: bytes[..<Int(earlier.size)])))
                    == earlier.hash
        }
        guard case .read(_, let continues) = reading else { return false }
        return continues
    }

    /// Its bytes were never seen; its size and time are enough to leave it alone until it changes.
    private func unread(_ path: String, _ problem: Problem) -> Reading? {
        guard case .file(let file) = folder.look(at: path) else { return nil }
        let mark = FileMark(file, hash: Fingerprint(high: 0, low: 0))
        return Reading(path: path, mark: mark, result: .problem(problem))
    }

    /// What a head says, without its article.
    enum Head {
        case head(Article, FileMark)
        case unreadable
        case doubtful
    }

    mutating func readHead(_ path: String) -> Head {
        let reading = folder.read(path, through: &buffer) { file, bytes -> Head in
            do throws(Problem) {
                guard let article = try understand.readHead(bytes, path: path) else { return .doubtful }
                return .head(article, FileMark(file, hash: Fingerprint(high: 0, low: 0)))
            } catch {
                return .unreadable
            }
        }
        guard case .read(_, let head) = reading else { return .unreadable }
        return head
    }

    /// The body as HTML, and what it was made from; nil where the file cannot be read now.
    mutating func render(_ path: String) -> (source: Fingerprint, html: String, article: Article)? {
        guard let reading = atHand[path] ?? read(path, withBody: true),
            case .article(let article) = reading.result
        else { return nil }
        return (source(of: reading.mark.hash), article.html(), article)
    }

    /// What the author of an entry wrote in Markdown, as long as the file is the one that it was made of.
    ///
    /// Nil of other texts, and of those with words of another tool's, which no reader would understand.
    mutating func markdown(of entry: CatalogueEntry) -> String? {
        guard entry.file.hasFile, let reading = atHand[entry.path] ?? read(entry.path, withBody: true),
            reading.mark.hash == entry.file.hash, case .article(let article) = reading.result,
            case .markdown(let text) = article.body, article.inserts.isEmpty
        else { return nil }
        return text
    }

    /// What the body of a file of this hash is made from: the file, and the dialect that it is read in.
    func source(of file: Fingerprint) -> Fingerprint {
        Fingerprint(dialect.mark(of: ContentHash(file)))
    }
}

extension FileMark {
    init(_ file: ArticleFile, hash: Fingerprint) {
        self.init(inode: file.inode, size: file.size, modified: file.modified, hash: hash)
    }
}

extension Fingerprint {
    init(_ hash: ContentHash) {
        self.init(high: hash.high, low: hash.low)
    }
}

extension ContentHash {
    init(_ fingerprint: Fingerprint) {
        self.init(high: fingerprint.high, low: fingerprint.low)
    }
}
