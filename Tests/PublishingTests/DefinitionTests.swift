import Articles
import Feeds
import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct `A definition` {
    @Test func `of a site may set every key`() throws {
        let site = try SiteDefinition.read(
            """
            base_url = "https://example.org/feeds/"
            title = "All news"
            language = "fr-CA"
            timezone = "Europe/Paris"
            listen = ["127.0.0.1:8080", "[::1]:0", "unix:/run/x.sock"]
            store = "../store.sqlite"
            [push]
            allow_callbacks_to = ["10.20.0.0/16", "fd00::/8"]
            hubs = "https://hub.example/"
            [http]
            idle = "2m"
            tls_certificate = "tls/fullchain.pem"
            tls_key = "/etc/tls/privkey.pem"
            redirect_listen = ["0.0.0.0:80", "[::]:80"]
            hsts = "180d"
            [watch]
            poll = "0.5s"
            always_poll = true
            """
        )
        var expected = SiteDefinition()
        expected.baseURL = "https://example.org/feeds"
        expected.baseURLLine = 1
        expected.title = "All news"
        expected.language = "fr-CA"
        expected.timezone = try #require(TimeZone(identifier: "Europe/Paris"))
        expected.listen = ["127.0.0.1:8080", "[::1]:0", "unix:/run/x.sock"]
        expected.store = "../store.sqlite"
        expected.push.allowedNetworks = ["10.20.0.0/16", "fd00::/8"]
        expected.push.hubs = ["https://hub.example/"]
        expected.http.idle = 120
        expected.http.tls.files = SiteDefinition.TLS.Files(
            certificate: "tls/fullchain.pem",
            key: "/etc/tls/privkey.pem",
            certificateLine: 12,
            keyLine: 13
        )
        expected.http.tls.redirectListen = ["0.0.0.0:80", "[::]:80"]
        expected.http.tls.strictTransport = 180 * 86_400
        expected.watch.interval = 0.5
        expected.watch.isPolling = true
        #expect(site == expected)
    }

    @Test func `of a feed may set every key`() throws {
        let feed = try feed(
            """
            title = "The news"
            description = "What happens"
            link = "https://example.org/news/"
            language = "de"
            timezone = "Asia/Tokyo"
            authors = ["Ann", { name = "Bob", email = "b@example.org", url = "https://b.example" }]
            tags = ["a", "b"]
            articles = "../texts/./news"
            limit = 20
            content = "summary"
            permalink = "/:year/:month/:slug/"
            aliases = ["/old.xml"]
            image = "/logo.png"
            icon = "icon.png"
            settle = "2s"
            on_delete = "keep"
            hubs = ["https://hub.example/"]
            [paths]
            rss = "/index.xml"
            atom = "/news/a.xml"
            json = "/j.json"
            [updates]
            quiet_for = "10m"
            [polling]
            least = "10m"
            """
        ).get()
        var expected = FeedDefinition(
            name: "news",
            title: "The news",
            timezone: try #require(TimeZone(identifier: "Asia/Tokyo")),
            articles: "/feeds/texts/news",
            folder: "/feeds/news"
        )
        expected.description = "What happens"
        expected.link = "https://example.org/news/"
        expected.language = "de"
        expected.authors = [
            Author(name: "Ann"), Author(name: "Bob", email: "b@example.org", url: "https://b.example"),
        ]
        expected.knownAuthors = expected.authors.map { KnownAuthor(author: $0) }
        expected.tags = ["a", "b"]
        expected.limit = 20
        expected.content = .summary
        expected.permalink = "/:year/:month/:slug/"
        expected.paths = [.rss: "/index.xml", .atom: "/news/a.xml", .json: "/j.json"]
        expected.aliases = ["/old.xml"]
        expected.image = "/logo.png"
        expected.icon = "icon.png"
        expected.lines = ["language": 4, "image": 13, "icon": 14]
        expected.settle = 2
        expected.onDelete = .keep
        expected.quietFor = 600
        expected.polling = Polling(least: 10, most: 720)
        expected.hubs = ["https://hub.example/", "https://all.example/"]
        #expect(feed == expected)
    }

    @Test func `that is empty has a default for every key`() throws {
        var site = SiteDefinition()
        site.language = "fr"
        let feed = try FeedDefinition.read("", name: "news", folder: "/feeds/news", site: site).get()
        var expected = FeedDefinition(
            name: "news",
            title: "news",
            timezone: .gmt,
            articles: "/feeds/news/articles",
            folder: "/feeds/news"
        )
        expected.language = "fr"
        #expect(feed == expected)
        #expect(feed.path(of: .atom) == "/news/atom.xml")
    }

    @Test(arguments: [
        ("titel = \"x\"", "news/feed.toml:1: unknown key \"titel\", did you mean \"title\"?"),
        ("\n# x\n[pahts]\nrss = \"/x\"", "news/feed.toml:3: unknown key \"pahts\", did you mean \"paths\"?"),
        (
            "title = \"x\"\n[paths]\nrsss = \"/x\"",
            "news/feed.toml:3: unknown key \"rsss\", did you mean \"rss\"?"
        ),
        ("paths = { rdf = \"/x\" }", "news/feed.toml:1: unknown key \"rdf\"; known are atom, json, rss"),
        ("title = 5", "news/feed.toml:1: \"title\" must be a text in quotes"),
        ("limit = \"50\"", "news/feed.toml:1: \"limit\" must be a whole number"),
        ("limit = 0", "news/feed.toml:1: \"limit\" must be at least 1"),
        ("tags = [1]", "news/feed.toml:1: \"tags\" must be a text in quotes or a list of them"),
        ("settle = \"soon\"", "news/feed.toml:1: \"settle\" must be a duration such as \"2s\" or \"10m\""),
        (
            "authors = [{ name = \"A\", mail = \"a@b\" }]",
            "news/feed.toml:1: \"authors\" must be a name, or a list of names or of { id, name, email, url }"
        ),
        (
            "[polling]\nleast = \"7m\"",
            "news/feed.toml:2: \"least\" must be one of 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 8h, 12h, which every format can say"
        ),
        (
            "[polling]\nleast = \"2h\"\nmost = \"1h\"",
            "news/feed.toml:2: \"least\" is longer than \"most\" is"
        ),
        ("content = \"half\"", "news/feed.toml:1: \"content\" must be \"full\" or \"summary\""),
        ("on_delete = \"kep\"", "news/feed.toml:1: \"on_delete\" must be \"remove\" or \"keep\""),
        (
            "[updates]\nquite_for = \"10m\"",
            "news/feed.toml:2: unknown key \"quite_for\", did you mean \"quiet_for\"?"
        ),
        (
            "timezone = \"Mars/Crater\"",
            "news/feed.toml:1: unknown time zone \"Mars/Crater\"; right would be one such as \"Europe/Paris\" or \"UTC\""
        ),
        (
            "language = \"french!\"",
            "news/feed.toml:1: \"language\" must be a language tag such as \"fr\" or \"fr-FR\", not \"french!\""
        ),
        (
            "link = \"example.org\"",
            "news/feed.toml:1: \"link\" must be a URL that begins with http:// or https://, not \"example.org\""
        ),
        (
            "\nhubs = [\"hub\"]",
            "news/feed.toml:2: \"hubs\" must hold URLs that begin with http:// or https://, not \"hub\""
        ),
        (
            "permalink = \"/:yaer/:slug/\"",
            "news/feed.toml:1: unknown part \":yaer\" of \"permalink\", did you mean \":year\"?"
        ),
        ("permalink = \"x\"", "news/feed.toml:1: \"permalink\" must begin with http://, https:// or /"),
        (
            "authors = [{ name = \"X\", email = \"nomail\" }]",
            "news/feed.toml:1: \"nomail\" is no e-mail address; write it like name@example.org"
        ),
        (
            "[podcast]\nowner = { email = \"no mail\" }",
            "news/feed.toml:2: \"no mail\" is no e-mail address; write it like name@example.org"
        ),
        (
            "aliases = [\"x\"]",
            "news/feed.toml:1: an alias is a path that begins with \"/\" and has no \"..\", unlike \"x\""
        ),
        (
            "aliases = [\"/old/../x\"]",
            "news/feed.toml:1: an alias is a path that begins with \"/\" and has no \"..\", unlike \"/old/../x\""
        ),
        (
            "aliases = [\"/hub\"]",
            "news/feed.toml:1: \"/hub\" is an address of Feedherald's own; an alias would take it away"
        ),
        (
            "aliases = [\"/\"]",
            "news/feed.toml:1: \"/\" is an address of Feedherald's own; an alias would take it away"
        ),
        (
            "aliases = [\"/news/hello/\"]",
            "news/feed.toml:1: \"/news/hello/\" is an address of Feedherald's own; an alias would take it away"
        ),
        (
            "[paths]\natom = \"/../x\"",
            "news/feed.toml:2: a path is made of \"/\" and plain letters, digits, \".\", \"-\", \"_\", unlike \"/../x\""
        ),
        (
            "[paths]\natom = \"a b\"",
            "news/feed.toml:2: a path is made of \"/\" and plain letters, digits, \".\", \"-\", \"_\", unlike \"a b\""
        ),
        (
            "[paths]\nrss = \"/hub\"",
            "news/feed.toml:2: \"/hub\" is an address of Feedherald's own; choose another"
        ),
    ])
    func `of a feed that is wrong is refused with file, line and advice`(_ text: String, _ problem: String) {
        #expect(throws: Problems.self) { try feed(text).get() }
        guard case .failure(let problems) = feed(text) else { return }
        #expect(problems.all.map(\.description) == [problem])
    }

    @Test(arguments: [
        (
            "base_url = \"example.org\"",
            "feedherald.toml:1: \"base_url\" must be a URL such as \"https://example.org\" or \"https://example.org/feeds\", not \"example.org\""
        ),
        (
            "listen = [\"8080\"]",
            "feedherald.toml:1: \"8080\" is no address to listen on; right would be \"127.0.0.1:8080\", \"[::1]:8080\" or \"unix:/run/feedherald.sock\""
        ),
        (
            "[push]\nallow_callbacks_to = [\"10.20.0.0\", \"10.0.0.0/99\"]",
            "feedherald.toml:2: \"10.0.0.0/99\" is no network; right would be one such as \"10.20.0.0/16\" or \"fd00::/8\""
        ),
        ("push = 5", "feedherald.toml:1: \"push\" must be a table"),
        (
            "[push]\nhubs = [\"ftp://x\"]",
            "feedherald.toml:2: \"hubs\" must hold URLs that begin with http:// or https://, not \"ftp://x\""
        ),
        ("[http]\nidle = 5", "feedherald.toml:2: \"idle\" must be a duration such as \"2s\" or \"10m\""),
        ("[watch]\nalways_poll = \"yes\"", "feedherald.toml:2: \"always_poll\" must be true or false"),
        ("[watch]\npolls = \"1s\"", "feedherald.toml:2: unknown key \"polls\", did you mean \"poll\"?"),
    ])
    func `of a site that is wrong is refused with file, line and advice`(_ text: String, _ problem: String) {
        let error = #expect(throws: Problems.self) { try SiteDefinition.read(text) }
        #expect(error?.all.map(\.description) == [problem])
    }

    @Test func `that is no TOML is refused with its line`() {
        guard case .failure(let problems) = feed("title = \"x\"\nlimit = = 5") else {
            Issue.record("taken")
            return
        }
        #expect(problems.all.map(\.line) == [2])
        #expect(problems.all[0].description.hasPrefix("news/feed.toml:2: is not valid TOML: "))
    }

    @Test func `with several faults tells all of them`() {
        guard case .failure(let problems) = feed("titel = 1\nlimit = 0\ncontent = 3") else {
            Issue.record("taken")
            return
        }
        #expect(problems.all.map(\.line) == [1, 2, 3])
    }

    private func feed(_ text: String) -> Result<FeedDefinition, Problems> {
        var site = SiteDefinition()
        site.push.hubs = text.contains("limit = 20") ? ["https://all.example/"] : []
        return FeedDefinition.read(text, name: "news", folder: "/feeds/news", site: site)
    }
}

@Suite struct `A site` {
    let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private func load(keeping before: [FeedDefinition] = []) throws -> Site {
        Site.load(
            folder: temporary.path,
            definition: SiteDefinition(),
            base: try #require(Base("https://example.org")),
            keeping: before
        )
    }

    private func define(_ name: String, _ text: String = "") throws {
        try temporary.makeFolder(name)
        try temporary.write(text, to: "\(name)/feed.toml")
    }

    @Test func `has a feed for each folder with a definition or with articles`() throws {
        try define("empty")
        try temporary.makeFolder("bare/articles")
        try temporary.makeFolder("other/texts")
        try temporary.makeFolder(".git/articles")
        try temporary.write("x", to: "readme.md")
        let site = try load()
        #expect(site.feeds.map(\.name) == ["bare", "empty"])
        #expect(site.problems.isEmpty)
    }

    @Test(arguments: ["hub", "media", "healthz", "RPC2", "tag", "x.xml", "x.opml", "a b", "a%b", "a#b"])
    func `refuses a feed whose name cannot be an address`(_ name: String) throws {
        try define(name)
        let site = try load()
        #expect(site.feeds.isEmpty)
        #expect(site.problems.map(\.file) == [name + "/"])
    }

    @Test func `refuses the second of two feeds that differ in capitals`() throws {
        try define("News")
        try define("news")
        let site = try load()
        #expect(site.feeds.map(\.name) == ["News"])
        #expect(
            site.problems.map(\.description) == [
                "news/: two feeds of one name: \"News\" and \"news\" differ in nothing but capitals; rename one"
            ]
        )
    }

    @Test func `keeps the feed that runs, not the one that comes first`() throws {
        try define("news")
        let running = try load().feeds
        try define("News")
        #expect(try load(keeping: running).feeds == running)
    }

    @Test(arguments: [
        ("b", "[paths]\nrss = \"/a/atom.xml\""), ("b", "[paths]\nrss = \"/x\"\natom = \"/x\""),
        ("b", "[paths]\nrss = \"/c.xml\""),
    ])
    func `refuses a document's path that another has`(_ name: String, _ text: String) throws {
        try define("a", "[paths]\nrss = \"/c.xml\"")
        try define(name, text)
        let site = try load()
        #expect(site.feeds.map(\.name) == ["a"])
        #expect(site.problems.filter { $0.severity == .error }.map(\.file) == ["b/feed.toml"])
        #expect(site.problems.first?.message.contains("choose another") == true)
    }

    @Test func `names both feeds that want one document's path`() throws {
        try define("a", "[paths]\nrss = \"/c.xml\"")
        try define("b", "[paths]\nrss = \"/c.xml\"")
        let wanted = "the path \"/c.xml\" is"
        #expect(
            try load().problems == [
                Problem(
                    file: "b/feed.toml",
                    line: 2,
                    message: "\(wanted) already that of a document of \"a\"; choose another"
                ),
                Problem(
                    file: "a/feed.toml",
                    line: 2,
                    message: "\(wanted) wanted by \"b\" too, which is not taken; choose another in one",
                    severity: .warning
                ),
            ]
        )
    }

    @Test(arguments: [
        ("aliases = [\"/a/atom.xml\"]", "the alias \"/a/atom.xml\" is already that of a document of \"a\""),
        ("aliases = [\"/c.xml\"]", "the alias \"/c.xml\" is already that of a document of \"a\""),
        ("aliases = [\"/ol%64.xml\"]", "the alias \"/old.xml\" is already an alias of \"a\""),
        ("aliases = [\"/a/\"]", "the alias \"/a/\" is already an address of the feed \"a\""),
        ("aliases = [\"/a\"]", "the alias \"/a\" is already an address of the feed \"a\""),
        ("aliases = [\"/A/hello/\"]", "the alias \"/A/hello/\" is already an address of the feed \"a\""),
    ])
    func `refuses an alias that is another feed's address`(_ text: String, _ message: String) throws {
        try define("a", "aliases = \"/old.xml\"\n[paths]\nrss = \"/c.xml\"")
        try define("b", "title = \"B\"\n" + text)
        let site = try load()
        #expect(site.feeds.map(\.name) == ["a"])
        let refused = Problem(file: "b/feed.toml", line: 2, message: message + "; leave it out")
        #expect(site.problems.first == refused)
        #expect(site.problems.dropFirst().map(\.severity) == [.warning])
    }

    @Test func `refuses a feed whose address is a running feed's alias, and never that feed`() throws {
        try define("z", "aliases = [\"/b/hello/\"]")
        let running = try load().feeds
        #expect(running.map(\.name) == ["z"])
        try define("b")
        let site = try load(keeping: running)
        #expect(site.feeds == running)
        #expect(
            site.problems.map(\.description) == [
                "b/: the address \"/b/\" is already an alias of \"z\"; rename the folder, or take that address away",
                "z/feed.toml:1: the address \"/b/\" is wanted by \"b\" too, which is not taken; choose another in one",
            ]
        )
    }

    @Test func `takes an alias below another feed's address that is no page, and one of its own document`()
        throws
    {
        try define("a")
        try define("b", "aliases = [\"/a/old.xml\", \"/a/2019/index/\", \"/b/rss.xml\", \"/x\", \"/x\"]")
        #expect(try load().problems == [])
    }

    @Test(arguments: ["titel = 1", "title = ", "[paths]\nrss = \"/b/rss.xml\""])
    func `keeps a good definition that runs when a bad one comes`(_ bad: String) throws {
        try define("a", "title = \"Good\"")
        try define("b")
        let running = try load().feeds
        try define("a", bad)
        let site = try load(keeping: running)
        #expect(site.feeds == running)
        #expect(site.problems.filter { $0.severity == .error }.map(\.file) == ["a/feed.toml"])
    }

    @Test func `keeps its feeds when its folder cannot be read`() throws {
        try define("a")
        let running = try load().feeds
        try temporary.remove("a")
        try temporary.move("", to: "/../" + URL(fileURLWithPath: temporary.path).lastPathComponent + "-gone")
        defer { rename(temporary.path + "-gone", temporary.path) }
        let site = try load(keeping: running)
        #expect(site.feeds == running)
        #expect(site.problems.count == 1)
    }

    @Test func `refuses a definition that is not UTF-8`() throws {
        try temporary.makeFolder("a")
        try Data([0x74, 0xFF]).write(to: URL(fileURLWithPath: temporary.absolute("a/feed.toml")))
        #expect(try load().problems.map(\.description) == ["a/feed.toml: is not UTF-8; save it as UTF-8"])
    }
}

@Suite struct `An address` {
    @Test(arguments: [
        ("https://Example.org", "https://Example.org", "example.org", ""),
        ("https://example.org///", "https://example.org", "example.org", ""),
        ("http://example.org:81/a/b/", "http://example.org:81/a/b", "example.org", "/a/b"),
    ])
    func `that is a base loses its slashes and keeps its path`(
        _ text: String,
        _ url: String,
        _ host: String,
        _ path: String
    ) throws {
        let base = try #require(Base(text))
        #expect([base.url, base.host, base.path] == [url, host, path])
    }

    @Test(arguments: [
        "", "/", "example.org", "ftp://example.org", "https://", "https://a b", "https://a/?x",
        "https://a/#x", "https://u@a",
    ])
    func `that is no base is none`(_ text: String) { #expect(Base(text) == nil) }

    @Test(arguments: [
        ("127.0.0.1:8080", ListenAddress.tcp(host: "127.0.0.1", port: 8080)),
        ("[::1]:0", .tcp(host: "::1", port: 0)), ("localhost:65535", .tcp(host: "localhost", port: 65_535)),
        ("unix:/run/x.sock", .unix(path: "/run/x.sock")),
    ])
    func `to listen on is understood`(_ text: String, _ address: ListenAddress) {
        #expect(ListenAddress(text) == address)
    }

    @Test(arguments: [
        "", "8080", ":8080", "host:", "host:65536", "host:-1", "host:+1", "::1:80", "[]:80", "unix:x",
        "host:8o",
    ])
    func `to listen on that is none is refused`(_ text: String) { #expect(ListenAddress(text) == nil) }

    @Test func `has a URL, with brackets where it needs them`() {
        #expect(ListenAddress("[::1]:80")?.url() == "http://[::1]:80")
        #expect(ListenAddress("[::1]:80")?.url(overTLS: true) == "https://[::1]:80")
        #expect(ListenAddress("unix:/x")?.url() == nil)
    }

    @Test(arguments: [
        ("Hello, World!", "hello-world"), ("already-a-slug", "already-a-slug"),
        ("L’été à Paris", "lété-à-paris"),
        ("e\u{301}te\u{301}", "\u{E9}t\u{E9}"), ("e'\u{301}t", "\u{E9}t"), ("Привет, мир", "привет-мир"),
        ("日本語の記事", "日本語の記事"),
        ("हिन्दी लेख", "हिन्दी-लेख"), ("مرحبا بالعالم", "مرحبا-بالعالم"), ("C'est l'heure", "cest-lheure"),
        ("  --a--  ", "a"), ("!!!", "untitled"), ("", "untitled"), ("10 ways", "10-ways"), ("a_b", "a-b"),
    ])
    func `part of any script is a slug`(_ text: String, _ slug: String) {
        #expect(Array(Slug.make(text).unicodeScalars) == Array(slug.unicodeScalars))
    }

    @Test(arguments: [
        ("C", "c"), ("C++", "c-plus-plus"), ("C#", "c-sharp"), ("F#", "f-sharp"), ("#ship", "ship"),
        (".NET", "dot-net"), ("net", "net"), ("Node.js", "node-js"), ("Ships & Boats", "ships-boats"),
        ("😀", "u1f600"), ("🚢⚓", "u1f6a2-u2693"), ("../..", "u2e-u2e-u2f-u2e-u2e"), ("Untitled", "untitled"),
    ])
    func `part of a word tells it from others`(_ word: String, _ slug: String) {
        #expect(Slug.ofWord(word) == slug)
    }

    @Test(arguments: ["a", "é", "日", "x y "])
    func `part of a word is a folder's name, however long that is`(_ text: String) {
        let words = ["1", "2"].map { String(repeating: text, count: 200) + $0 }
        #expect(Set(words.map(Slug.ofWord)).count == 2)
        #expect(words.allSatisfy { Slug.ofWord($0).utf8.count <= 129 })
        #expect(Slug.ofWord(words[0]) == Slug.ofWord(words[0].uppercased()))
        #expect(Slug.ofWord(String(repeating: "a", count: 120)) == String(repeating: "a", count: 120))
        #expect(Slug.ofWord(String(repeating: "a", count: 121)).count == 129)
    }

    @Test func `part has at most 120 characters`() {
        #expect(Slug.make(String(repeating: "a", count: 500)).count == 120)
        #expect(Slug.make(String(repeating: "é", count: 500)).count == 120)
    }

    @Test(arguments: [
        ("2024/2024-03-01-hello.md", "hello"), ("2024-03-01.md", "2024-03-01"),
        ("x/Hello World.txt", "hello-world"),
        ("a.b.md", "a-b"),
    ])
    func `part of a file's name is without folder, date and extension`(_ path: String, _ slug: String) {
        #expect(Slug.ofFile(path) == slug)
    }

    @Test func `of an entry follows the template, in the feed's zone`() throws {
        let link = Permalink.expand(
            "https://example.org:81/:year/:month/:day/:slug/:title/:filename/:path/",
            published: Date(timeIntervalSince1970: 1_704_067_100),
            slug: "my-slug",
            path: "Sub Folder/2024-01-01-My File.md",
            timezone: try #require(TimeZone(identifier: "Asia/Tokyo"))
        )
        #expect(
            link
                == "https://example.org:81/2024/01/01/my-slug/my-slug/2024-01-01-my-file/sub-folder/2024-01-01-my-file/"
        )
    }

    @Test func `names a bundle by its folder in a template`() {
        let link = Permalink.expand(
            "/:filename/:path/",
            published: Date(timeIntervalSince1970: 0),
            slug: "s",
            path: "posts/My Ferry/index.fr.html",
            timezone: .gmt
        )
        #expect(link == "/my-ferry/posts/my-ferry/")
    }

    @Test(arguments: [("titel", "title"), ("tittle", "title"), ("limt", "limit"), ("Tags", "tags")])
    func `of a word that was mistyped is suggested`(_ word: String, _ meant: String) {
        #expect(Suggestion.nearest(to: word, among: ["title", "limit", "tags", "settle"]) == meant)
    }

    @Test func `of a word that means nothing is not suggested`() {
        #expect(Suggestion.nearest(to: "colour", among: ["title", "limit", "tags"]) == nil)
    }
}
