import Foundation
import TestSupport
import Testing

@testable import Articles

/// `hugo-addresses.tsv` holds what hugo 0.111.3 answered when it was asked.
@Suite struct `The address of an article of Hugo` {
    private static let configurations = [
        "title": "[permalinks]\nposts='/t/:title/'", "slug": "[permalinks]\nposts='/s/:slug/'", "plain": "",
        "titleN": "disablePathToLower=true\n[permalinks]\nposts='/t/:title/'",
        "titleA": "removePathAccents=true\n[permalinks]\nposts='/t/:title/'",
        "plainN": "disablePathToLower=true", "plainA": "removePathAccents=true",
        "open": "[permalinks]\nposts='/o/:title'", "fn": "[permalinks]\nposts='/f/:filename/'",
        "uglyplain": "uglyURLs=true", "ugly": "uglyURLs=true\n[permalinks]\nposts='/t/:title/'",
    ]

    private func dialect(_ settings: String) throws -> Dialect {
        let site = try TemporaryFolder()
        try site.makeFolder("content")
        try site.write("baseURL = 'https://b.example/'\n" + settings, to: "hugo.toml")
        return Dialect.find(for: site.absolute("content")).dialect
    }

    private func address(of text: String, as use: Substring, in dialect: Dialect) throws -> String? {
        var head = ["title": use == "title" ? text : "x"]
        if use == "slugkey" { head["slug"] = text }
        let json = try JSONEncoder().encode(head)
        let path = use == "file" ? "posts/\(text).md" : "posts/p.md"
        let reader = ArticleReader(timezone: .gmt, dialect: dialect)
        let article = try (Array(json) + Array("\n\nx\n".utf8)).withUnsafeBytes {
            try reader.read($0, path: path)
        }
        return article.link?.replacing("https://b.example/", with: "/")
    }

    @Test func `is the one that Hugo gives it, whatever stands in its title, its slug or its name`() throws {
        let lines = try Fixtures.text("hugo-addresses.tsv").split(separator: "\n").drop { $0.hasPrefix("# ") }
        let columns = try #require(lines.first).split(separator: "\t").dropFirst()
        #expect(lines.count > 100)
        for (place, column) in columns.enumerated() {
            let words = column.split(separator: " ")
            let dialect = try dialect(try #require(Self.configurations[String(words[1])]))
            for line in lines.dropFirst() {
                let row = line.split(separator: "\t", omittingEmptySubsequences: false)
                let text = row[0].replacing("\\t", with: "\t")
                if row[place + 1] == "-" { continue }
                // A sign that ends an address leads nowhere: the page is where it is written in hexadecimal.
                let expected = row[place + 1].replacing("#", with: "%23")
                let address = try self.address(of: String(text), as: words[0], in: dialect)
                #expect(address == String(expected), "\(text) as \(column)")
            }
        }
    }
}
