import Articles
import TestSupport
import Testing

struct HTMLLinksTests {
    /// The table of examples.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc3986#section-5.4>
    @Test(
        arguments: [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
            ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
            (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http:g"),
        ]
    )
    func `a reference resolves as RFC 3986 shows`(reference: String, target: String) {
        #expect(HTMLLinks.absolute(reference, against: "http://a/b/c/d;p?q") == target)
    }

    @Test func `nothing resolves against a base that is relative itself`() {
        #expect(HTMLLinks.absolute("x", against: "/a/b") == nil)
        #expect(HTMLLinks.absolute("x", against: "https://example.com") == "https://example.com/x")
        #expect(HTMLLinks.absolute("é ü", against: "https://example.com/ö/") == "https://example.com/ö/é ü")
    }

    private let html = """
        <p title="href=&quot;no&quot; href=">See "href="x"" <a href="a.html?b=1&amp;c=2" title="src=">a</a> \
        <a href="#note">n</a> <a href="https://example.org/x">abs</a> <a href="mailto:a@example.org">m</a> \
        <img alt="src" src="//cdn.example.org/p.png"><img src="pic:1.png" alt=""></p>\
        <blockquote cite="/c">q</blockquote><video poster="p.jpg" src="v.mp4" controls=""></video>
        """

    @Test func `each relative link is asked for, decoded, and replaced`() {
        var asked: [String] = []
        let absolute = HTMLLinks.absolute(html) { link in
            asked.append(link)
            return "https://x.example/?u=<\(asked.count)>&\""
        }
        #expect(asked == ["a.html?b=1&c=2", "#note", "//cdn.example.org/p.png", "/c", "p.jpg", "v.mp4"])
        #expect(
            absolute.contains("<a href=\"https://x.example/?u=&lt;1&gt;&amp;&quot;\" title=\"src=\">a</a>")
        )
        #expect(absolute.contains("<a href=\"https://example.org/x\">abs</a>"))
        #expect(absolute.hasPrefix("<p title=\"href=&quot;no&quot; href=\">See \"href=\"x\"\" "))
        #expect(absolute.hasSuffix(" controls=\"\"></video>"))
    }

    @Test func `a link without an answer stays as it is`() {
        #expect(HTMLLinks.absolute(html) { _ in nil } == html)
    }

    @Test func `the pictures of a set are replaced one by one`() {
        let set = "<img srcset=\"a.png 1x, https://b.example/b.png 2x, c,d.png 3x\">"
        let absolute = HTMLLinks.absolute(set) { HTMLLinks.absolute($0, against: "https://a.example/m/") }
        #expect(
            absolute == "<img srcset=\"https://a.example/m/a.png 1x, https://b.example/b.png 2x, "
                + "https://a.example/m/c,d.png 3x\">"
        )
        #expect(HTMLLinks.hasRelative(set))
        #expect(!HTMLLinks.hasRelative(absolute))
    }

    @Test(
        arguments: [
            ("<a href=\"#x\">x</a>", true), ("<a href=\"https://a.example/\">href=\"x\"</a>", false),
            ("<p title=\"a\">x</p>", false), ("", false), ("<hr><br><img src=\"x\">", true),
            ("<img alt=\"a\" src=\"data:image/png;base64,/+=\">", false), ("a < b", false), ("<", false),
            ("<a href=", false),
        ]
    )
    func `relative links are noticed`(html: String, expected: Bool) {
        #expect(HTMLLinks.hasRelative(html) == expected)
    }
}
