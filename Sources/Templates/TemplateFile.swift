import Articles
import Mustache

/// A template as a site's author wrote it.
package struct TemplateFile: Equatable, Sendable {
    /// What pages and partials know it by: the file's name without its ending.
    package var name: String
    /// The file, as problems name it.
    package var file: String
    package var text: String

    package init(name: String, file: String, text: String) {
        self.name = name
        self.file = file
        self.text = text
    }

    /// Deeper sections would end the parser's stack.
    private static let deepest = 100

    /// The template.
    ///
    /// - Throws: ``Problem``, with file and line
    func parsed() throws(Problem) -> MustacheTemplate {
        try check()
        do {
            return try MustacheTemplate(string: text)
        } catch let error as MustacheTemplate.ParserError {
            throw problem(error.context.lineNumber, Self.words(for: error.error))
        } catch {
            throw problem(nil, "cannot be parsed: \(error)")
        }
    }

    /// What the parser does not say well, or does not survive.
    private func check() throws(Problem) {
        var open: [TemplateTag] = []
        for tag in TemplateTag.all(in: text) {
            switch tag.kind {
            case "#", "^", "$", "<":
                open.append(tag)
                if open.count > Self.deepest {
                    throw problem(tag.line, "sections are nested more than \(Self.deepest) deep")
                }
            case "/":
                guard let section = open.popLast() else {
                    throw problem(tag.line, "{{/\(tag.name)}} closes a section that was never opened")
                }
                if section.name != tag.name {
                    throw problem(
                        tag.line,
                        "{{/\(tag.name)}} closes another section than the one that is open, "
                            + "which right would be {{/\(section.name)}} for line \(section.line)"
                    )
                }
            case ">" where tag.name.hasPrefix("*"):
                throw problem(
                    tag.line,
                    "a partial is named by its name, not by a value as in {{>\(tag.name)}}"
                )
            default: break
            }
        }
        if let section = open.last {
            throw problem(
                section.line,
                "the section \"\(section.name)\" is never closed; right would be {{/\(section.name)}} below it"
            )
        }
    }

    func problem(_ line: Int?, _ message: String) -> Problem {
        Problem(file: file, line: line, message: message + "; the built-in template serves in its place")
    }

    private static func words(for error: any Error) -> String {
        guard let error = error as? MustacheTemplate.Error else {
            return "a tag is never closed; right would be }} behind its name"
        }
        return switch error {
        case .sectionCloseNameIncorrect: "closes another section than the one that is open"
        case .unfinishedName: "a tag's name has characters that no name has, or no }} behind it"
        case .expectedSectionEnd: "a section is never closed"
        case .invalidSetDelimiter: "a change of delimiters is written as in {{=<% %>=}}"
        case .transformAppliedToInheritanceSection: "a block {{$name}} takes no transform"
        case .illegalTokenInsideInheritSection, .textInsideInheritSection:
            "between {{<name}} and {{/name}} only blocks {{$name}} may stand"
        case .invalidConfigVariableSyntax, .unrecognisedConfigVariable: "{{% ...}} is not known"
        }
    }
}
