import Testing

@testable import Output

@Suite struct `The file of an address` {
    @Test(
        arguments: [
            ("/", "index.html"), ("/news/", "news/index.html"), ("/news/atom.xml", "news/atom.xml"),
            ("/news/tag/größe/", "news/tag/größe/index.html"), ("/old feed", "old feed"),
            ("/news/2019/old.html", "news/2019/old.html"),
        ]
    )
    func `is the one that a web server answers with`(address: String, file: String) throws {
        #expect(try OutputPath.of(address, index: "index.html") == file)
    }

    @Test func `is an index of its own kind where a document's address ends with a slash`() throws {
        #expect(try OutputPath.of("/feed/", index: "index.xml") == "feed/index.xml")
    }

    @Test(arguments: [
        "/a//b", "/../etc/passwd", "/a/./b", "/a/..", "/a\0b", "/.feedherald-output", "/a/.feedherald-x",
    ])
    func `is none where it would lie elsewhere, or be ours`(address: String) {
        #expect(throws: OutputPath.Refusal.self) { try OutputPath.of(address, index: "index.html") }
    }

    @Test func `is none where its name is longer than file systems take, and that is told with a remedy`() {
        let address = "/news/" + String(repeating: "語", count: 100) + "/"
        let error = #expect(throws: OutputPath.Refusal.self) {
            try OutputPath.of(address, index: "index.html")
        }
        #expect(error?.words.contains("give it a shorter slug") == true)
        #expect(throws: Never.self) {
            try OutputPath.of("/news/" + String(repeating: "語", count: 84) + "/", index: "index.html")
        }
    }
}
