/// What a page says of itself in JSON-LD, by schema.org's words.
///
/// <https://schema.org/Article>, <https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents>
struct LinkedData {
    typealias Value = FrontMatter.Value

    /// In bytes: more than a head may have, for some pages say their whole text again.
    private static let sizeLimit = 4 << 20

    /// The things that are told of at the top, and in its `@graph`.
    private var things: [[FrontMatter.Field]] = []

    /// Adds what one script says.
    mutating func add(_ script: FrontMatter.Source) throws(Problem) {
        add(try FrontMatter.JSON.value(of: script, sizeLimit: Self.sizeLimit))
    }

    /// The one article that the page is about; nil where it tells of none, or of several.
    var article: [FrontMatter.Field]? {
        let articles = articles
        return articles.count == 1 ? articles[0] : nil
    }

    /// Whether it tells of several articles, or says that it collects things.
    var isListing: Bool {
        let listings = ["CollectionPage", "SearchResultsPage", "Blog", "ProfilePage"]
        return articles.count > 1
            || articles.isEmpty && things.contains { Self.types(of: $0).contains(where: listings.contains) }
    }

    /// Those of one headline or address are one, told by several.
    private var articles: [[FrontMatter.Field]] {
        var articles: [[FrontMatter.Field]] = []
        for thing in things where Self.types(of: thing).contains(where: Self.isArticle) {
            guard let place = articles.firstIndex(where: { isSame($0, thing) }) else {
                articles.append(thing)
                // Two are a list already, and one of thousands would be compared with all.
                if articles.count > 1 { break }
                continue
            }
            let known = Set(articles[place].map(\.name))
            articles[place] += thing.filter { !known.contains($0.name) }
        }
        return articles
    }

    private func isSame(_ one: [FrontMatter.Field], _ other: [FrontMatter.Field]) -> Bool {
        func areSame(_ part: ([FrontMatter.Field]) -> String?) -> Bool {
            part(one).map { $0 == part(other) } ?? false
        }
        return areSame { $0["headline"]?.text } || areSame { $0["@id"]?.text }
            || areSame { address(of: $0["url"]) ?? address(of: $0["mainEntityOfPage"]) }
    }

    private mutating func add(_ value: Value) {
        switch value.content {
        case .scalar: break
        case .list(let items):
            for item in items { add(item) }
        case .map(let fields):
            things.append(fields)
            if let graph = fields["@graph"] { add(graph) }
            if let entity = fields["mainEntity"] { add(entity) }
        }
    }

    /// Article, NewsArticle, BlogPosting and their kin.
    private static func isArticle(_ type: String) -> Bool {
        (type.hasSuffix("Article") || type.hasSuffix("Posting") || type == "Report") && type != "JobPosting"
    }

    private static func types(of thing: [FrontMatter.Field]) -> [String] {
        (thing["@type"]?.texts ?? []).map { type in
            String(
                type[
                    (type.lastIndex { "/:#".contains($0) }.map { type.index(after: $0) } ?? type.startIndex)...
                ]
            )
        }
    }
}

extension LinkedData {
    /// What is said of the page's article.
    func facts(reading dates: inout PageDates) -> PageFacts {
        var facts = PageFacts()
        guard let article else { return facts }
        facts.title = (article["headline"]?.text ?? article["name"]?.text)?.withoutReferences
        facts.summary = article["description"]?.text?.withoutReferences
        facts.link = address(of: article["url"]) ?? address(of: article["mainEntityOfPage"])
        facts.image = address(of: article["image"]) ?? article["thumbnailUrl"]?.text
        facts.language = language(article["inLanguage"])
        facts.published = dates.date(article["datePublished"]) ?? dates.date(article["dateCreated"])
        facts.updated = dates.date(article["dateModified"])
        facts.expires = dates.date(article["expires"], within: WrittenDate.yearsOfEnds)
        for author in (article["author"] ?? article["creator"])?.items ?? [] {
            if let author = self.author(author) { facts.add(author: author) }
        }
        for name in ["keywords", "articleSection"] {
            for tag in article[name]?.texts ?? [] {
                for part in tag.split(separator: ",") { facts.add(tag: String(part).oneLine) }
            }
        }
        facts.tags.removeAll(where: \.isEmpty)
        facts.section = article["articleSection"]?.texts.first
        return facts
    }

    /// A person or an organisation, by name, or by the whole that the page tells elsewhere.
    private func author(_ value: Value) -> Article.Author? {
        guard case .map(let fields) = value.content else {
            return value.text.map { Article.Author(name: $0) }
        }
        let known = fields["name"] == nil ? thing(fields["@id"]?.text) ?? fields : fields
        guard let name = known["name"]?.text else { return nil }
        let email = known["email"]?.text.map { $0.hasPrefix("mailto:") ? String($0.dropFirst(7)) : $0 }
        return Article.Author(name: name, email: email, url: address(of: known["url"]))
    }

    /// An address, told as a text, as a thing that has one, or as a list of these.
    private func address(of value: Value?) -> String? {
        guard let value = value?.items.first else { return nil }
        guard case .map(let fields) = value.content else { return value.text }
        let known = fields["url"] == nil ? thing(fields["@id"]?.text) ?? fields : fields
        return known["url"]?.items.first?.text ?? known["contentUrl"]?.text ?? fields["@id"]?.text
    }

    private func language(_ value: Value?) -> String? {
        guard let value, case .map(let fields) = value.content else { return value?.items.first?.text }
        return fields["alternateName"]?.text ?? fields["name"]?.text
    }

    private func thing(_ id: String?) -> [FrontMatter.Field]? {
        guard let id else { return nil }
        return things.first { $0["@id"]?.text == id && $0.count > 1 }
    }
}

extension FrontMatter.Value {
    /// A text that says something.
    fileprivate var text: String? {
        guard case .scalar(let text, _) = content, !isNothing else { return nil }
        let line = text.oneLine
        return line.isEmpty ? nil : line
    }

    /// One value, or those of a list.
    fileprivate var items: [FrontMatter.Value] {
        if case .list(let items) = content { items } else { [self] }
    }

    fileprivate var texts: [String] {
        items.compactMap(\.text)
    }
}

extension [FrontMatter.Field] {
    fileprivate subscript(name: String) -> FrontMatter.Value? {
        first { $0.name == name }?.value
    }
}

extension String {
    /// This plain text with the letters that references of HTML stand for, which some generators write into JSON too.
    fileprivate var withoutReferences: String {
        // A pattern is made anew each time, which takes longer than to read a page; few texts need it.
        guard utf8.contains(UInt8(ascii: "&")),
            firstMatch(of: /&(#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);/) != nil
        else { return self }
        return HTMLText.plain(Sanitizer.clean(replacing("<", with: "&lt;")))
    }
}
