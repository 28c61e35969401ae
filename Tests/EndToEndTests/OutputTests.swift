import Foundation
import Glibc
import TestSupport
import Testing

/// The site as files: the same bytes at the same addresses, whoever serves them.
struct OutputTests {
    private static let base = "http://127.0.0.1:1"

    /// A site that has everything that may be at an address.
    private static func fill(_ site: SiteFolder, base: String, isReversed: Bool = false) throws {
        var files = [
            "feedherald.toml":
                "base_url = \"\(base)\"\ntitle = \"The harbour\"\nlanguage = \"en\"\noutput = \"../public\"\n",
            "news/feed.toml":
                "title = \"News\"\nimage = \"cover.jpg\"\nauthors = [\"Ines Calloway\"]\nlimit = 10\n"
                + "aliases = [\"/index.xml\", \"/old.json\", \"/feed/\"]\n",
            "notes/feed.toml": "[paths]\natom = \"/all-notes\"\nrss = \"/notes.rss\"\n",
            "notes/articles/only.md": "---\ndate: 2025-02-01\n---\nA note without a title.\n",
            "news/articles/with-picture/index.md":
                "---\ntitle: With a picture\ndate: 2025-02-03\nenclosure: tone.mp3\nslug: größe\n"
                + "aliases: [/news/2019/old.html, /news/older/]\n---\n![The quay](<Kai mit Möwen.jpg>) and [before](../7.md)\n",
            "news/articles/elsewhere.md":
                "---\ntitle: Elsewhere\ndate: 2025-01-30\nlink: https://example.org/there?a=1&b=2\n---\nIt lives elsewhere.\n",
        ]
        for number in 0..<24 {
            files["news/articles/\(number).md"] = """
                ---
                title: Article \(number)
                date: 2025-01-\(number < 9 ? "0" : "")\(number + 1)T05:06:07Z
                tags: [\(number.isMultiple(of: 2) ? "even, Ships & Boats" : "odd")]
                section: Harbour
                author: \(number.isMultiple(of: 5) ? "Sam Okafor" : "Ines Calloway")
                lang: \(number.isMultiple(of: 7) ? "fr-FR" : "en")
                ---
                \(String(repeating: "These are some words of article \(number). ", count: 40))
                """
        }
        for (path, text) in files.sorted(by: { ($0.key < $1.key) != isReversed }) {
            try site.lay(text, at: path)
            try site.date(path)
        }
        let fixtures = URL(filePath: #filePath).appending(path: "../../MediaTests/Fixtures").standardized
        for (name, path) in [
            ("tone.mp3", "news/articles/with-picture/tone.mp3"),
            ("photo.jpg", "news/articles/with-picture/Kai mit Möwen.jpg"),
            ("photo.jpg", "news/media/cover.jpg"),
        ] {
            try site.write(Data(contentsOf: fixtures.appending(path: name)), to: path)
            try site.date(path)
        }
    }

    private func site(base: String = base, isReversed: Bool = false) throws -> SiteFolder {
        let site = try SiteFolder()
        try Self.fill(site, base: base, isReversed: isReversed)
        return site
    }

    private func publish(
        _ site: SiteFolder,
        _ arguments: [String] = [],
        launcher: [String] = []
    ) throws -> Command {
        let words =
            launcher + [
                Program.feedherald, "publish", "--dir", site.path, "--store",
                site.beside("state/store.sqlite"),
            ]
        return try Command(program: words[0], words.dropFirst() + arguments, folder: site.beside(""))
    }

    /// The difference between two outputs; empty where there is none.
    private func difference(_ one: String, _ other: String) throws -> String {
        try Command(program: "diff", ["-r", "--exclude=.feedherald-output", one, other]).output
    }

    /// The addresses of the files in an output, codings left out.
    private func addresses(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
            return !isFolder.boolValue && ![".gz", ".br"].contains(where: path.hasSuffix)
                && path != "404.html"
                && !path.contains(".feedherald")
        }.map { path in
            let index = ["index.html", "/index.xml", "/index.json"].first { path.hasSuffix($0) }?
                .drop { $0 == "/" }
            return "/" + path.dropLast(index?.count ?? 0)
        }.sorted()
    }

    private func inodes(in folder: String) throws -> [String: UInt64] {
        var inodes: [String: UInt64] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var status = stat()
            if lstat(folder + "/" + path, &status) == 0 { inodes[path] = UInt64(status.st_ino) }
        }
        return inodes
    }

    private func encoded(_ path: String) -> String {
        path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    }

    @Test func `nginx answers at every address what the daemon answers`() throws {
        let port = try freePort()
        let site = try site(base: "http://127.0.0.1:\(port)")
        let daemon = try Daemon(site)
        let folder = site.beside("public")
        try eventually("the site is written") {
            FileManager.default.fileExists(atPath: folder + "/404.html")
        }
        // A pass may still come for what was measured; asked to, the daemon writes what is not there yet.
        #expect(try daemon.command("publish", ["--output", folder]).code == 0)
        let nginx = try Nginx(serving: folder, port: port, hub: daemon.port, hasRules: false)
        let addresses = try addresses(in: folder)
        for address in addresses {
            let answer = try daemon.http.ask("GET", encoded(address))
            let file = try nginx.http.ask("GET", encoded(address))
            #expect(file.status == 200, "\(address)")
            switch answer.status {
            case 200: #expect(file.body == answer.body, "\(address)")
            case 301, 302, 308:
                let goal = try #require(answer["Location"])
                let isLed = file.text.contains(
                    "<link rel=\"canonical\" href=\"\(goal.replacing("&", with: "&amp;"))\">"
                )
                let path = String(goal.dropFirst("http://127.0.0.1:\(port)".count))
                #expect(
                    try isLed || daemon.http.ask("GET", path).body == file.body,
                    "\(address) leads to \(goal)"
                )
            default: Issue.record("\(address) is answered with \(answer.status)")
            }
        }
        for address in [
            "/all/", "/all/atom.xml", "/news/archive/2/rss.xml", "/news/archive/3/feed.json",
            "/", "/feeds.opml", "/robots.txt", "/sitemap.xml", "/sitemap-news-1.xml", "/news/",
            "/news/atom.xml",
            "/news/tag/even/", "/news/tag/ships-boats/feed.json", "/news/section/harbour/rss.xml",
            "/news/author/sam-okafor/atom.xml", "/news/lang/fr-fr/", "/news/summary/rss.xml",
            "/all/", "/all/feed.json",
            "/news/archive/1/atom.xml", "/news/größe/", "/news/2019/old.html", "/news/older/", "/index.xml",
            "/old.json", "/feed/", "/all-notes", "/notes.rss", "/notes/rss.xml", "/notes/only/",
            "/news/elsewhere/",
            "/news/media/cover.jpg", "/news/media/articles/with-picture/tone.mp3",
        ] { #expect(addresses.contains(address), "\(address)") }
        try follow(from: "/", daemon, nginx)
        try expectManners(of: nginx)
        #expect(
            try nginx.http.post([("hub.mode", "subscribe")], to: "/hub").status == 400,
            "the daemon is its hub"
        )
        #expect(try nginx.http.ask("GET", "/nowhere").status == 404)
        #expect(try nginx.http.ask("GET", "/nowhere").body == daemon.http.ask("GET", "/nowhere").body)
        #expect(try nginx.http.ask("GET", "/.feedherald-output").status == 404)
    }

    @Test
    func `nginx answers what has moved and what has gone as the daemon does, by the rules beside the files`()
        throws
    {
        let port = try freePort()
        let site = try site(base: "http://127.0.0.1:\(port)")
        try site.lay("---\ndate: 2025-01-01\nexpires: 2025-02-01\n---\nIt was.\n", at: "news/articles/was.md")
        let daemon = try Daemon(site)
        let folder = site.beside("public")
        #expect(try daemon.command("publish", ["--output", folder]).code == 0)
        let nginx = try Nginx(serving: folder, port: port, hub: daemon.port)
        let expect = { (path: String, status: Int) in
            let answer = try daemon.http.ask("GET", encoded(path))
            let file = try nginx.http.ask("GET", encoded(path))
            #expect(
                answer.status == status && file.status == status,
                "\(path): \(answer.status), \(file.status)"
            )
            #expect(file["Location"] == answer["Location"], "\(path)")
        }
        for path in ["/index.xml", "/old.json", "/feed/", "/notes/rss.xml"] { try expect(path, 301) }
        for path in ["/news/2019/old.html", "/news/older/"] { try expect(path, 308) }
        try expect("/news/was/", 410)
        try expect("/news/3/", 200)
        try site.remove("news/articles/3.md")
        try site.remove("news/articles/with-picture/index.md")
        try eventually("they have gone") { try daemon.http.ask("GET", "/news/3/").status == 410 }
        #expect(try daemon.command("publish", ["--output", folder]).code == 0)
        try nginx.reload()
        for path in ["/news/3/", "/news/größe/", "/news/older/", "/news/2019/old.html"] {
            try expect(path, 410)
        }
        #expect(try nginx.http.ask("GET", "/.feedherald-nginx.conf").status == 404)
        try site.write(SiteFolder.article("3", date: "2025-01-04T05:06:07Z"), to: "news/articles/3.md")
        try eventually("what is there again is said no more") {
            try !(folder + "/.feedherald-nginx.conf").contents.contains("/news/3/")
        }
        try nginx.reload()
        try expect("/news/3/", 200)
    }

    /// Follows every link of the site's own from a page on: what the daemon has, the files have.
    private func follow(from start: String, _ daemon: Daemon, _ nginx: Nginx) throws {
        let link = try Regex("http://127.0.0.1:\(nginx.port)(/[^\"'<> #]*)", as: (Substring, Substring).self)
        var seen: Set<String> = [start, "/hub"]
        var rest = [start]
        while let path = rest.popLast() {
            let answer = try daemon.http.ask("GET", path)
            // What is named as a scheme of categories is no page.
            guard answer.status == 200 else { continue }
            #expect(try nginx.http.ask("GET", path).body == answer.body, "\(path)")
            for match in answer.text.replacing("\\/", with: "/").matches(of: link) {
                let found = String(match.output.1)
                if seen.insert(found).inserted { rest.append(found) }
            }
        }
        #expect(seen.count > 60)
    }

    private func expectManners(of nginx: Nginx) throws {
        for (path, type) in [
            ("/news/atom.xml", "application/atom+xml; charset=utf-8"),
            ("/news/tag/odd/rss.xml", "application/rss+xml; charset=utf-8"),
            ("/news/feed.json", "application/feed+json; charset=utf-8"),
            ("/news/", "text/html; charset=utf-8"),
        ] {
            let plain = try nginx.http.ask("GET", path)
            let coded = try nginx.http.ask("GET", path, ["Accept-Encoding": "gzip"])
            #expect(plain["Content-Type"] == type)
            #expect(plain["Vary"]?.contains("Accept-Encoding") == true)
            #expect(coded["Content-Encoding"] == "gzip" && coded.body.count < plain.body.count / 2)
            #expect(coded["Last-Modified"] == plain["Last-Modified"])
        }
        // A browser that opens a document sees the page.
        let page = try nginx.http.ask("GET", "/news/atom.xml", ["Sec-Fetch-Dest": "document"])
        #expect(try page.body == nginx.http.ask("GET", "/news/").body)
    }

    @Test func `an edit writes what shows it and nothing else, and what is gone goes`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let folder = site.beside("public")
        let written = { try String(contentsOfFile: folder + "/news/4/index.html", encoding: .utf8) }
        try eventually("the site is written") { try !written().isEmpty }
        #expect(try daemon.command("publish", ["--output", folder]).code == 0)
        // What pages are made of beside their articles is known from the first round on.
        #expect(try daemon.command("publish", ["--output", folder]).code == 0)
        let before = try inodes(in: folder)
        let text = SiteFolder.article("Article 4", date: "2025-01-05T05:06:07Z", body: "Quite other words.")
        try site.write(text.replacing("title:", with: "tags: [even]\ntitle:"), to: "news/articles/4.md")
        try eventually("the edit is written") { try written().contains("Quite other words.") }
        #expect(try daemon.command("publish", ["--output", folder]).code == 0)
        let after = try inodes(in: folder)
        let changed = Set(after.keys.filter { after[$0] != before[$0] })
        #expect(
            changed.isSuperset(of: ["news/4/index.html", "news/tag/even/atom.xml", "news/archive/1/rss.xml"])
        )
        for path in [
            "news/5/index.html", "news/atom.xml", "news/atom.xml.gz", "news/tag/odd/atom.xml",
            "notes/only/index.html",
            "news/archive/2/rss.xml", "index.html", "news/media/cover.jpg",
        ] { #expect(!changed.contains(path), "\(path)") }
        try site.remove("news/articles/3.md")
        try eventually("what is gone goes") {
            !FileManager.default.fileExists(atPath: folder + "/news/3")
        }
        #expect(
            try !String(contentsOfFile: folder + "/sitemap-news-1.xml", encoding: .utf8).contains("/news/3/")
        )
    }

    @Test
    func `equal files give equal bytes, whatever the order, the place, the time of day, and who writes`()
        throws
    {
        let one = try site()
        let other = try site(isReversed: true)
        #expect(try publish(one).code == 0)
        let command = try publish(
            other,
            ["--output", "public"],
            launcher: ["env", "NO_FAKE_STAT=1", "DONT_FAKE_MONOTONIC=1", "faketime", "2031-05-06 07:08:09"]
        )
        #expect(command.code == 0, "\(command.output)\(command.errors)")
        #expect(command.output.contains("written"))
        #expect(try difference(one.beside("public"), other.beside("public")) == "")
        #expect(try addresses(in: one.beside("public")).count > 100)
        let again = try publish(one)
        #expect(
            again.output.contains("as they were") && !again.output.contains(" written"),
            "\(again.output)"
        )
        let daemon = try Daemon(try site())
        try eventually("the daemon writes the same") {
            try difference(one.beside("public"), daemon.site.beside("public")) == ""
        }
    }

    @Test func `after kills at any moment the files are whole, and the next start completes them`() throws {
        let site = try site()
        var daemon = try Daemon(site)
        for round in 0..<4 {
            let number = Int.random(in: 0..<24)
            let text = SiteFolder.article("Article \(number)", body: "Round \(round).")
            try site.write(text, to: "news/articles/\(number).md")
            if round.isMultiple(of: 2) { try site.write(text, to: "news/articles/new-\(round).md") }
            usleep(.random(in: 100_000...400_000))
            try daemon.stop(SIGKILL)
            daemon = try Daemon(site, port: daemon.port)
        }
        let fresh = site.beside("fresh")
        try eventually("all is written") {
            let command = try daemon.command("publish", ["--output", fresh])
            #expect(command.code == 0, "\(command.output)")
            return try difference(fresh, site.beside("public")) == ""
        }
    }
}

extension SiteFolder {
    /// Dates a file long ago, the same one in each folder.
    func date(_ relative: String) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_740_000_000)],
            ofItemAtPath: absolute(relative)
        )
    }
}
