import Foundation

/// What a page says about itself, by each of the ways that pages have.
struct PageHead {
    private(set) var facts = PageFacts()
    private(set) var linkedData = LinkedData()
    /// Open Graph's word for what the page is.
    ///
    /// <https://ogp.me/#types>
    private(set) var type: String?
    /// Where its relative addresses begin.
    private(set) var base: String?
    /// The address that it calls its own.
    private(set) var canonical: String?
    /// Of the feeds that it offers.
    private(set) var feeds: [String] = []
    /// Whether it only sends visitors on.
    private(set) var isRedirect = false
    private(set) var warnings: [Problem] = []

    private let survey: PageSurvey
    private let page: MarkupTree.View
    private let source: FrontMatter.Source
    private var openGraph = PageFacts()
    private var plain = PageFacts()
    private var siteName: String?

    init(of survey: PageSurvey, in source: FrontMatter.Source, zone: WrittenDate.Zone) {
        self.survey = survey
        self.source = source
        page = survey.page
        var dates = PageDates(zone: zone, path: source.path)
        base = survey.base.flatMap { page.attributes(of: page.nodes[$0])[.href] }.flatMap(Self.line)
        readLinks()
        for index in survey.metas { readMeta(index, &dates) }
        for index in survey.scripts { readScript(index) }
        var shown = PageFacts()
        shown.title = title
        shown.language = survey.html.flatMap { page.attributes(of: page.nodes[$0])[.lang] }.flatMap(Self.line)
        shown.published = firstTime(in: zone)
        facts = linkedData.facts(reading: &dates).completed(by: openGraph).completed(by: plain)
            .completed(by: shown)
        facts.link = [canonical, facts.link].compactMap(\.self).lazy.compactMap(absolute).first
        facts.image = facts.image.map { PageBase(base).resolve($0) }
        facts.language = facts.language.flatMap(FrontMatter.Field.languageTag)
        warnings += dates.warnings
    }

    /// The first moment that the page marks as one.
    private func firstTime(in zone: WrittenDate.Zone) -> Date? {
        for index in survey.times {
            guard let text = page.attributes(of: page.nodes[index])[.datetime], !PageDates.isZero(text) else {
                continue
            }
            return WrittenDate(text.oneLine)?.date(in: zone)
        }
        return nil
    }

    /// The page's title without the site's name, or its first heading of the first level.
    private var title: String? {
        let heading = survey.headings.lazy.map { self.page.text(in: $0) }.first { !$0.isEmpty }
        guard let title = survey.title.map(page.text(in:)), !title.isEmpty else { return heading }
        if let heading, Self.isParted(title, behind: heading) { return heading }
        guard let siteName, title.hasSuffix(siteName), title != siteName else { return title }
        let rest = title.dropLast(siteName.count)
        let trimmed = rest.reversed().drop { $0.isWhitespace || Self.separators.contains($0) }.reversed()
        return trimmed.count == rest.count || trimmed.isEmpty ? title : String(trimmed)
    }

    private static let separators: Set<Character> = ["|", "-", "–", "—", "·", "•", ":", "»", "/", "~"]

    /// Whether a title goes on behind a heading with a sign that parts the two.
    private static func isParted(_ title: String, behind heading: String) -> Bool {
        guard title.hasPrefix(heading) else { return false }
        let rest = title.dropFirst(heading.count).drop(while: \.isWhitespace)
        return rest.first.map(separators.contains) ?? true
    }

    private static func line(_ text: String) -> String? {
        let line = text.oneLine
        return line.isEmpty ? nil : line
    }

    /// An address with its scheme and host, if the page tells these anywhere.
    private func absolute(_ address: String) -> String? {
        let resolved = PageBase(base).resolve(address)
        let scheme = URLReference(resolved).scheme?.lowercased()
        return scheme == "http" || scheme == "https" ? resolved : nil
    }

    private mutating func readLinks() {
        for index in survey.links {
            let attributes = page.attributes(of: page.nodes[index])
            guard let relation = attributes[.rel]?.lowercased(),
                let target = attributes[.href].flatMap(Self.line)
            else { continue }
            switch relation {
            case "canonical": canonical = canonical ?? target
            case "image_src": plain.image = plain.image ?? target
            case "alternate" where Self.isFeed(attributes[.type]): feeds.append(target)
            default: break
            }
        }
    }

    private static func isFeed(_ type: String?) -> Bool {
        switch type?.lowercased() {
        case "application/rss+xml", "application/atom+xml", "application/feed+json": true
        default: false
        }
    }

    private mutating func readScript(_ index: Int) {
        let node = page.nodes[index]
        var json: [UInt8] = []
        for inner in page.nodes[index..<Int(node.end)] where inner.isText { json += page.text(of: inner) }
        guard let start = json.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") })
        else {
            return
        }
        let line = line(of: node) + json[..<start].count { $0 == UInt8(ascii: "\n") }
        let problem: Problem? = json[start...].withUnsafeBytes { bytes in
            var script = FrontMatter.Source(bytes: bytes, path: source.path)
            script.firstLine = line
            do throws(Problem) {
                try linkedData.add(script)
                return nil
            } catch {
                return error
            }
        }
        guard let problem else { return }
        let message = "its linked data (JSON-LD) are no JSON, and are left out; mend them"
        warnings.append(
            Problem(file: source.path, line: problem.line ?? line, message: message, severity: .warning)
        )
    }

    private func line(of node: MarkupTree.Node) -> Int {
        source.firstLine + Int(node.line) - 1
    }
}

extension PageHead {
    private mutating func readMeta(_ index: Int, _ dates: inout PageDates) {
        let node = page.nodes[index]
        let attributes = page.attributes(of: node)
        if attributes[.httpEquiv]?.lowercased() == "refresh" { isRedirect = true }
        guard let name = (attributes[.property] ?? attributes[.name])?.lowercased(),
            let content = attributes[.content].flatMap(Self.line)
        else { return }
        readOpenGraph(name, content, line: line(of: node), &dates)
        readPlain(name, content, line: line(of: node), &dates)
    }

    /// Open Graph's words, and those for articles.
    ///
    /// <https://ogp.me>
    private mutating func readOpenGraph(
        _ name: String,
        _ content: String,
        line: Int,
        _ dates: inout PageDates
    ) {
        switch name {
        case "og:type": type = type ?? content.lowercased()
        case "og:site_name": siteName = siteName ?? content
        case "og:title": openGraph.title = openGraph.title ?? content
        case "og:description": openGraph.summary = openGraph.summary ?? content
        case "og:url": openGraph.link = openGraph.link ?? content
        case "og:image", "og:image:url": openGraph.image = openGraph.image ?? content
        case "og:locale": openGraph.language = openGraph.language ?? content
        case "article:published_time":
            openGraph.published = openGraph.published ?? dates.date(content, line: line)
        case "article:modified_time", "og:updated_time":
            openGraph.updated = openGraph.updated ?? dates.date(content, line: line)
        case "article:expiration_time":
            openGraph.expires =
                openGraph.expires ?? dates.date(content, line: line, within: WrittenDate.yearsOfEnds)
        // Its specification wants a profile's address, which is no name.
        case "article:author" where URLReference(content).scheme == nil:
            openGraph.add(author: Article.Author(name: content))
        case "article:tag": openGraph.add(tag: content)
        case "article:section":
            openGraph.section = openGraph.section ?? content
            // Some tools tell the folder here, which is no topic.
            let folders = source.path.split(separator: "/").dropLast()
            if !folders.contains(content[...]) { openGraph.add(tag: content) }
        default: break
        }
    }

    /// Names of HTML, of Dublin Core, and those that Pelican reads.
    ///
    /// <https://html.spec.whatwg.org/multipage/semantics.html#standard-metadata-names>,
    /// <https://www.dublincore.org/specifications/dublin-core/dcmi-terms/>
    private mutating func readPlain(_ name: String, _ content: String, line: Int, _ dates: inout PageDates) {
        let isCore = name.hasPrefix("dc.") || name.hasPrefix("dcterms.")
        let term =
            isCore ? String(name[name.index(after: name.firstIndex(of: ".") ?? name.startIndex)...]) : name
        switch term {
        case "title": plain.title = plain.title ?? content
        case "description", "abstract", "summary": plain.summary = plain.summary ?? content
        case "author", "creator", "authors":
            let names =
                term == "authors" ? content.split(separator: ",").map { String($0).oneLine } : [content]
            for name in names where !name.isEmpty { plain.add(author: Article.Author(name: name)) }
        case "keywords", "subject", "tags", "category":
            for tag in content.split(separator: ",").map({ String($0).oneLine }) where !tag.isEmpty {
                plain.add(tag: tag)
            }
        case "date", "created", "issued", "pubdate", "publish-date", "publish_date", "publication_date":
            plain.published = plain.published ?? dates.date(content, line: line)
        case "modified", "last-modified", "lastmod", "revised":
            plain.updated = plain.updated ?? dates.date(content, line: line)
        case "language", "lang": plain.language = plain.language ?? content
        case "status":
            plain.isDraft = plain.isDraft || ["draft", "hidden", "skip"].contains(content.lowercased())
        case "thumbnail", "twitter:image": plain.image = plain.image ?? content
        default: break
        }
    }
}
