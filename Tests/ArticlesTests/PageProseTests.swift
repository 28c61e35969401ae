import Testing

@testable import Articles

@Suite struct `The prose of a page` {
    private static let prose = PageContentTests.prose
    private static let text = "<p>\(prose)</p><p>\(prose)</p>"

    private func html(_ body: String, in element: String = "article") throws -> String {
        let page =
            "<!DOCTYPE html><html><head><title>Title</title></head><body>"
            + "<\(element)>\(body)</\(element)></body></html>"
        return try read(page, path: "a.html").html()
    }

    @Test(arguments: ["article", "main", "div"])
    func `keeps the heading of a section that stands in a header`(element: String) throws {
        let body = "\(Self.text)<section><header><h2>Part two</h2></header>\(Self.text)</section>"
        #expect(try html(body, in: element) == "\(Self.text)<h2>Part two</h2>\(Self.text)")
    }

    @Test func `keeps the heading of a first section, and all that stands in the header of a later one`()
        throws
    {
        let first = "<section><header><h2>Part one</h2></header>\(Self.text)</section>"
        let second = "<section><header><h2>Part two</h2><p>In short</p></header>\(Self.text)</section>"
        let kept = "<h2>Part one</h2>\(Self.text)<h2>Part two</h2><p>In short</p>\(Self.text)"
        #expect(try html(first + second) == kept)
        #expect(try html("<header><h1>Title</h1><p>2 March</p></header>" + first + second) == kept)
    }

    @Test(arguments: [
        "<p class=lede>The wall has held since spring.</p>", "<p>Will it hold? Nobody knows.</p>",
        "<p>\(prose)</p>", "<div><p>The wall has held since spring.</p></div>",
        "<div class=standfirst>The wall has held since spring.</div>", "<h2>A second headline</h2>",
        "<blockquote><p>It holds.</p></blockquote>",
    ])
    func `keeps a standfirst beside the title`(standfirst: String) throws {
        let chrome =
            "<h1>Title</h1><p>2 March</p><span>by Ines</span><time datetime=2026-01-02>2 January</time>"
        let html = try html("<header>\(chrome)\(standfirst)</header>\(Self.text)")
        let kept = standfirst.replacing(" class=lede", with: "").replacing("<div><p>", with: "<p>")
            .replacing("</p></div>", with: "</p>").replacing("<div class=standfirst>", with: "<p>")
            .replacing("</div>", with: "</p>")
        #expect(html == kept + Self.text)
    }

    @Test(arguments: [
        "<p>Correction: the wall is nine metres high, not eight.</p>",
        "<div><p>Ines writes of harbours, and lives beside one.</p></div>",
    ])
    func `keeps a paragraph in the footer of an article`(paragraph: String) throws {
        let kept = paragraph.replacing("<div>", with: "").replacing("</div>", with: "")
        #expect(
            try html("\(Self.text)<footer>\(paragraph)<p>Filed under boats</p></footer>") == Self.text + kept
        )
    }

    @Test(arguments: [
        "<p>© 2026 Ines. All rights reserved.</p>",
        "<p>Posted by <a href=/i>Ines in the harbour of the town.</a></p>",
        "<p class=post-meta>Posted in boats.</p>", "<nav><p>Next one. Previous one.</p></nav>",
    ])
    func `is not what a footer says of every page`(chrome: String) throws {
        #expect(try html("\(Self.text)<footer>\(chrome)</footer>") == Self.text)
        #expect(try html("\(Self.text)<footer><p>One. Two.</p></footer>", in: "div") == Self.text)
    }

    @Test(arguments: [
        "<p class=\"social\">Social housing is what the council promised.</p>",
        "<p class=meta>What is said of saying is meta, he said. Nobody laughed.</p>",
        "<p class=\"related\">\(prose)</p>", "<p id=tags>Tags are what a ship has on its ropes.</p>",
    ])
    func `is no share bar, whatever its class`(paragraph: String) throws {
        let text = paragraph.split(separator: ">", maxSplits: 1).last ?? ""
        #expect(try html("\(Self.text)\(paragraph)\(Self.text)") == "\(Self.text)<p>\(text)\(Self.text)")
    }

    @Test(arguments: [
        "<!DOCTYPE html><title>n1</title><h1>n1</h1>", "<title>n1</title><h1>n1</h1>",
        "<!DOCTYPE html>\n<meta charset=utf-8><title>n1</title>\n<h1>n1</h1>\n",
        "<!DOCTYPE html><html><title>n1</title><h1>n1</h1>",
        "<!DOCTYPE html><head><title>n1</title></head><h1>n1</h1>",
        "<!doctype html><title>n1</title><link rel=stylesheet href=a.css><nav><a href=/>Home</a></nav><h1>n1</h1>",
        "<!DOCTYPE html><title>n1</title><h1>n1</h1><br/unclosed>",
    ])
    func `is found in a page without the tags that HTML lets one leave out`(start: String) throws {
        let article = try read(start + Self.text, path: "n1.html")
        #expect(article.title == "n1")
        #expect(article.html().replacing("<br>", with: "") == Self.text)
        let inner = try read(
            "<!DOCTYPE html><title>n1</title><article>\(Self.text)</article><p>Foot",
            path: "a.html"
        )
        #expect(inner.html() == Self.text)
    }
}
