import Feeds
import Foundation
import Validation

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
    /// Feeds of others, whose ids are taken over.
    case adopted
    /// Feeds of others, which `check` judges.
    case judged

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
        case .adopted: Self.adopt(bytes)
        case .judged: Self.judge(bytes)
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
                let lines = lineEnds(in: bytes) + 1
                precondition(error.file == path && !error.message.isEmpty, "nothing is told: \(error)")
                precondition(error.line.map { 1...lines ~= $0 } ?? true, "no line of the file: \(error)")
            }
        }
    }

    /// Line feeds, and carriage returns without one: a file's first line says whether those end its lines.
    private static func lineEnds(in bytes: UnsafeRawBufferPointer) -> Int {
        bytes.indices.count { place in
            if bytes[place] == UInt8(ascii: "\n") { return true }
            let isLast = place + 1 == bytes.count
            return bytes[place] == UInt8(ascii: "\r") && (isLast || bytes[place + 1] != UInt8(ascii: "\n"))
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

    /// What is taken as it stands is taken leniently too, and each entry has a name.
    private static func adopt(_ bytes: [UInt8]) {
        let url = "https://example.org/blog/feed.xml"
        let lenient = try? OldFeed.read(bytes, from: url, isLenient: true)
        let strict = try? OldFeed.read(bytes, from: url)
        precondition(strict == nil || strict == lenient, "a good feed is read in two ways")
        precondition(lenient?.entries.allSatisfy { !$0.id.isEmpty } ?? true, "an entry without a name")
    }

    /// Each finding lies within the document, and what libxml2 refuses is not called good.
    private static func judge(_ bytes: [UInt8]) {
        let now = Date(timeIntervalSince1970: 1_772_436_600)
        let verdict = Validator.judge(bytes, at: "https://example.org/blog/feed.xml", now: now)
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        for finding in verdict.findings {
            precondition(
                !finding.message.isEmpty && !finding.why.isEmpty && !finding.fix.isEmpty,
                "nothing is told"
            )
            guard let place = finding.place else { continue }
            precondition(1...lines ~= place.line && place.column >= 1, "no place of the document: \(finding)")
        }
        let isXML = verdict.format.map { !$0.hasPrefix("JSON") } ?? false
        if isXML, XMLFault.first(in: bytes) != nil {
            precondition(
                verdict.findings.contains { $0.severity == .error },
                "a broken document is called good"
            )
        }
        _ = verdict.text(of: "feed", isColoured: true)
    }

    private static func check(_ html: String) {
        Check.harmless(html)
        Check.feed(html: html)
    }
}
