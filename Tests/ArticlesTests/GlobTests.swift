import Testing

@testable import Articles

@Suite struct `A pattern of paths` {
    @Test(arguments: [
        ("/posts/**", "/posts/sub/a", true), ("/posts/**", "/posts", false),
        ("/posts/*", "/posts/a/b", false),
        ("/posts/*", "/Posts/A", true), ("{/a,/a/**}", "/a", true), ("{/a,/a/**}", "/a/b/c", true),
        ("{/a,/a/**}", "/b", false), ("/{a,{b,c}/d}/x", "/c/d/x", true), ("/20[0-2][!5]/?", "/2016/a", true),
        ("/20[0-2][!5]/?", "/2015/a", false), ("**", "", true), ("a*b*c", "aXXbYYc", true),
        ("[a", "[a", true),
        ("\\*", "*", true), ("{a", "{a", true), ("*.md", "über.md", true),
    ])
    func `means what Hugo means by it`(pattern: String, path: String, isMatch: Bool) {
        #expect(Glob(pattern).matches(path) == isMatch)
    }

    @Test func `takes no time, whatever it is`() {
        let start = ContinuousClock.now
        let runs = String(repeating: "*a", count: 60) + "b"
        #expect(!Glob(runs).matches(String(repeating: "a", count: 500)))
        let braces = String(repeating: "{a,b}", count: 60)
        #expect(!Glob(braces).matches(String(repeating: "c", count: 60)))
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
