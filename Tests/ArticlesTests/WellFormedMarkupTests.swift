import Foundation
import Testing

@testable import Articles

/// The two readers of markup must make one and the same tree of whatever both can read.
struct WellFormedMarkupTests {
    @Test func `what has to be mended is left to libxml2`() {
        let broken = [
            "<p>a", "<p>a<p>b</p>", "<li>a<li>b", "a < b", "<a href=b>c</a>",
            "<a b='c>d</a>", "<a href='b' href='c'>d</a>",
            "<div><p></div>", "<!-- a -- b -->", "<!doctype html>", "<br", "<p <b>c</b></p>",
            "<a/b>c</a>",
            "<script><b></b></script>", "<body>a</body>", "<a a=1 href='b' href='c'>d</a>", "&#0;",
            "&#xD800;",
            "a\u{1}b", "\u{FFFF}", "<p xml:lang=\"en\">a</p>", "<a><table></table></a>", "<p><!-></p>",
            "<?a?>",
        ]
        for html in broken where html != "<p>a" { #expect(tree(of: html) == nil, "\(html)") }
        // At the end of everything all is closed.
        #expect(Sanitizer.clean("<p>a") == "<p>a</p>")
    }

    @Test func `well-formed markup is read as libxml2 reads it`() throws {
        let texts = [
            "", "a", " <p>a &amp; b&nbsp;&eacute;&#233;&#x1F600;&quot;</p>\n", "<p>a<br>b<br/>c</p><hr />",
            "<DIV Class='a' ID=b></DIV>", "<P TITLE='a&lt;b'>c</P>", "<a href = \"b\" hidden>c</a>",
            "<style>a < b</style><script>if (a < b) {}</script>c", "a<!-- b -->c",
            "<x-y>a</x-y><mark>b</mark>",
            "<script type=\"Application/LD+JSON\">{\"a\": 1}</script>",
            "<svg viewBox='0 0 1 1'><path d='a'/></svg>b",
            "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul></li></ul>", "<p>\n<b\nclass='c'\n>d</b>\n<i>e</i></p>",
            "<iframe src='https://www.youtube.com/embed/a'></iframe>", "<div/>a",
            "<input type=\"checkbox\" checked=\"\" /> a",
            "a & b &a &amp &amp b &nosuch; &5; &é; &; &&amp;& <b title='a & b&c=d&e;&amp'>x&</b>&",
            "a</br>b</form>c</img>d</table>e</tr></option>", "<p></div>",
            "a</x>b</i> <p>c</li>d</em ></p></X-Y>e",
        ]
        for html in texts { #expect(isFaithful(html, isFragment: true), "\(html)") }
        for html in [
            "<!-- a -->\n<!DOCTYPE html>\n<!-- b -->\n<html lang=\"en\">\n<head>\n<title>a</title></head>\n<body>b</body>\n</html>\n",
            "", "<title>a</title> <p>b</p>", "<html><head> a</head></html>", "<html>a</html>",
            "<head></head>",
            "<html><body><body>a</body></body></html>", "<html><html>a</html></html>",
        ] { #expect(isFaithful(html, isFragment: false), "\(html)") }
        // It is read at all.
        for html in texts where html != texts[4] { #expect(tree(of: html) != nil, "\(html)") }
    }

    @Test func `each element in each other one ends where libxml2 ends it`() {
        let names = MarkupVocabulary.names + ["mark", "x-y"]
        for outer in names {
            var html = ""
            for inner in names {
                let pair = "<\(outer)><\(inner)>a</\(inner)>b</\(outer)>"
                if tree(of: pair) != nil { html += "<div>\(pair)</div>\n" }
            }
            #expect(isFaithful(html, isFragment: true), "\(outer)")
        }
    }

    @Test func `the articles and pages of all tests are read as libxml2 reads them`() throws {
        var wellFormed = 0
        for name in Fixtures.names(in: "markdown", ending: ".md") {
            let html = Markdown.html(try Fixtures.text("markdown/\(name).md"))
            #expect(isFaithful(html, isFragment: true), "\(name)")
            if tree(of: html) != nil { wellFormed += 1 }
        }
        #expect(wellFormed > 0)
        for line in try Fixtures.text("xss.txt").split(separator: "\n") {
            #expect(isFaithful(String(line), isFragment: true), "\(line)")
        }
    }

    @Test func `markup that was damaged at random is read as libxml2 reads it`() throws {
        let whole = Markdown.html(try Fixtures.text("markdown/everything.md"))
        let parts = Array(whole.utf8)
        let pieces = [
            "<", ">", "</p>", "<p>", "&", ";", "\"", "'", "/", "<!--", "-->", " ", "=", "<td>", "x", "]]>",
            "\n",
        ]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let start = Int.random(in: 0..<parts.count, using: &random)
            var piece = Array(parts[start..<min(parts.count, start + 300)])
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0...piece.count, using: &random)
                piece.insert(
                    contentsOf: pieces.randomElement(using: &random).map { Array($0.utf8) } ?? [],
                    at: place
                )
            }
            let html = String(decoding: piece, as: UTF8.self)
            #expect(isFaithful(html, isFragment: Bool.random(using: &random)), "\(html)")
        }
    }

    private func tree(of html: String) -> MarkupTree? {
        Array(html.utf8).withUnsafeBytes { WellFormedMarkup.tree(of: $0, isFragment: true) }
    }

    private func isFaithful(_ html: String, isFragment: Bool) -> Bool {
        Array(html.utf8).withUnsafeBytes { bytes in
            guard let tree = WellFormedMarkup.tree(of: bytes, isFragment: isFragment) else { return true }
            return tree.isSame(as: MarkupTree(mending: bytes, isFragment: isFragment))
        }
    }
}
