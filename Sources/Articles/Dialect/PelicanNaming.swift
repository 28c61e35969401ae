import Foundation

/// How Pelican makes slugs of titles and of names.
///
/// <https://docs.getpelican.com/en/stable/settings.html#url-settings>
struct PelicanNaming: Equatable, Sendable {
    struct Substitution: Equatable, Sendable {
        var pattern: String
        var replacement: String
    }

    /// Of the site's own; nil for those that Pelican comes with.
    var substitutions: [Substitution]?
    var keepsCase = false
    /// Whether letters of all scripts stay.
    var keepsScripts = false
    /// Whether an article's slug is made of its file's name, and not of its title.
    var isOfFileName = false
    /// The template of addresses in other languages than the site's.
    var languageTemplate = "{slug}-{lang}.html"

    /// The templates of the addresses of pages about tags, categories and authors; empty where there are no such pages.
    var tagTemplate = "tag/{slug}.html"
    var categoryTemplate = "category/{slug}.html"
    var authorTemplate = "author/{slug}.html"

    init() {}

    init(_ settings: (String) -> PythonSettings.Value?) {
        if let template = settings("ARTICLE_LANG_URL")?.scalar { languageTemplate = template }
        if let template = settings("TAG_URL")?.scalar { tagTemplate = template }
        if let template = settings("CATEGORY_URL")?.scalar { categoryTemplate = template }
        if let template = settings("AUTHOR_URL")?.scalar { authorTemplate = template }
        keepsCase = settings("SLUGIFY_PRESERVE_CASE")?.scalar == "True"
        keepsScripts = settings("SLUGIFY_USE_UNICODE")?.scalar == "True"
        isOfFileName = settings("SLUGIFY_SOURCE")?.scalar == "basename"
        guard case .list(let items) = settings("SLUG_REGEX_SUBSTITUTIONS") else { return }
        substitutions = items.compactMap { item in
            guard case .list(let pair) = item, let pattern = pair.first?.scalar, pair.count == 2,
                let replacement = pair[1].scalar
            else { return nil }
            return Substitution(pattern: pattern, replacement: replacement)
        }
    }

    /// The slug of a text; nil where it is not known, or nothing is left of the text.
    func slug(of text: String) -> String? {
        var text = text
        if text.contains(where: { "<&".contains($0) }) {
            text = HTMLEntity.decoded(text.replacing(/<!--.*?-->|<[^>]*>/, with: ""))
        }
        text = text.precomposedStringWithCompatibilityMapping
        guard let spelt = keepsScripts ? text : Transliteration.ascii(text) else { return nil }
        guard let substituted = substitutions == nil ? Self.reduced(spelt) : substituted(spelt) else {
            return nil
        }
        let slug = (keepsCase ? substituted : substituted.lowercased()).trimmed
        return slug.isEmpty ? nil : slug
    }

    /// The path of the page about a `tag`, a `category` or an `author`; nil where there is none, or it is not known.
    func path(of kind: String, named name: String) -> String? {
        let template =
            switch kind {
            case "tag": tagTemplate
            case "category": categoryTemplate
            case "author": authorTemplate
            default: ""
            }
        guard !template.isEmpty, template != "False" else { return nil }
        return template.filling(/\{([^}]*)\}/) { mark in
            switch mark {
            case "slug": slug(of: name)
            case "name": name
            default: nil
            }
        }
    }

    /// Letters, digits and underscores; hyphens for runs of white space and hyphens.
    private static func reduced(_ text: String) -> String {
        let words = text.unicodeScalars.filter {
            $0 == "-" || $0.properties.isWhitespace || isOfWords($0)
        }
        var slug = String.UnicodeScalarView()
        for scalar in String(String.UnicodeScalarView(words)).trimmed.unicodeScalars {
            if isOfWords(scalar) {
                slug.append(scalar)
            } else if slug.last != "-" {
                slug.append("-")
            }
        }
        return String(slug)
    }

    /// What `\w` is to Python. https://docs.python.org/3/library/re.html#regular-expression-syntax
    private static func isOfWords(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            true
        default: scalar == "_"
        }
    }

    /// By the site's own patterns; nil where one is Python's alone.
    private func substituted(_ text: String) -> String? {
        var text = text
        for substitution in substitutions ?? [] {
            if substitution.replacement.contains("\\") { return nil }
            let pattern = substitution.pattern.replacing("(?u)", with: "")
            do {
                text = text.replacing(try Regex(pattern).ignoresCase(), with: substitution.replacement)
            } catch {
                return nil
            }
        }
        return text
    }
}
