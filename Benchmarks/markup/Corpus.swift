/// Pages of a few kinds, the same at each run.
struct Corpus {
    let name: String
    let html: String
    let isPage: Bool

    static let all = [
        Corpus(name: "prose", html: prose(300), isPage: false),
        Corpus(name: "markup", html: markup(150), isPage: false),
        Corpus(name: "blog page", html: page(of: prose(25)), isPage: true),
        Corpus(name: "long page", html: page(of: prose(200) + markup(30)), isPage: true),
    ]

    private static let words = """
        the harbour opens again after a storm and every ferry sails to its quay in the morning before people wake \
        while gulls cry over wet roofs nobody has counted boats since winter ended but somebody will write it down
        """.split(separator: " ")

    /// Paragraphs as people write them: some emphasis, a link or two, now and then a heading.
    private static func prose(_ count: Int) -> String {
        var random = 1
        func word() -> Substring {
            random = (random * 1_103_515_245 + 12_345) & 0x7FFF_FFFF
            return words[(random >> 8) % words.count]
        }
        return (0..<count).map { number in
            var text = (0..<70).map { _ in String(word()) }
            text[5] = "<em>\(text[5])</em>"
            text[20] = "<a href=\"https://example.org/\(word())?a=\(number)\">\(text[20])</a>"
            text[40] += " &amp; caf\u{E9}"
            let heading = number % 6 == 0 ? "<h2 id=\"h\(number)\" class=\"title\">\(word())</h2>\n" : ""
            return heading + "<p>\(text.joined(separator: " ")).</p>\n"
        }.joined()
    }

    /// Tables, lists and coloured code: more tags than text.
    private static func markup(_ count: Int) -> String {
        (0..<count).map { number in
            """
            <table class="data"><tr><td style="text-align:left">\(number)</td><td>two</td><td>three</td></tr></table>
            <ul><li>one</li><li><code>two</code></li><li><a href="/x/\(number)/">three</a></li></ul>
            <pre><code class="swift"><span class="k">let</span> <span class="n">x</span> <span class="o">=</span> \
            <span class="m">\(number)</span></code></pre>
            <figure><img src="/img/\(number).jpg" alt="A boat" width="640" height="480" loading="lazy">\
            <figcaption>A <b>boat</b></figcaption></figure>

            """
        }.joined()
    }

    private static func page(of body: String) -> String {
        let links = (0..<40).map {
            "<li><a class=\"nav-link\" href=\"/section/\($0)/\">Section \($0)</a></li>"
        }
        .joined()
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>The ferry sails again | Harbour news</title>
            <meta name="viewport" content="width=device-width"><meta name="description" content="After the storm.">
            <link rel="canonical" href="https://example.org/ferry/"><link rel="stylesheet" href="/main.css">
            <meta property="og:type" content="article"><meta property="og:title" content="The ferry sails again">
            <script type="application/ld+json">{"@context": "https://schema.org", "@type": "BlogPosting",
            "headline": "The ferry sails again", "datePublished": "2026-03-02T07:30:00Z",
            "author": {"@type": "Person", "name": "Ines Calloway"}}</script>
            <script>window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) }</script>
            <style>body { margin: 0 } .nav-link { color: red }</style></head>
            <body><header><nav><ul>\(links)</ul></nav></header>
            <main><article class="post"><header><h1>The ferry sails again</h1>
            <time datetime="2026-03-02">2 March</time></header>
            \(body)
            <div class="share-buttons"><a href="https://example.com/share">Share</a></div></article></main>
            <aside><ul>\(links)</ul></aside><footer><p>Copyright</p></footer></body></html>
            """
    }
}
