import Foundation

@testable import Articles

/// A door through which bytes come in from outside.
///
/// Whatever they are, it is through with them soon, and what leaves is a good feed.
enum FuzzTarget: String, CaseIterable {
    case frontMatter = "front-matter"
    case markdown
    case html
    case clippings
    case dates

    func take(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        switch self {
        case .frontMatter: Self.read(bytes, path: "2026-03-02-hello.md")
        case .markdown:
            let html = Markdown.html(text)
            Self.compareReaders(html)
            Self.check(Sanitizer.clean(html))
        case .html:
            Self.compareReaders(text)
            Self.check(Sanitizer.clean(text))
            Self.read(bytes, path: "hello.html")
        case .clippings: Self.read(bytes, path: "hello.txt")
        case .dates: Self.read(date: text)
        }
    }

    /// A date between quotes, without any, and in a file's name.
    private static func read(date: String) {
        guard !date.contains(where: \.isNewline), !date.contains("/") else { return }
        let quoted = date.replacing("'", with: "''")
        let head = "---\ntimezone: Asia/Gaza\ndate: '\(quoted)'\nupdated: \(date)\n---\nText\n"
        read(Array(head.utf8), path: "hello.md")
        read(Array("Text\n".utf8), path: "\(date)-hello.md")
    }

    /// Reads an article as the publisher does, and checks what is told of it or made of it.
    private static func read(_ bytes: [UInt8], path: String) {
        let reader = ArticleReader(timezone: .gmt)
        bytes.withUnsafeBytes { bytes in
            do throws(Problem) {
                let article = try reader.read(bytes, path: path)
                let again = try reader.read(bytes, path: path, withBody: false)
                precondition(again.headHash == article.headHash, "the head depends on the body's being kept")
                precondition(again.bodyHash == article.bodyHash, "the body's hash depends on its being kept")
                let html = article.html()
                Check.harmless(html)
                Check.feed(of: article, html: html)
            } catch {
                let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
                precondition(error.file == path && !error.message.isEmpty, "nothing is told: \(error)")
                precondition(error.line.map { 1...lines ~= $0 } ?? true, "no line of the file: \(error)")
            }
        }
    }

    /// What the reader of well-formed markup can read, libxml2 reads as it does.
    private static func compareReaders(_ html: String) {
        Array(html.utf8).withUnsafeBytes { bytes in
            for isFragment in [true, false] {
                guard let tree = WellFormedMarkup.tree(of: bytes, isFragment: isFragment) else { continue }
                let other = MarkupTree(mending: bytes, isFragment: isFragment)
                precondition(tree.isSame(as: other), "two trees of \(html.debugDescription)")
            }
        }
    }

    private static func check(_ html: String) {
        Check.harmless(html)
        Check.feed(html: html)
    }
}
