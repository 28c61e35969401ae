import Articles
import Testing

struct PlainTextTests {
    @Test(arguments: Fixtures.names(in: "clippings", ending: ".txt"))
    func `a clipping becomes the parts that its shape shows`(name: String) throws {
        let clipping = PlainText(try Fixtures.text("clippings/\(name).txt"))
        try Fixtures.expect(Self.description(of: clipping), equals: "clippings/\(name).golden")
    }

    private static func description(of clipping: PlainText) -> String {
        var lines: [String] = []
        for (name, value) in [
            ("title", clipping.title), ("subtitle", clipping.subtitle), ("summary", clipping.summary),
            ("slug", clipping.slug),
        ] {
            if let value { lines.append("\(name): \(value)") }
        }
        for author in clipping.authors {
            lines.append("author: \(author.name)")
            if let biography = author.biography { lines.append("biography: \(biography)") }
        }
        return lines.joined(separator: "\n") + "\n\n" + clipping.html + "\n"
    }
}
