/// A tag of a Mustache template, as far as it decides what is read: which templates it takes in, and how deep it nests.
///
/// swift-mustache says nothing of the partials that a template names, and leaves a missing one out in silence.
/// <https://mustache.github.io/mustache.5.html>
struct TemplateTag: Equatable {
    /// The first character of the tag: `#`, `^`, `/`, `>`, `<`, `$`; a space for a variable.
    var kind: Character
    var name: String
    /// Counted from 1.
    var line: Int

    /// The tags of a text, in their order; comments and changes of delimiters are none.
    static func all(in text: String) -> [TemplateTag] {
        var tags: [TemplateTag] = []
        var (opening, closing) = ("{{", "}}")
        var rest = text[...]
        var line = 1
        while let start = rest.firstRange(of: opening) {
            line += rest[..<start.lowerBound].count(where: \.isNewline)
            rest = rest[start.upperBound...]
            let end = rest.first == "{" ? "}" + closing : closing
            guard let stop = rest.firstRange(of: end) else { break }
            let content = rest[..<stop.lowerBound]
            rest = rest[stop.upperBound...]
            switch content.first {
            case "!": break
            case "=":
                let delimiters = content.dropFirst().prefix { $0 != "=" }.split(separator: " ")
                if delimiters.count == 2 {
                    (opening, closing) = (String(delimiters[0]), String(delimiters[1]))
                }
            case let kind? where "#^/><$".contains(kind):
                let name = content.dropFirst().filter { !$0.isWhitespace }
                tags.append(TemplateTag(kind: kind, name: String(name), line: line))
            default: tags.append(TemplateTag(kind: " ", name: String(content), line: line))
            }
            line += content.count(where: \.isNewline)
        }
        return tags
    }
}
