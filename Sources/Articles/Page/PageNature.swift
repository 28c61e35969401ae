/// Whether a page holds an article: sites have pages that list articles, send visitors on, or say that there is none.
struct PageNature {
    /// Relative to the articles folder.
    let path: String
    let head: PageHead
    let survey: PageSurvey

    private var page: MarkupTree.View { survey.page }

    /// Judged by what is strongest: what the page says it is, then where it stands, then what it looks like.
    func isArticle(_ content: PageContent?) -> Bool {
        if head.isRedirect || isErrorPage { return false }
        if head.linkedData.article != nil { return true }
        if head.linkedData.isListing { return false }
        if head.type == "article" { return true }
        if isNumbered || ownFolder.isEmpty && isIndex || hasOwnFeed { return false }
        guard let content else { return !(isOfSite || isEmptyListing || isGroup) }
        if isBare(content), isOfSite || isEmptyListing { return false }
        if hasSeveralArticles(content) || isCard(content) || isTermPage { return false }
        if !survey.articles.isEmpty { return true }
        let weight = survey.weight(of: content.root)
        let linked = linkedHeadings(in: content)
        switch head.type {
        case "website", "blog", "profile": return linked == 0 && weight.links * 3 < weight.text
        default: return linked < 2 && weight.links * 2 < weight.text
        }
    }

    /// The names of the path, without the file's own.
    private var folders: [Substring] {
        path.split(separator: "/").dropLast()
    }

    private var stem: Substring {
        let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
        return name[..<(name.lastIndex(of: ".") ?? name.endIndex)]
    }

    var isIndex: Bool { stem == "index" }

    /// What the page's address would be called: its folder for an index.
    var ownFolder: [Substring] {
        isIndex ? folders : folders + [stem]
    }

    /// Servers look for the page to show for what is not found under this name.
    var isErrorPage: Bool {
        ownFolder.last == "404"
    }

    /// Whether it is a further page of a list: `page/2/`, `page2/`, `page/2.html`.
    var isNumbered: Bool {
        let own = ownFolder
        guard let last = own.last else { return false }
        func isNumber(_ text: Substring) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy(\.isASCIIDigit)
        }
        if isNumber(last), own.dropLast().last == "page" { return true }
        return last.hasPrefix("page") && isNumber(last.dropFirst(last.hasPrefix("page-") ? 5 : 4))
    }

    /// Whether it offers a feed that lies beside it: lists have one of their own, articles that of their site.
    private var hasOwnFeed: Bool {
        guard let canonical = head.canonical.map({ URLReference($0) }) else { return false }
        return head.feeds.contains { feed in
            let feed = URLReference(feed).resolved(against: canonical) ?? URLReference(feed)
            guard let slash = feed.path.lastIndex(of: "/") else { return false }
            return feed.path[...slash] == canonical.path
        }
    }

    /// Whether its path says that it gathers what has one word in common.
    private var isTermPage: Bool {
        (head.type != nil || isIndex) && isGroup
    }

    var isGroup: Bool {
        guard let first = ownFolder.first else { return false }
        let groups: Set<Substring> = [
            "tag", "tags", "category", "categories", "author", "authors", "archive", "archives", "topic",
            "topics", "series", "search",
        ]
        return groups.contains(first) && (ownFolder.count <= 2 || folders.contains("page"))
    }

    private func hasSeveralArticles(_ content: PageContent) -> Bool {
        let rivals = survey.articles.filter { $0 != content.root }.map { survey.weight(of: $0).text }
        // Beside a long article others may be named, in a few words each.
        return (rivals.max() ?? 0) * 3 > content.size
    }

    /// Whether the only article is a card that leads to the article's own page.
    private func isCard(_ content: PageContent) -> Bool {
        guard survey.articles.contains(content.root) else { return false }
        let heading = content.nodes.first { isHeading($0) }
        return heading.map(leadsElsewhere) ?? false
    }

    private func linkedHeadings(in content: PageContent) -> Int {
        content.nodes.count { isHeading($0) && leadsElsewhere($0) }
    }

    private func isHeading(_ index: Int) -> Bool {
        let role = page.role(of: page.nodes[index])
        return role == .mainHeading || role == .heading
    }

    /// Whether a heading is a link to another page of this site.
    private func leadsElsewhere(_ heading: Int) -> Bool {
        let weight = survey.weight(of: heading)
        guard weight.text > 0, weight.links * 5 >= weight.text * 4 else { return false }
        let end = Int(page.nodes[heading].end)
        guard let anchor = (heading..<end).first(where: { page.role(of: page.nodes[$0]) == .anchor }),
            let target = page.attributes(of: page.nodes[anchor])[.href], !target.hasPrefix("#")
        else { return false }
        let own = head.canonical.map { URLReference($0) }
        let reference = URLReference(target)
        if let authority = reference.authority, authority != own?.authority { return false }
        let there = Self.names(of: reference.path)
        if let own, there == Self.names(of: own.path) { return false }
        return there.last != ownFolder.last.map(String.init)
    }

    private static func names(of path: Substring) -> [String] {
        var names = path.split(separator: "/").map(String.init)
        if let last = names.last, last.hasPrefix("index.") { names.removeLast() }
        return names
    }
}
