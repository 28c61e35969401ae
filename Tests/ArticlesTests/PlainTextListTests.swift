import Testing

@testable import Articles

@Suite struct `A list in a plain text` {
    private func html(_ text: String) -> String {
        PlainText("Above\n\nA sentence stands here.\n\n" + text).html.replacing("\n", with: "")
            .replacing("<p>A sentence stands here.</p>", with: "")
    }

    @Test(arguments: [
        ("* eggs\n1) one\n2) two", "<ul><li>eggs</li></ul><ol><li>one</li><li>two</li></ol>"),
        (
            "* eggs\n* milk\n1. one\n2. two\n* bread",
            "<ul><li>eggs</li><li>milk</li></ul><ol><li>one</li><li>two</li></ol><ul><li>bread</li></ul>"
        ),
        ("1. one\n2. two\n* eggs", "<ol><li>one</li><li>two</li></ol><ul><li>eggs</li></ul>"),
        (
            "* see you on\n12. March at noon\n* or not",
            "<ul><li>see you on 12. March at noon</li><li>or not</li></ul>"
        ),
    ])
    func `of two kinds is two lists`(text: String, html: String) {
        #expect(self.html(text) == html)
    }

    @Test(arguments: [
        (
            "- one\n  - two\n  - three\n- four",
            "<ul><li>one<ul><li>two</li><li>three</li></ul></li><li>four</li></ul>"
        ),
        (
            "- one\n    - two\n        - three\n    - four\n- five",
            "<ul><li>one<ul><li>two<ul><li>three</li></ul></li><li>four</li></ul></li><li>five</li></ul>"
        ),
        (
            "1. one\n   - a\n   - b\n2. two",
            "<ol><li>one<ul><li>a</li><li>b</li></ul></li><li>two</li></ol>"
        ),
        ("1. one\n* a\n* b\n2. two", "<ol><li>one<ul><li>a</li><li>b</li></ul></li><li>two</li></ol>"),
        ("* one\n\t1. a\n\t2. b\n* two", "<ul><li>one<ol><li>a</li><li>b</li></ol></li><li>two</li></ul>"),
        (
            "* one\n  goes on\n  * two\n    goes on\n* three",
            "<ul><li>one goes on<ul><li>two goes on</li></ul></li><li>three</li></ul>"
        ),
        (" * one\n * two\n  * three", "<ul><li>one</li><li>two</li><li>three</li></ul>"),
    ])
    func `in another stands in it`(text: String, html: String) {
        #expect(self.html(text) == html)
    }
}

@Suite struct `The end of a text with a slug` {
    private static let text = """
        The wall holds

        A year late, the wall in the harbour is finished. It has held since then.
        wall-holds-storm

        The wall was finished in spring, a year later than the council had promised, and it has held.


        """

    @Test(arguments: [
        "Known issues →\n\nSlow start", "Read more →\n\nDirections follow", "Read more →\n\nLeft\n\nRight",
        "→ Here\n\nThe end",
    ])
    func `is kept though it stands below an arrow`(end: String) {
        let html = HTMLText.plain(PlainText(Self.text + end).html)
        for line in end.split(separator: "\n") { #expect(html.contains(line), "\(html)") }
    }

    @Test(arguments: ["Read more →", "Read more →\n\nOther pages →", "→ Back\nMore ›"])
    func `is without lines that lead away from the page`(end: String) {
        #expect(PlainText(Self.text + end) == PlainText(Self.text))
    }
}
