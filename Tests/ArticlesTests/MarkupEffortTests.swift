import Testing

@testable import Articles

struct MarkupEffortTests {
    /// libxml2 is at 12,000 for two seconds, at 100,000 for minutes.
    @Test func `a tag with thousands of attributes is a problem, and leaves its text`() {
        let names = (0..<100_000).map { "b\($0)='>' " }.joined()
        let html = "<p><a \(names)>x</p>"
        #expect(Sanitizer.clean(html).contains("x"))
        #expect(
            problem(of: "<article>\(html)</article>", path: "a.html")?.message.contains("attributes") == true
        )
    }

    @Test func `many tags with a few attributes each are read`() {
        let html = String(repeating: "<p a=b c='>' d=\"<\" e/f id=g>x\n", count: 20_000)
        #expect(problem(of: "<article>\(html)", path: "a.html") == nil)
    }
}
