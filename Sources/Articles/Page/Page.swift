/// A page of HTML, or a fragment of one, as it is looked at for its article.
struct Page {
    let facts: PageFacts
    let warnings: [Problem]
    /// Whether it holds an article, rather than a list of some, say.
    let isArticle: Bool
    private let survey: PageSurvey
    private let content: PageContent?
    private let base: String?
    private let isWhole: Bool

    private init(
        _ markup: MarkupTree.View,
        isWhole: Bool,
        of source: FrontMatter.Source,
        zone: WrittenDate.Zone
    ) {
        survey = PageSurvey(of: markup)
        let head = PageHead(of: survey, in: source, zone: zone)
        facts = head.facts
        warnings = head.warnings
        base = head.base
        self.isWhole = isWhole
        content = isWhole ? PageContent(of: survey) : nil
        let nature = PageNature(path: source.path, head: head, survey: survey)
        isArticle = isWhole ? nature.isArticle(content) : !nature.isListingFragment
    }

    /// Lends the page for a look at it.
    static func read<Result>(
        _ tree: MarkupTree,
        isWhole: Bool,
        of source: FrontMatter.Source,
        zone: WrittenDate.Zone,
        _ look: (Page) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        let result: Swift.Result<Result, Problem> = tree.read { markup in
            let page = Page(markup, isWhole: isWhole, of: source, zone: zone)
            do throws(Problem) {
                return .success(try look(page))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Whether there is anything to publish.
    var hasContent: Bool {
        content != nil || !isWhole && !survey.page.nodes.isEmpty
    }

    /// The article's sanitised HTML: its links relative to its own address, or absolute where the page has a base.
    func html(titled title: String?) -> String {
        let markup = survey.page
        var writer = SanitizerWriter(of: markup, capacity: markup.size)
        if let content {
            writer.writeContent(of: content.root, leavingOut: content.omissions(title: title))
        } else if !isWhole, !markup.nodes.isEmpty {
            writer.writeContent(of: 0, leavingOut: titleAtStart(title))
        }
        let html = Self.trimmed(writer.finish())
        guard let base else { return html }
        let resolver = PageBase(base)
        return HTMLLinks.absolute(html) { resolver.resolve($0) }
    }

    /// Without the white space that was between what was left out.
    private static func trimmed(_ html: String) -> String {
        let start = html.utf8.drop { $0.isHTMLSpace }
        return String(start.dropLast(start.reversed().prefix { $0.isHTMLSpace }.count)) ?? html
    }

    /// The heading that begins a fragment, where it says the title.
    private func titleAtStart(_ title: String?) -> [Int] {
        let markup = survey.page
        guard let heading = survey.headings.first, markup.text(in: heading) == title else { return [] }
        let before = markup.nodes[..<heading].contains { node in
            node.isText && !markup.text(of: node).allSatisfy({ $0.isHTMLSpace })
        }
        return before ? [] : [heading]
    }
}

extension Page {
    /// Whether markup begins as a whole page does: by its first tag, behind comments and declarations.
    static func isWhole(_ markup: UnsafeRawBufferPointer) -> Bool {
        // Behind a comment of this length nothing begins a page any more.
        var rest = markup.prefix(16_384)
        while true {
            rest = rest.drop { $0.isHTMLSpace }
            if rest.starts(with: "<!--".utf8), let end = rest.firstIndex(of: "-->") {
                rest = rest[(end + 3)...]
            } else if rest.starts(with: "<?".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
                rest = rest[(end + 1)...]
            } else {
                break
            }
        }
        guard rest.first == UInt8(ascii: "<") else { return false }
        let name = rest.dropFirst().prefix { $0 == UInt8(ascii: "!") || $0.isASCIIAlphanumeric }
        return ["!doctype", "html", "head", "body", "title", "meta", "link", "base"].contains(
            String(decoding: name, as: UTF8.self).lowercased()
        )
    }

    /// Nothing is wrong with a page that lists articles, sends visitors on, or tells that something is not found.
    static func noArticle(_ file: FrontMatter.Source) -> Problem {
        Problem(file: file.path, message: "is a page without an article of its own", severity: .notice)
    }

    static func noText(_ file: FrontMatter.Source) -> Problem {
        file.problem("has no text that could be an article, write it into <article> or <main>")
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// Where some words of ASCII stand first.
    fileprivate func firstIndex(of words: StaticString) -> Int? {
        let wanted = UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount)
        return indices.dropLast(wanted.count - 1).first {
            self[$0] == wanted[0] && self[$0..<$0 + wanted.count].elementsEqual(wanted)
        }
    }
}
