/// Where the article stands in its page, and what in it is no part of it.
struct PageContent {
    /// The element that holds the article.
    let root: Int
    /// Of its text, in bytes.
    let size: Int32
    let survey: PageSurvey
    let page: MarkupTree.View

    /// The page's `<article>`, else its `<main>`, else the block in which most of its text stands; nil where there is no text.
    init?(of survey: PageSurvey) {
        self.survey = survey
        page = survey.page
        let articles = survey.articles.filter { survey.weight(of: $0).text > 0 }
        let root =
            Self.heaviest(of: articles, in: survey) ?? Self.heaviest(of: survey.mains, in: survey)
            ?? Self.densest(in: survey)
        guard let root else { return nil }
        self.root = root
        size = survey.weight(of: root).text
    }

    /// Of the nodes in the article.
    var nodes: Range<Int> {
        root..<Int(page.nodes[root].end)
    }

    private static func heaviest(of candidates: [Int], in survey: PageSurvey) -> Int? {
        candidates.max { survey.weight(of: $0).text < survey.weight(of: $1).text }
            .flatMap { survey.weight(of: $0).text > 0 || survey.hasFigure($0) ? $0 : nil }
    }

    /// Goes down from the body as long as one block holds most of what is said outside of links.
    private static func densest(in survey: PageSurvey) -> Int? {
        let page = survey.page
        guard var root = survey.body ?? survey.html ?? page.nodes.indices.first else { return nil }
        while true {
            var index = root + 1
            let end = Int(page.nodes[root].end)
            var best: Int?
            while index < end {
                let node = page.nodes[index]
                let isBlock = page.role(of: node) == .group || page.role(of: node) == .form
                if isBlock, survey.said(in: index) > best.map(survey.said) ?? 0 { best = index }
                index = Int(node.end)
            }
            guard let best, survey.said(in: best) * 10 >= survey.said(in: root) * 7 else { break }
            root = best
        }
        return survey.weight(of: root).text > 0 || survey.hasFigure(root) ? root : nil
    }
}

extension PageSurvey {
    /// How much is said outside of links.
    func said(in index: Int) -> Int32 {
        weights[index].text - weights[index].links
    }

    func hasFigure(_ index: Int) -> Bool {
        page.nodes[index..<Int(page.nodes[index].end)].contains { page.role(of: $0) == .figure }
    }
}

extension PageContent {
    /// The nodes that do not belong to the article, sorted: what the page puts around a text, and its own title.
    func omissions(title: String?) -> [Int] {
        var omitted = survey.omitted.filter(nodes.contains)
        let known = Set(omitted)
        var quotes: [Int] = []
        var index = root + 1
        var isTitleFound = false
        var isHeaderFound = false
        var hasBegun = false
        while index < nodes.upperBound {
            let node = page.nodes[index]
            let end = Int(node.end)
            while let quote = quotes.last, quote <= index { quotes.removeLast() }
            let role = page.role(of: node)
            if node.isText || known.contains(index) {
                hasBegun = hasBegun || node.isText && !page.text(in: index).isEmpty
                index = end
                continue
            }
            switch role {
            case .quote:
                quotes.append(end)
            case .title, .script:
                index = end
                continue
            // One further down is that of a part.
            case .header
            where !hasBegun && !(isOfArticle && isHeaderFound) || isOfTitle(header: index, title):
                isHeaderFound = true
                omitted += isOfArticle ? chrome(ofHeader: index, title: title) : [index]
                index = end
                continue
            case .mainHeading, .heading:
                if !isTitleFound, let title, isTitle(page.text(in: index), title) {
                    isTitleFound = true
                    omitted.append(index)
                    index = end
                    continue
                }
            case .footer where quotes.isEmpty && isOfArticle:
                omitted += chrome(ofFooter: index)
                index = end
                continue
            case .footer where quotes.isEmpty, .form where survey.weight(of: index).text * 2 < size:
                omitted.append(index)
                index = end
                continue
            case .anchor where isPermalink(index):
                omitted.append(index)
                index = end
                continue
            // A date above the text stands beside its title; in a sentence it is said.
            case .time where !hasBegun:
                omitted.append(index)
                index = end
                continue
            case .paragraph, .list, .figure: hasBegun = true
            default: break
            }
            if node.count > 0, role != .article, role != .main, isChrome(index, node) {
                omitted.append(index)
                index = end
                continue
            }
            index += 1
        }
        return omitted.sorted()
    }

    /// Whether the page says where its article is, so that what stands around it there is its own.
    private var isOfArticle: Bool {
        let role = page.role(of: page.nodes[root])
        return role == .article || role == .main
    }

    /// Whether a heading says what the title says, or nearly.
    func isTitle(_ heading: String, _ title: String) -> Bool {
        guard !heading.isEmpty else { return false }
        let (heading, title) = (heading.lowercased(), title.lowercased())
        return heading == title || heading.count > 8 && title.hasPrefix(heading)
            || title.count > 8 && heading.hasPrefix(title)
    }

    /// Whether it is the sign beside a heading that leads to that heading.
    private func isPermalink(_ index: Int) -> Bool {
        let weight = survey.weight(of: index)
        guard weight.text <= 4, let target = page.attributes(of: page.nodes[index]).value(of: .href),
            target.first == UInt8(ascii: "#"), !target.starts(with: "#fn".utf8), !survey.hasFigure(index)
        else { return false }
        // A digit of a reference to a note is a letter of ASCII: most are told without a text.
        if page.hasASCIILetter(in: index) { return false }
        let text = page.text(in: index)
        return !text.unicodeScalars.contains {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
    }

    /// Whether an element's class or id says that it is a bar of links, a byline, or a list of comments.
    func isChrome(_ index: Int, _ node: MarkupTree.Node) -> Bool {
        for (name, value) in page.attributes(of: node) where name == .class || name == .id {
            var start = 0
            while start < value.count {
                var end = start
                while end < value.count, !value[end].isHTMLSpace { end += 1 }
                let word = UnsafeBufferPointer(rebasing: value[start..<end])
                if isChrome(index, PageChrome.kind(of: word)) { return true }
                start = end + 1
            }
        }
        return false
    }

    private func isChrome(_ index: Int, _ kind: PageChrome.Kind) -> Bool {
        switch kind {
        case .none: return false
        case .always:
            return survey.weight(of: index).text * 2 < size && !(isParagraph(index) && isLong(index))
        case .brief where isParagraph(index) && isProse(index): return false
        case .brief:
            let weight = survey.weight(of: index)
            return weight.text <= 120 || weight.links * 2 >= weight.text && weight.text * 4 < size
        }
    }
}
