import Foundation
import TestSupport
import Testing

@testable import Articles

/// Rendered sites, as their tools have laid them out.
struct PageFixtureTests {
    @Test(arguments: ["hugo", "jekyll"])
    func `of a rendered site the articles are taken, and its other pages are left alone`(site: String) throws
    {
        let folder = "pages/\(site)"
        let root = Fixtures.folder.appending(path: folder).path
        let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        let paths = files.filter { $0.hasSuffix(".html") }.sorted()
        #expect(paths.count > 5)
        try Fixtures.expect(
            try paths.map { try Self.told($0, in: root) }.joined(),
            equals: "\(folder).golden"
        )
    }

    private static func told(_ path: String, in root: String) throws -> String {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: root).appending(path: path)))
        do {
            let article = try read(bytes, path: path)
            let dates = [article.published, article.updated].map { $0.map { $0.ISO8601Format() } ?? "none" }
            let authors = article.authors.map(\.name).joined(separator: ", ")
            return """
                \(path)
                title: \(article.title ?? "none")
                summary: \(article.summary ?? "none")
                link: \(article.link ?? "none")
                dates: \(dates.joined(separator: ", "))
                authors: \(authors)
                tags: \(article.tags.joined(separator: ", "))
                language: \(article.language ?? "none")
                \(article.html())


                """
        } catch let problem as Problem {
            return "\(path)\n\(problem.severity): \(problem.message)\n\n"
        }
    }
}
