import Articles
import Testing

@testable import Templates

private func file(_ name: String, _ text: String) -> TemplateFile {
    TemplateFile(name: name, file: "templates/\(name).mustache", text: text)
}

@Suite struct `The templates of a site` {
    @Test func `are the built-in ones where it has none of its own`() {
        for page in Templates.Page.allCases {
            #expect(Templates().html(of: page, ["language": "fr"]).contains("<html lang=\"fr\""))
        }
        #expect(Templates().problems.isEmpty)
    }

    @Test func `take the place of those that they are named after, and of no others`() {
        let templates = Templates([file("notice", "Sorry: {{title}}")])
        #expect(templates.html(of: .notice, ["title": "<b>"]) == "Sorry: &lt;b&gt;")
        #expect(templates.html(of: .home, [:]).hasPrefix("<!DOCTYPE html>"))
        #expect(templates.problems.isEmpty)
    }

    @Test func `may be a part that the built-in pages take in`() {
        let templates = Templates([file("style", "<style>body { color: red; }</style>\n")])
        for page in Templates.Page.allCases {
            #expect(templates.html(of: page, [:]).contains("<style>body { color: red; }</style>"))
        }
    }

    @Test func `may have parts of their own`() {
        let templates = Templates([file("notice", "{{> greeting}}!"), file("greeting", "Hello {{title}}")])
        #expect(templates.html(of: .notice, ["title": "you"]) == "Hello you!")
        #expect(templates.problems.isEmpty)
    }

    @Test func `may fill the built-in frame`() {
        let templates = Templates([file("notice", "{{<page}}{{$main}}Only this{{/main}}{{/page}}")])
        let html = templates.html(of: .notice, [:])
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(html.contains("Only this"))
    }

    @Test(arguments: [
        ("one\n{{#a}}\ntwo", 2, "the section \"a\" is never closed"),
        ("{{#a}}\n{{#b}}\n{{/a}}\n{{/b}}", 3, "{{/a}} closes another section than the one that is open"),
        ("one\ntwo {{/a}}", 2, "{{/a}} closes a section that was never opened"),
        ("one\n{{title", 2, "a tag"),
        ("{{ti tle}}", 1, "a tag"),
        ("{{{title}}", 1, "a tag"),
        ("\n\n{{> nowhere}}", 3, "there is no partial \"nowhere\""),
        ("{{<nowhere}}{{/nowhere}}", 1, "there is no partial \"nowhere\""),
        ("{{> notice}}", 1, "takes in \"notice\" again, without end"),
        ("{{>*name}}", 1, "a partial is named by its name"),
        ("{{<page}}\n{{#x}}{{/x}}\n{{/page}}", 3, "only blocks"),
        ("{{=<% %>=}}\n<%> nowhere%>", 2, "there is no partial \"nowhere\""),
    ])
    func `that cannot be taken are told with file and line, and the built-in one serves`(
        text: String,
        line: Int,
        message: String
    ) throws {
        let templates = Templates([file("notice", text), file("home", "mine")])
        let problem = try #require(templates.problems.first)
        #expect(templates.problems.count == 1)
        #expect(problem.file == "templates/notice.mustache")
        #expect(problem.line == line)
        #expect(problem.message.contains(message), "\(problem)")
        #expect(problem.message.hasSuffix("; the built-in template serves in its place"))
        #expect(templates.html(of: .notice, ["title": "Gone"]).contains("<h1>Gone</h1>"))
        #expect(templates.html(of: .home, [:]) == "mine")
    }

    @Test func `that name one that cannot be taken cannot be taken either`() {
        let templates = Templates([file("notice", "{{> part}}"), file("part", "{{#open}}")])
        #expect(templates.problems.map(\.file) == ["templates/notice.mustache", "templates/part.mustache"])
        #expect(templates.html(of: .notice, ["title": "Gone"]).contains("<h1>Gone</h1>"))
    }

    @Test func `that nothing uses are told: their names may be mistyped`() throws {
        let templates = Templates([file("artcle", "Mine"), file("part", ""), file("home", "{{> part}}")])
        let problem = try #require(templates.problems.first)
        #expect(templates.problems.count == 1)
        #expect(problem.file == "templates/artcle.mustache")
        #expect(problem.severity == .warning)
        #expect(problem.message.contains("is used by no page; right would be one of the names article, "))
    }

    @Test func `never come back to themselves, not by way of a built-in one`() {
        let circle = Templates([file("notice", "{{> a}}"), file("a", "{{> b}}"), file("b", "{{> a}}")])
        // What names one of the circle cannot be taken either.
        #expect(circle.problems.count == 3)
        #expect(circle.html(of: .notice, ["title": "Gone"]).contains("<h1>Gone</h1>"))
        let frame = Templates([file("style", "{{> notice}}")])
        #expect(frame.problems.count == 1)
        #expect(frame.html(of: .notice, ["title": "Gone"]).contains("<h1>Gone</h1>"))
    }

    @Test func `are nested no deeper than the stack bears`() {
        let deep = String(repeating: "{{#a}}", count: 100_000) + String(repeating: "{{/a}}", count: 100_000)
        let templates = Templates([file("notice", deep)])
        #expect(templates.problems.first?.message.contains("nested more than 100 deep") == true)
    }

    @Test func `may be any bytes: they are taken or told`() {
        var random = SystemRandomNumberGenerator()
        let parts = [
            "{{", "}}", "{{{", "}}}", "#", "^", "/", ">", "<", "$", "a", "page", "notice", " ", "\n", "=",
            "!", "%", "é", "*", ".", "(", ")",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }.joined()
            let templates = Templates([file("notice", text)])
            _ = templates.html(of: .notice, ["a": ["b": "c"], "title": "Gone"])
        }
    }
}
