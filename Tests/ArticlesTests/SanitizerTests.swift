import Foundation
import Testing

@testable import Articles

struct SanitizerTests {
    @Test(
        arguments: [
            ("<p>One & two < three &copy; &nbsp;x</p>", "<p>One &amp; two &lt; three © \u{A0}x</p>"),
            (
                "<p CLASS=a id='b' style=\"color:red\" onclick=x() title='a \"b\" <c>'>t</p>",
                "<p title=\"a &quot;b&quot; &lt;c&gt;\">t</p>"
            ),
            ("<a href=\" ht&#10;tp://ex&#9;ample.com/\n\">x</a>", "<a href=\"http://example.com/\">x</a>"),
            ("a<br/>b<hr />", "a<br>b<hr>"),
            (
                "<a href=\"#fn-1\" id=\"fnref-1\">1</a><ol><li id=\"fn-1\">x</li><li id=\"body\">y</li></ol>",
                "<a href=\"#fn-1\" id=\"fnref-1\">1</a><ol><li id=\"fn-1\">x</li><li>y</li></ol>"
            ),
            ("<ul><li>one<li>two</ul>", "<ul><li>one</li><li>two</li></ul>"),
            (
                "<b>bold</b> <i>it</i> <strike>s</strike> <tt>c</tt>",
                "<strong>bold</strong> <em>it</em> <s>s</s> <code>c</code>"
            ),
            (
                "<time datetime=2026-01-02>a</time> <s>b</s> <mark>c</mark> <mark>d</mark>",
                "<time datetime=\"2026-01-02\">a</time> <s>b</s> c d"
            ),
            ("<p>a <embed src=x.swf> b</p>", "<p>a  b</p>"), ("a <embed src=x.swf/> b<keygen>c", "a  bc"),
            ("<p>before<script>alert('</p>')</script>after</p>", "<p>beforeafter</p>"),
            ("<style>p{}</style><title>t</title><form><p>kept</p><input name=q></form>", "<p>kept</p>"),
            (
                "<iframe src=\"https://www.youtube.com/embed/abc_-1?rel=0\"></iframe>",
                "<a href=\"https://www.youtube.com/watch?v=abc_-1\">https://www.youtube.com/watch?v=abc_-1</a>"
            ),
            (
                "<iframe src=//player.vimeo.com/video/42></iframe>",
                "<a href=\"https://vimeo.com/42\">https://vimeo.com/42</a>"
            ),
            (
                "<iframe src=\"https://www.youtube-nocookie.com/embed/abc\"></iframe>",
                "<a href=\"https://www.youtube.com/watch?v=abc\">https://www.youtube.com/watch?v=abc</a>"
            ),
            (
                "<iframe src=\"https://www.youtube.com/embed/videoseries?a=1&list=PL-1\"></iframe>",
                "<a href=\"https://www.youtube.com/playlist?list=PL-1\">https://www.youtube.com/playlist?list=PL-1</a>"
            ),
            (
                "<iframe src=\"https://www.dailymotion.com/embed/video/x1y2\"></iframe>",
                "<a href=\"https://www.dailymotion.com/video/x1y2\">https://www.dailymotion.com/video/x1y2</a>"
            ),
            (
                "<iframe src=\"https://geo.dailymotion.com/player.html?video=x1y2\"></iframe>",
                "<a href=\"https://www.dailymotion.com/video/x1y2\">https://www.dailymotion.com/video/x1y2</a>"
            ),
            (
                "<iframe src=\"https://tube.example/videos/embed/9c9de5e8-0a1e\"></iframe>",
                "<a href=\"https://tube.example/videos/watch/9c9de5e8-0a1e\">https://tube.example/videos/watch/9c9de5e8-0a1e</a>"
            ),
            (
                "<iframe src=\"https://a@tube.example/videos/embed/x\"></iframe>",
                "<a href=\"https://a@tube.example/videos/embed/x\">https://a@tube.example/videos/embed/x</a>"
            ),
            ("<iframe src=\"javascript://tube.example/videos/embed/x\"></iframe>", ""),
            (
                "<iframe src=\"https://www.youtube.com/embed/a%22b\"></iframe>",
                "<a href=\"https://www.youtube.com/embed/a%22b\">https://www.youtube.com/embed/a%22b</a>"
            ),
            (
                "<iframe src=\"https://maps.example/embed/video/x\"></iframe>",
                "<a href=\"https://maps.example/embed/video/x\">https://maps.example/embed/video/x</a>"
            ),
            (
                "<iframe src=\"https://www.youtube.com.evil.example/embed/abc\">x</iframe>",
                "<a href=\"https://www.youtube.com.evil.example/embed/abc\">https://www.youtube.com.evil.example/embed/abc</a>"
            ),
            (
                "<ul><li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> done</li></ul>",
                "<ul><li>☑ done</li></ul>"
            ),
            (
                "<ul><li><input type=\"checkbox\" disabled=\"\" /> to do</li></ul>",
                "<ul><li>☐ to do</li></ul>"
            ),
            ("<video src=a.mp4 autoplay></video>", "<video src=\"a.mp4\" controls=\"\"></video>"),
            (
                "<picture><source srcset=\"a.webp 1x, javascript:x 2x\"><img src=a.png></picture>",
                "<picture><source srcset=\"a.webp 1x\"><img src=\"a.png\"></picture>"
            ),
            ("<img alt=\"a cat\" src=\"javascript:x\"><a href=\"data:text/html,x\">link</a>", "a catlink"),
            ("<a href=\"my page.html?a=1&b=2\">x</a>", "<a href=\"my%20page.html?a=1&amp;b=2\">x</a>"),
            ("<a href=\"MAILTO:a@example.com\">x</a>", "<a href=\"MAILTO:a@example.com\">x</a>"),
            (
                "<img src=\"data:image/png;base64,AAAA\"><img src=\"data:image/svg+xml,x\">",
                "<img src=\"data:image/png;base64,AAAA\">"
            ),
            ("a\u{0}b\u{1}c\u{7F}d\u{85}e\u{FFFE}f&#1;g&#x8;h", "abcdefgh"),
            (
                "<ol start=3 type=a><li value=4>x</ol><ul type=a><li>y</ul>",
                "<ol start=\"3\" type=\"a\"><li value=\"4\">x</li></ol><ul><li>y</li></ul>"
            ),
            ("<ol start=\"1&quot; onload=x\" type=zz><li>x</ol>", "<ol><li>x</li></ol>"),
            ("unclosed <em>em <strong>strong", "unclosed <em>em <strong>strong</strong></em>"),
            ("日本語 &#x1F600; é", "日本語 😀 é"),
            ("", ""),
        ]
    )
    func `markup comes out in the canonical form`(dirty: String, clean: String) {
        #expect(Sanitizer.clean(dirty) == clean)
    }

    @Test(
        arguments: [
            ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
            (
                "<div><div>one <em>x</em></div>two<p>three</p>four</div>",
                "<p>one <em>x</em></p><p>two</p><p>three</p><p>four</p>"
            ),
            ("<a href=\"x\"><div>one</div><div>two</div></a>", "<a href=\"x\">one<br>two</a>"),
            ("<section>\n<h2>t</h2>\n<p>x</p>\n</section>", "\n<h2>t</h2>\n<p>x</p>\n"),
            ("loose <em>text</em>", "loose <em>text</em>"),
            ("<p>a<figure><img src=x></figure>b</p>", "<p>a</p><figure><img src=\"x\"></figure><p>b</p>"),
            ("<p>a<em>b<figure>c</figure>d</em></p>", "<p>a<em>b<br>c<br>d</em></p>"),
            ("<h2><figure>a</figure></h2>b", "<h2>a</h2>b"),
            ("<a href=x><h3>a</h3></a>", "<a href=\"x\"><h3>a</h3></a>"),
        ]
    )
    func `blocks that lose their tags still part their text`(dirty: String, clean: String) {
        #expect(Sanitizer.clean(dirty) == clean)
    }

    @Test(arguments: try Fixtures.text("xss.txt").split(separator: "\n%%\n").map(String.init))
    func `nothing that runs survives`(vector: String) throws {
        for text in [vector, "<p>" + vector + "</p>", Markdown.html(vector)] {
            let clean = Sanitizer.clean(text)
            try Self.expectHarmless(clean)
            #expect(Sanitizer.clean(clean) == clean)
        }
    }

    @Test func `a hundred thousand nested elements keep their text and the stack`() {
        let deep = String(repeating: "<blockquote>", count: 100_000) + "deepest"
        let clean = Sanitizer.clean(deep + "<b>after")
        #expect(clean == "<p>deepestafter</p>")
        let bold = String(repeating: "<b>", count: 50_000) + "x" + String(repeating: "</i>", count: 50_000)
        #expect(Sanitizer.clean(bold) == "<p>x</p>")
        let markdown = String(repeating: "> ", count: 20_000) + "quoted"
        #expect(Sanitizer.clean(Markdown.html(markdown)).contains("quoted"))
    }

    @Test func `three hundred nested elements keep what follows them`() {
        let clean = Sanitizer.clean(
            String(repeating: "<em>", count: 300) + "deep" + String(repeating: "</em>", count: 300)
                + "<p>after</p>"
        )
        #expect(clean.hasSuffix("</em><p>after</p>"))
        #expect(clean.contains("deep"))
    }

    /// Reads the canonical form strictly: what a browser could see otherwise fails here.
    static func expectHarmless(_ html: String) throws {
        var open: [String] = []
        var rest = html[...]
        while let start = rest.firstIndex(where: { $0 == "<" || $0 == ">" || $0 == "&" }) {
            rest = rest[start...]
            if let reference = rest.prefixMatch(of: /&(amp|lt|gt|quot);/) {
                rest = rest[reference.range.upperBound...]
                continue
            }
            if let end = rest.prefixMatch(of: /<\/([a-z0-9]+)>/) {
                #expect(open.popLast() == String(end.1), "\(html)")
                rest = rest[end.range.upperBound...]
                continue
            }
            let tag = try #require(rest.prefixMatch(of: /<([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>/), "\(html)")
            let element = try #require(SanitizerElement(rawValue: String(tag.1)), "\(html)")
            if !element.isVoid { open.append(element.rawValue) }
            for attribute in String(tag.2).matches(of: /\ ([a-z]+)="([^"]*)"/) {
                let (name, value) = (String(attribute.1), String(attribute.2))
                #expect(!name.hasPrefix("on") && !["style", "class"].contains(name), "\(html)")
                #expect(name != "id" || value.hasPrefix("fn"), "\(html)")
                guard ["href", "src", "cite", "poster", "srcset"].contains(name) else { continue }
                let seen = value.unicodeScalars.filter { $0.value > 0x20 && !(0x7F...0xA0 ~= $0.value) }
                guard let scheme = String(seen).prefixMatch(of: /[^:\/?#]*:/) else { continue }
                #expect(
                    ["http:", "https:", "mailto:", "data:"].contains(scheme.output.lowercased())
                        && !String(seen).lowercased().contains("text/html"),
                    "\(html)"
                )
            }
            rest = rest[tag.range.upperBound...]
        }
        #expect(open.isEmpty, "\(html)")
    }
}
