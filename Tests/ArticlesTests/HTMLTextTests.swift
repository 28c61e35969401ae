import Articles
import Testing

struct HTMLTextTests {
    @Test(
        arguments: [
            ("<h2>One</h2><p>two <em>th</em>ree</p>\n\n<p>four<br>five</p>", "One two three four five"),
            (
                "<p>a &amp; b &lt;c&gt; &quot;d&quot; &#233; &#x1F600; &unknown; & e</p>",
                "a & b <c> \"d\" é 😀 &unknown; & e"
            ),
            ("<p title=\"not this\">this</p>", "this"),
            ("  <p>\n  x\t\ty </p> ", "x y"),
            ("&amp;lt;", "&lt;"),
            ("", ""),
        ]
    )
    func `text is read out of HTML`(html: String, text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test(
        arguments: [
            ("<p>The quick brown fox</p>", 19, "The quick brown fox"),
            ("<p>The quick brown fox</p>", 12, "The quick…"),
            ("<p>The quick brown fox</p>", 10, "The quick…"),
            ("<p>The quick, brown fox</p>", 11, "The quick…"),
            ("<p>東京都庁舎の新しい展望台</p>", 6, "東京都庁舎…"),
            ("<p>👩‍👩‍👧‍👧👩‍👩‍👧‍👧👩‍👩‍👧‍👧</p>", 2, "👩‍👩‍👧‍👧…"),
            ("<p>abc</p>", 1, "…"), ("<p>abc</p>", 0, ""),
        ]
    )
    func `an excerpt ends behind a word`(html: String, limit: Int, excerpt: String) {
        #expect(HTMLText.excerpt(html, limit: limit) == excerpt)
    }
}
