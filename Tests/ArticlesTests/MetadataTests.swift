import Foundation
import Testing

@testable import Articles

struct MetadataTests {
    @Test(arguments: ["title", "Title", "TITLE"])
    func `a key is known in whatever case it is written`(name: String) throws {
        #expect(try read("---\n\(name): Hello\n---\n").title == "Hello")
    }

    @Test(arguments: ["summary", "description", "excerpt", "subtitle"])
    func `the summary is known by its names in other tools`(name: String) throws {
        #expect(try read("---\n\(name): In short\n---\n").summary == "In short")
    }

    @Test(arguments: [
        "link", "permalink", "canonical_url", "canonicalURL", "external link", "external_url", "url",
    ])
    func `a link is taken where it is an absolute address, and left to other tools where it is not`(
        name: String
    ) throws {
        let absolute = "https://example.org/a"
        #expect(try read("---\n\(name): \(absolute)\n---\n").link == absolute)
        #expect(try read("---\n\(name): /a/b/\n---\n").link == nil)
        #expect(try read("---\n\(name): ftp://example.org/a\n---\n").link == nil)
    }

    @Test(arguments: ["date", "publishDate", "published", "pubdate"])
    func `the date of publication is known by its names in other tools`(name: String) throws {
        let article = try read("---\n\(name): 2026-03-02\n---\n")
        #expect(article.published == Date(timeIntervalSince1970: 1_772_409_600))
        #expect(!article.isDraft)
    }

    @Test(arguments: ["updated", "lastmod", "modified", "last_modified_at"])
    func `the date of the last change is known by its names in other tools`(name: String) throws {
        #expect(
            try read("---\n\(name): 2026-03-02\n---\n").updated == Date(timeIntervalSince1970: 1_772_409_600)
        )
    }

    @Test(arguments: ["---\nexpires: 9999-12-31\n---\n", "+++\nexpires = 9999-12-31T23:59:59Z\n+++\n"])
    func `an article may expire in the year 9999, which is as good as never`(head: String) throws {
        #expect(try #require(try read(head).expires) > Date(timeIntervalSince1970: 253_000_000_000))
    }

    @Test(arguments: ["expires", "expiryDate", "unpublishDate"])
    func `the date of expiry is known by its names in other tools`(name: String) throws {
        #expect(
            try read("---\n\(name): 2026-03-02\n---\n").expires == Date(timeIntervalSince1970: 1_772_409_600)
        )
    }

    @Test func `publishDate wins over date, for Hugo holds the article until then`() throws {
        let article = try read("---\ndate: 2026-01-01\npublishDate: 2026-03-02\n---\n")
        #expect(article.published == Date(timeIntervalSince1970: 1_772_409_600))
    }

    @Test(arguments: [
        ("draft: true", true), ("draft: false", false), ("draft: True", true), ("draft:", false),
        ("published: false", true), ("published: true", false), ("draft: \"true\"", true),
    ])
    func `a draft is told by draft or by published`(head: String, isDraft: Bool) throws {
        #expect(try read("---\n\(head)\n---\n").isDraft == isDraft)
    }

    @Test(arguments: [
        ("2026-13-45-x.md", "there is no month 13"), ("a/2026-02-30.md", "2026-02 has 28 days"),
        ("0000-01-01-x.md", "its year must be one from 1 to 9998"),
    ])
    func `a name that begins with what is no date is told of, and the article is taken`(
        path: String,
        fault: String
    ) throws {
        let date = path.split(separator: "/").last?.prefix(10) ?? ""
        let article = try read("Text\n", path: path)
        #expect(article.published == nil)
        #expect(
            article.warnings == [
                Problem(
                    file: path,
                    message: "the name begins with \"\(date)\", which is no date: \(fault), rename the file",
                    severity: .warning
                )
            ]
        )
        #expect(try read("---\ndate: 2026-03-02\n---\nText\n", path: path).warnings.isEmpty)
    }

    @Test(arguments: [
        "2026-13-45x.md", "2026-03-02-x.md", "1234567890-x.md", "2026-1-45-x.md", "x-2026-13-45.md",
    ])
    func `a name that has no date's shape in front is no warning`(path: String) throws {
        #expect(try read("Text\n", path: path).warnings.isEmpty)
    }

    @Test(arguments: [
        ("_drafts/hello.md", true), ("blog/_drafts/new/hello.md", true), ("my_drafts/hello.md", false),
        ("_drafts.md", false), ("a/_drafts", false),
    ])
    func `what lies in a folder _drafts is a draft`(path: String, isDraft: Bool) {
        #expect(MetadataFileName(path: path).isDraft == isDraft)
    }

    @Test(arguments: [
        ("author: Ada", [Article.Author(name: "Ada")]),
        ("authors: [Ada, \"山田太郎\"]", [Article.Author(name: "Ada"), Article.Author(name: "山田太郎")]),
        (
            "author:\n  name: Ada\n  email: ada@example.org\n  url: https://example.org/ada",
            [Article.Author(name: "Ada", email: "ada@example.org", url: "https://example.org/ada")]
        ),
        (
            "authors:\n  - name: Ada\n    url: https://ada.example/\n  - name: Grace",
            [Article.Author(name: "Ada", url: "https://ada.example/"), Article.Author(name: "Grace")]
        ),
        ("author: Ada\nauthors: [Grace, Ada]", [Article.Author(name: "Ada"), Article.Author(name: "Grace")]),
        (
            "author:\n  email: ada@example.org",
            [Article.Author(name: "ada@example.org", email: "ada@example.org")]
        ),
    ])
    func `authors are a name, a map, or a list of these`(head: String, authors: [Article.Author]) throws {
        #expect(try read("---\n\(head)\n---\n").authors == authors)
    }

    @Test(arguments: [
        ("tags: swift, linux ,, rss", ["swift", "linux", "rss"]),
        ("tags: [swift, \"c++\"]", ["swift", "c++"]),
        ("tags:\n- swift\n- linux", ["swift", "linux"]),
        ("keywords: b\ncategories: [a, b]\ntags: a, c", ["a", "c", "b"]),
        ("taxonomies:\n  tags: [a, b]\n  categories: [c]", ["a", "b", "c"]),
        ("tags: [2026, true]", ["2026", "true"]),
        ("tags:", []),
    ])
    func `tags, categories and keywords are one list without doubles`(head: String, tags: [String]) throws {
        #expect(try read("---\n\(head)\n---\n").tags == tags)
    }

    @Test(arguments: [
        "image: /a.png", "cover: /a.png", "thumbnail: /a.png", "featured_image: /a.png",
        "image:\n  url: /a.png",
        "image:\n  src: /a.png\n  alt: A", "cover:\n  image: /a.png",
    ])
    func `an image is an address or a map`(head: String) throws {
        #expect(try read("---\n\(head)\n---\n").image == "/a.png")
    }

    @Test(arguments: [
        ("enclosure:\n  url: /a.mp3", Article.Enclosure(url: "/a.mp3")),
        (
            "enclosure:\n  url: /a.mp3\n  length: 1048576\n  type: audio/mpeg\n  duration: 90.5",
            Article.Enclosure(url: "/a.mp3", length: 1_048_576, type: "audio/mpeg", duration: 90.5)
        ),
        (
            "enclosures:\n  - url: /a.mp3\n    size: 7\n    duration: 01:02:03",
            Article.Enclosure(url: "/a.mp3", length: 7, duration: 3_723)
        ),
        ("enclosure:\n  url: /a.mp3\n  duration: 2:03", Article.Enclosure(url: "/a.mp3", duration: 123)),
    ])
    func `an enclosure has an address, a size, a type and a duration`(
        head: String,
        enclosure: Article.Enclosure
    ) throws {
        #expect(try read("---\n\(head)\n---\n").enclosures == [enclosure])
    }

    @Test func `identity, slug and language are taken as they stand`() throws {
        let article = try read("---\nguid: tag:example.org,2026:1\nslug: 007\nlanguage: fr\n---\n")
        #expect(article.id == "tag:example.org,2026:1")
        #expect(article.slug == "007")
        #expect(article.language == "fr")
        #expect(try read("---\nid: 42\nlang: ja\n---\n").id == "42")
    }

    @Test(arguments: ["title:", "title: ~", "title: null", "title: \"\"", "title: \"  \""])
    func `a key without a value is as good as none`(head: String) throws {
        #expect(try read("---\n\(head)\n---\ntext").title == nil)
    }

    @Test func `a number or a word that means something in YAML is a title all the same`() throws {
        #expect(try read("---\ntitle: 2026\n---\n").title == "2026")
        #expect(try read("---\ntitle: true\n---\n").title == "true")
        #expect(try read("---\ntitle: \"null\"\n---\n").title == "null")
    }

    @Test(arguments: [
        ("2026-03-02-hello-world.md", 1_772_409_600, "hello-world"),
        ("blog/2026-03-02-日本.md", 1_772_409_600, "日本"),
        ("2026-03-02.md", 1_772_409_600, nil),
        ("2026-13-45-hello.md", nil, nil),
        ("2026-03-02hello.md", nil, nil),
        ("hello.md", nil, nil),
    ])
    func `a file's name tells date and slug where the head does not`(
        path: String,
        seconds: Int?,
        slug: String?
    ) throws {
        let article = try read("text", path: path)
        #expect(article.published.map { Int($0.timeIntervalSince1970) } == seconds)
        #expect(article.slug == slug)
        let told = try read("---\ndate: 2020-01-01\nslug: mine\n---\n", path: path)
        #expect(told.published == Date(timeIntervalSince1970: 1_577_836_800))
        #expect(told.slug == "mine")
    }

    @Test(arguments: [
        ("titel", "title"), ("titl", "title"), ("titlee", "title"), ("dat", "date"), ("Dtae", "date"),
        ("slugs", "slug"), ("darft", "draft"),
    ])
    func `a mistyped key is warned of, and the article is taken`(name: String, meant: String) throws {
        let article = try read("---\nlang: en\n\(name): x\n---\ntext")
        let warning = Problem(
            file: "hello.md",
            line: 3,
            message: "unknown key \"\(name)\", did you mean \"\(meant)\"?",
            severity: .warning
        )
        #expect(article.warnings == [warning])
    }

    @Test(arguments: ["layout", "weight", "type", "aliases", "menu", "toc", "x", "update"])
    func `the keys of other tools are no business of ours`(name: String) throws {
        #expect(try read("---\n\(name):\n  a: {b: [1, 2]}\n---\ntext").warnings == [])
    }

    @Test func `what Zola's extra tells is taken where the head itself is silent`() throws {
        let article = try read(
            "+++\ntitle = \"A\"\n[extra]\nimage = \"/a.png\"\nauthor = \"Ada\"\ntitle = \"B\"\nid = \"theme\"\n+++\n"
        )
        #expect(article.image == "/a.png")
        #expect(article.authors == [Article.Author(name: "Ada")])
        #expect(article.title == "A")
        #expect(article.id == nil)
    }
}
