import Articles
import Foundation

/// Markup of a few kinds, the same at each run.
struct Corpus {
    let name: String
    let html: String
    let isPage: Bool

    /// Bodies that are sanitised, whole pages that are read for their article, and the worst that was thought of.
    static let all = [
        Corpus(name: "article in Markdown, as cmark-gfm writes it", html: body(30), isPage: false),
        Corpus(name: "prose with few tags", html: prose(300), isPage: false),
        Corpus(name: "blog page, as a Hugo theme writes it", html: page(of: body(5)), isPage: true),
        Corpus(name: "long page with tables, code", html: page(of: prose(200) + markup(30)), isPage: true),
        Corpus(name: "encyclopedia page, full of links", html: page(of: encyclopedia(150)), isPage: true),
        Corpus(name: "markup-heavy: tables, lists, coloured code", html: markup(150), isPage: false),
    ]

    /// A file that somebody wants to know about; a whole page where it begins as one.
    init(file path: String) throws {
        name = path
        html = try String(contentsOfFile: path, encoding: .utf8)
        isPage = html.prefix(1_000).lowercased().contains("<html")
    }

    private init(name: String, html: String, isPage: Bool) {
        self.name = name
        self.html = html
        self.isPage = isPage
    }

    /// The body of an article with quotations, lists, code and a picture, through the Markdown reader.
    private static func body(_ count: Int) -> String {
        Markdown.html(
            (0..<count).map { number in
                """
                ## The harbour \(number)

                "Nobody has *counted* boats since winter," she said, "but somebody will write it down & keep it." The
                ferry, which is as old as [the quay](https://example.org/quay/\(number)/), sails again in the morning;
                it was **not** the first time, and won't be the last. More of it is told by the café's `menu.txt`.

                - Gulls cry over wet roofs
                - [Timetable](/timetable/) before people wake up, at 7:30 and 9:15

                ![A boat in the harbour](boat-\(number).jpg "The boat")

                ```swift
                let ferry = Ferry(name: "Ines", quays: [1, 2]) // sails if wind < 8
                ```

                > While every ferry sails to its quay, the harbour opens again after a storm, and so on: a sentence
                > of a usual length, without anything in it that has to be marked at all.

                Then comes a paragraph that is all prose, as most paragraphs are, about the weather and those who live
                by it, with a comma here and there and nothing else; it goes on for some lines, because people write
                so, and ends as it began, with the weather. Nobody has anything to add to this in the end.

                """
            }.joined()
        )
    }

    /// Paragraphs in which every third word is a link or a note, and a table of facts for each tenth.
    private static func encyclopedia(_ count: Int) -> String {
        (0..<count).map { number in
            let sentences = (0..<4).map {
                """
                The <a href="/wiki/Harbour_\($0)" title="Harbour \($0)">harbour</a> of <b>Calloway</b> lies on the \
                <a href="/wiki/Sound" title="Sound" class="mw-redirect">sound</a> and has been a port of call since \
                <time datetime="1834">1834</time>.<sup id="cite_ref-\(number)-\($0)" class="reference">\
                <a href="#cite_note-\(number)">[\(number)]</a></sup>
                """
            }
            let table = """
                <table class="infobox"><tbody><tr><th scope="row">Population</th><td>12,\(number + 100)</td></tr>
                <tr><th scope="row">Area</th><td>3.2&nbsp;km<sup>2</sup></td></tr></tbody></table>

                """
            return (number % 10 == 0 ? table : "") + "<p>\(sentences.joined(separator: " "))\n</p>\n"
        }.joined()
    }

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
