import Testing

@testable import Output

@Suite struct `What nginx is told` {
    @Test func `is a rule for each path, sorted, below the base`() {
        var rules = NginxRules(base: "/feeds")
        rules.say(.gone, of: "/news/größe/")
        rules.say(.moved(308, "https://example.org/feeds/news/new/?a=$b"), of: "/news/a \"b\" \\c")
        rules.say(.moved(308, "https://example.org/"), of: "/news/größe/")
        rules.say(.goneWithAll, of: "/old/")
        let head = "# Written by Feedherald: included in a server, nginx answers as the daemon does.\n"
        #expect(
            rules.text == head + #"""
                location = "/feeds/news/a \"b\" \\c" { return 308 "https://example.org/feeds/news/new/?a=%24b"; }
                location = "/feeds/news/größe/" { return 410; }
                location ^~ "/feeds/old/" { return 410; }

                """#
        )
    }

    @Test func `is nothing where there is nothing to tell, or what nginx would not read`() {
        var rules = NginxRules(base: "")
        rules.say(.gone, of: "/news/" + String(repeating: "x", count: 4_000))
        #expect(rules.text == nil)
    }
}
