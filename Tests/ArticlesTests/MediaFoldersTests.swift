import Foundation
import Glibc
import TestSupport
import Testing

@testable import Articles

@Suite struct `The folders of media` {
    private let folder: TemporaryFolder
    private var media: MediaFolders {
        MediaFolders(articles: folder.absolute("feed/articles"), feed: folder.absolute("feed"))
    }

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("feed/articles/deep")
        try folder.makeFolder("feed/media/deep")
        try folder.makeFolder("feed/media/.git")
        for name in [
            "feed/articles/deep/a.png", "feed/media/deep/ä b.mp3", "feed/media/.git/config", "feed/feed.toml",
            "feed/articles/a.md", "feed/articles/_index.md", "feed/media/notes.txt", "feed/media/x.part",
            "feed/articles/ids.toml", "outside.png",
        ] {
            try folder.write("123", to: name)
        }
    }

    private func isFile(_ path: String) -> Bool {
        guard case .file(let file) = media.look(at: path) else { return false }
        return file.size == 3 && file.path == path && media.open(path)?.file == file
    }

    @Test(arguments: ["articles/deep/a.png", "media/deep/ä b.mp3", "media/notes.txt"])
    func `hold files that may be served`(_ path: String) {
        #expect(isFile(path))
    }

    @Test(arguments: [
        "media/.git/config", "media/x.part", "media/../feed.toml", "articles/../feed.toml", "articles/a.md",
        "articles/_index.md", "articles/ids.toml", "feed.toml", "media/", "media", "", "/etc/passwd",
        "media//deep",
        "articles/./deep/a.png", "media/deep/../notes.txt", "media/none.png",
    ])
    func `show nothing hidden, unfinished or written by us, no article, and nothing above`(_ path: String) {
        #expect(media.look(at: path) == .missing)
        #expect(media.open(path) == nil)
    }

    @Test func `let links lead to what may be served, and nowhere else`() throws {
        try folder.link("feed/media/in.png", to: "../articles/deep/a.png")
        try folder.link("feed/media/whole.png", to: folder.absolute("feed/articles/deep/a.png"))
        try folder.link("feed/media/out.png", to: "../../outside.png")
        try folder.link("feed/media/up", to: "../..")
        try folder.link("feed/media/hidden.png", to: ".git/config")
        try folder.link("feed/media/source.txt", to: "../articles/a.md")
        try folder.link("feed/media/toml.txt", to: "../feed.toml")
        try folder.link("feed/media/circle.png", to: "circle.png")
        #expect(isFile("media/in.png"))
        #expect(isFile("media/whole.png"))
        for path in [
            "media/out.png", "media/up/outside.png", "media/hidden.png", "media/source.txt", "media/toml.txt",
            "media/circle.png",
        ] {
            guard case .refused = media.look(at: path) else {
                Issue.record("\(path) is not refused")
                continue
            }
            #expect(media.open(path) == nil)
        }
    }

    @Test func `take nothing for a file that is none, and wait for nobody`() throws {
        mkfifo(folder.absolute("feed/media/fifo.mp3"), 0o644)
        #expect(media.look(at: "media/fifo.mp3") == .refused("is no plain file"))
        #expect(media.look(at: "media/deep") == .refused("is no plain file"))
        #expect(media.open("media/fifo.mp3") == nil)
    }

    @Test func `are none where media is itself a link out of the feed's folder`() throws {
        try folder.shellAndWait(
            "rm -r feed/media; mkdir other; cp outside.png other; ln -s ../other feed/media"
        )
        guard case .refused = media.look(at: "media/outside.png") else {
            Issue.record("a file elsewhere is served")
            return
        }
    }

    @Test(arguments: [
        ("a.mp3", "x.md", ["articles/a.mp3", "media/a.mp3"]),
        ("a.mp3", "deep/x.md", ["articles/deep/a.mp3", "media/a.mp3"]),
        ("../media/a.mp3", "x.md", ["media/a.mp3"]),
        ("../../../a.mp3", "x.md", []),
        ("../a.mp3", "deep/x.md", ["articles/a.mp3"]),
        ("/i/a.png", "deep/x.md", ["media/i/a.png", "articles/i/a.png"]),
        ("media/a.mp3", "x.md", ["articles/media/a.mp3", "media/media/a.mp3", "media/a.mp3"]),
        (
            "./a%20b.png?v=1#t", "x.md",
            ["articles/a%20b.png?v=1#t", "media/a%20b.png?v=1#t", "articles/a b.png", "media/a b.png"]
        ),
        ("100%.png", "x.md", ["articles/100%.png", "media/100%.png"]),
        (
            "%2e%2e/%2e%2e/outside.png", "x.md",
            ["articles/%2e%2e/%2e%2e/outside.png", "media/%2e%2e/%2e%2e/outside.png"]
        ),
        (".hidden.png", "x.md", []), ("other.md", "x.md", ["media/other.md"]),
        ("", "x.md", []), ("#part", "x.md", []), ("//host/a.png", "x.md", []), ("deep/", "x.md", []),
    ])
    func `are looked through for what a reference may mean, the likeliest first`(
        _ reference: String,
        _ article: String,
        _ paths: [String]
    ) {
        #expect(media.candidates(for: reference, from: article) == paths)
    }

    @Test func `have names in either canonical form`() {
        let paths = media.candidates(for: "a\u{308}.png", from: "x.md")
        #expect(paths.contains { $0.utf8.elementsEqual("media/\u{E4}.png".utf8) })
        #expect(paths.contains { $0.utf8.elementsEqual("media/a\u{308}.png".utf8) })
    }

    @Test(arguments: [
        ("50%%20off.png", "50% off.png"), ("100%%C3%A9.png", "100%é.png"), ("a%zz%20b.png", "a%zz b.png"),
        ("x%41%20y.png", "x%41 y.png"), ("x%41%20y.png", "xA y.png"), ("50%25%20off.png", "50% off.png"),
        ("50% off.png", "50% off.png"),
    ])
    func `are asked for names with signs of percent, however a link writes them`(
        written: String,
        name: String
    ) {
        #expect(media.candidates(for: written, from: "a.md").contains("media/" + name))
    }
}

@Suite struct `A picture in HTML` {
    @Test(
        arguments: [
            ("<p><img src=\"a.png\" alt=\"A &quot;quay&quot; &amp; more\"></p>", "A \"quay\" & more"),
            ("<img src=\"a.png\" alt=\"\"><img alt=\"Second\" src=\"b.png\">", "Second"),
            ("<img src=\"a.png\">", nil), ("<p>alt=\"no\"</p>", nil), ("", nil),
        ] as [(String, String?)]
    )
    func `says what stands for it`(html: String, alternative: String?) {
        #expect(HTMLPictures.alternative(in: html) == alternative)
    }

    @Test(arguments: [
        (#"<p><img src="a.png" alt="A"></p>"#, #"<p><img src="a.png" alt="A" width="4" height="3"></p>"#),
        (#"<img alt="&lt;b&gt;" src="a.png">"#, #"<img alt="&lt;b&gt;" src="a.png" width="4" height="3">"#),
        (#"<img src="a.png" width="9">"#, #"<img src="a.png" width="9">"#),
        (#"<img src="b.png"><img src="a.png">"#, #"<img src="b.png"><img src="a.png" width="4" height="3">"#),
        (#"<img src="a&amp;b.png">"#, #"<img src="a&amp;b.png" width="4" height="3">"#),
        ("text < 3 <imgx>", "text < 3 <imgx>"),
    ])
    func `gets the size that it has and does not say`(_ html: String, _ sized: String) {
        let result = HTMLPictures.sized(html) { ["a.png", "a&b.png"].contains($0) ? (4, 3) : nil }
        #expect(result == sized)
    }
}
