import Testing

@testable import Articles

@Suite struct `An address in a head` {
    @Test(arguments: [
        "transcript: javascript:1", "transcripts: ['data:text/html,x']", "chapters: file:///etc/passwd",
        "transcripts: [{ url: 'vbscript:x' }]", "people: [{ name: A, url: 'javascript:1' }]",
        "people: [{ name: A, picture: 'data:image/png;base64,x' }]",
        "hosts: [{ name: A, href: 'mailto:a@b.c' }]",
        "guests: { name: A, img: ' JavaScript:1' }", "author: { name: A, url: 'javascript:1' }",
        "author: { name: A, url: 'a.example' }", "link: javascript:1", "link: 'https://ex.org/%zz'",
        "link: ftp://x.example/", "canonical_url: 'https://'", "comments: javascript:1", "comments: /talk",
        "comments_url: https:// x", "in_reply_to: ['ftp://x.example']", "in_reply_to: nobody",
        "chapters: \"java\\tscript:1\"",
    ])
    func `that readers cannot open is told with its line, and left out`(head: String) throws {
        let article = try read("---\ntitle: T\n\(head)\n---\nText.")
        #expect(article.title == "T" && article.link == nil)
        #expect(article.warnings.map(\.line) == [3], "\(article.warnings)")
        #expect(article.warnings.first?.message.contains("http") == true)
        #expect(article.authors.allSatisfy { $0.url == nil })
        let details = article.details ?? ArticleDetails()
        #expect(details.transcripts.isEmpty && details.chapters == nil && details.comments == nil)
        #expect(details.inReplyTo.isEmpty)
        #expect(details.persons.allSatisfy { $0.url == nil && $0.picture == nil && $0.name == "A" })
    }

    @Test(arguments: [
        "transcript: t.vtt", "transcript: /t/a b.vtt", "chapters: 'https://x.example/c.json'", "people: Ann",
        "people: [{ name: A, url: 'https://x.example/', picture: ann.jpg }]", "comments: true",
        "comments: open",
        "comments: closed", "author: { name: A, url: 'mailto:a@b.example' }", "permalink: /a/",
        "url: posts/a",
        "link: 'HTTPS://x.example/ä b'", "path: a/b", "in_reply_to: ['http://x.example/1']", "link: ''",
        "author: { name: A, url: 'http://x.example' }",
    ])
    func `that they can open, or that is none, is told of by nobody`(head: String) throws {
        #expect(try read("---\ntitle: T\n\(head)\n---\nText.").warnings == [])
    }
}
