import Testing

@testable import Articles

@Suite struct `A frame` {
    private func link(_ url: String) -> String {
        let text = url.replacing("&", with: "&amp;")
        return "<a href=\"\(text)\">\(text)</a>"
    }

    @Test(arguments: [
        ("https://player.vimeo.com/video/42?h=ab12&badge=0", "https://vimeo.com/42/ab12"),
        ("https://player.vimeo.com/video/42?h=a%22b", "https://vimeo.com/42"),
        ("https://www.youtube.com/embed/abc?start=90&rel=0", "https://www.youtube.com/watch?v=abc&t=90"),
        ("https://www.youtube-nocookie.com/embed/abc?start=x", "https://www.youtube.com/watch?v=abc"),
    ])
    func `of a video leads to where it begins, and to one that few know`(source: String, page: String) {
        #expect(Sanitizer.clean("<iframe src=\"\(source)\"></iframe>") == link(page))
    }

    @Test(arguments: [
        "https://maps.example/embed/video/x", "http://a.example/b?c=d&e=f", "//a.example/b", "/map.html",
        "https://www.youtube.com.evil.example/embed/abc", "https://www.youtube.com/embed/a%22b",
    ])
    func `of another host is a link`(source: String) {
        #expect(Sanitizer.clean("<iframe src=\"\(source)\">x</iframe>") == link(source))
    }

    @Test(arguments: [
        "src=\"javascript:alert(1)\"", "src=\"data:text/html,x\"", "src=\"\"", "src=about:blank", "srcdoc=x",
        "src=https://t.example/ns.html height=0 width=0", "src=https://t.example/p width=1 height=1",
        "src=https://t.example/p hidden",
    ])
    func `that shows nothing is nothing`(attributes: String) {
        #expect(Sanitizer.clean("<p>a<iframe \(attributes)></iframe></p>") == "<p>a</p>")
    }
}

@Suite struct `A picture that waits to be seen` {
    private static let dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

    @Test func `has no placeholder beside it`() {
        let html =
            "<p><img src=\"\(Self.dot)\" data-src=a.jpg alt=A><noscript><img src=a.jpg alt=A></noscript></p>"
        #expect(Sanitizer.clean(html) == "<p><img src=\"a.jpg\" alt=\"A\"></p>")
    }

    @Test func `is what its sources say`() {
        let html = "<img src=\"\(Self.dot)\" srcset=\"a.jpg 1x, b.jpg 2x\" alt=A>"
        #expect(Sanitizer.clean(html) == "<img srcset=\"a.jpg 1x, b.jpg 2x\" alt=\"A\" src=\"a.jpg\">")
    }

    @Test func `stays where nothing else is there`() {
        #expect(Sanitizer.clean("<img src=\"\(Self.dot)\" alt=A>") == "<img src=\"\(Self.dot)\" alt=\"A\">")
        let picture = "data:image/png;base64," + String(repeating: "A", count: 2_000)
        let both = "<p><img src=\"\(picture)\"><noscript><img src=\"a.jpg\"></noscript></p>"
        #expect(Sanitizer.clean(both).contains(picture))
    }

    @Test func `without an address is none`() {
        #expect(Sanitizer.clean("<p>a <img src=\"\" alt=\"the quay\"> b</p>") == "<p>a the quay b</p>")
    }
}
