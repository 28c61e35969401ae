import Publishing
import Testing

@Suite struct `A suggestion` {
    @Test(arguments: [
        ("titel", "title"), ("tittle", "title"), ("lnik", "link"), ("langauge", "language"), ("nws", "news"),
        ("permalnk", "permalink"), ("colour", nil), ("x", nil),
    ])
    func `is the word that was most likely meant`(written: String, meant: String?) {
        let known = ["title", "link", "language", "news", "permalink"]
        #expect(Suggestion.nearest(to: written, among: known) == meant)
    }
}
