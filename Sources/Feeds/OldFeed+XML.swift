import Foundation

extension OldFeed {
    /// RSS and Atom of any age; a feed that breaks off has a fault, and what came before.
    static func readXML(
        _ bytes: [UInt8],
        from url: String?,
        encoding: String? = nil
    ) -> Result<OldFeed, OldFeedError> {
        XMLReader.read(LongTexts.shortened(bytes), from: url, encoding: encoding) { xml in
            var reading = OldFeedReading()
            while xml.next() {
                switch xml.kind {
                case .start: reading.start(&xml)
                case .end: reading.end(at: xml.depth)
                case .text: reading.text(&xml)
                case .other: break
                }
                if let root = reading.foreignRoot { return .failure(.foreign(root: root)) }
            }
            let fault = xml.fault.map { OldFeedError.broken(line: $0.line, reason: $0.reason) }
            guard reading.dialect != nil else { return .failure(fault ?? .empty) }
            reading.feed.fault = fault
            return .success(reading.feed)
        }
    }

    /// Takes an entry, by its id or else by its link.
    mutating func take(
        id: String?,
        link: String?,
        title: String?,
        published: String?,
        updated: String?,
        text: String?
    ) {
        let link = link?.trimmed.nonEmpty
        guard let id = id.flatMap({ $0.trimmed.isEmpty ? nil : $0 }) ?? link else {
            namelessCount += 1
            return
        }
        let title = title?.trimmed ?? ""
        entries.append(
            Entry(
                id: id,
                link: link,
                title: title,
                published: published?.trimmed.nonEmpty,
                updated: updated?.trimmed.nonEmpty,
                text: title.isEmpty ? text?.beginning(of: Self.largestText).trimmed.nonEmpty : nil
            )
        )
    }

    /// What a reference means beside a base; as it stands, where there is none.
    static func absolute(_ reference: String, against base: String?) -> String {
        let reference = reference.trimmed
        guard let base, let url = URL(string: base) else { return reference }
        return URL(string: reference, relativeTo: url)?.absoluteString ?? reference
    }
}

/// What of a feed in XML has been read so far.
struct OldFeedReading {
    /// Where the entries stand, and what they are called.
    enum Dialect {
        /// <https://www.rssboard.org/rss-specification>
        case rss
        /// RSS 0.90 and 1.0: <https://web.resource.org/rss/1.0/spec>
        case rdf
        /// <https://www.rfc-editor.org/rfc/rfc4287>, and version 0.3 before it
        case atom

        var entryName: String { self == .atom ? "entry" : "item" }
        var entryDepth: Int { self == .rss ? 2 : 1 }
        /// Of what is said of the feed itself.
        var headDepth: Int { self == .atom ? 1 : 2 }
    }

    /// An element within an entry, or of the feed itself.
    struct Field {
        var vocabulary: Vocabulary
        var name: String
        var attributes: [String: String]
        var base: String
        var text = ""
    }

    enum Vocabulary {
        case core, atom, dublinCore, content, podcast, feedBurner, other
    }

    var feed = OldFeed()
    private(set) var dialect: Dialect?
    /// The name of the root where it is that of no feed.
    private(set) var foreignRoot: String?
    private var rootNamespace = ""
    /// Of the entry that is being read; nil outside.
    private var fields: [Field]?
    private var field: Field?

    /// The texts that are wanted: all others, which may be large, are passed.
    private static let texts: Set<String> = [
        "title", "link", "guid", "id", "pubDate", "date", "published", "issued", "created", "updated",
        "modified", "origLink",
    ]
    /// The texts of which the beginning is enough.
    private static let contents: Set<String> = ["encoded", "description", "content", "summary"]

    mutating func start(_ xml: inout XMLReader) {
        let depth = xml.depth
        guard let dialect else { return begin(&xml) }
        let isEntry = depth == dialect.entryDepth && xml.name == dialect.entryName
        if isEntry, vocabulary(of: xml.namespace) == .core {
            // RSS 1.0 names an item by an attribute.
            let about = xml.attributes().first { $0.name == "about" }?.value
            fields = about.map { [Field(about: $0)] } ?? []
            if xml.isEmpty { end(at: depth) }
        } else if fields == nil ? depth == dialect.headDepth : depth == dialect.entryDepth + 1 {
            let attributes = xml.attributes().filter { $0.namespace.isEmpty }.map { ($0.name, $0.value) }
            field = Field(
                vocabulary: vocabulary(of: xml.namespace),
                name: xml.name,
                attributes: Dictionary(attributes, uniquingKeysWith: { first, _ in first }),
                base: xml.base
            )
            if xml.isEmpty { end(at: depth) }
        }
    }

    mutating func text(_ xml: inout XMLReader) {
        guard let field else { return }
        if Self.texts.contains(field.name) {
            self.field?.text += xml.text
        } else if fields != nil, Self.contents.contains(field.name),
            field.text.utf8.count < OldFeed.largestText
        {
            self.field?.text += xml.text.beginning(of: OldFeed.largestText)
        }
    }

    mutating func end(at depth: Int) {
        guard let dialect else { return }
        if let fields, depth == dialect.entryDepth {
            take(fields, dialect)
            self.fields = nil
        } else if let field, depth == (fields == nil ? dialect.headDepth : dialect.entryDepth + 1) {
            if fields == nil { takeHead(field, dialect) } else { fields?.append(field) }
            self.field = nil
        }
    }

    private mutating func begin(_ xml: inout XMLReader) {
        rootNamespace = xml.namespace
        switch xml.name {
        case "rss": dialect = .rss
        case "RDF":
            dialect = .rdf
            rootNamespace = "http://purl.org/rss/1.0/"
        case "feed" where Self.atom.contains(xml.namespace): dialect = .atom
        default: foreignRoot = xml.name
        }
    }

    private static let atom = ["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"]

    private func vocabulary(of namespace: String) -> Vocabulary {
        switch namespace {
        case rootNamespace, "": .core
        case "http://my.netscape.com/rdf/simple/0.9/" where dialect == .rdf: .core
        case "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#": .atom
        case "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/": .dublinCore
        case "http://purl.org/rss/1.0/modules/content/": .content
        case "http://rssnamespace.org/feedburner/ext/1.0": .feedBurner
        case _ where namespace.lowercased().contains("podcast"): .podcast
        default: .other
        }
    }

    private mutating func takeHead(_ field: Field, _ dialect: Dialect) {
        switch (field.vocabulary, field.name) {
        case (.podcast, "guid"): feed.podcastGUID = field.text.trimmed.nonEmpty
        case (.core, "id") where dialect == .atom: feed.id = field.text.trimmed.nonEmpty
        case (.core, "link"), (.atom, "link"):
            guard let href = field.attributes["href"] else { return }
            let target = OldFeed.absolute(href, against: field.base)
            // An archive's chain is complete (RFC 5005, section 4), a paged feed's need not be.
            if field.attributes["rel"] == "prev-archive" { feed.older = target }
            if field.attributes["rel"] == "next", feed.older == nil { feed.older = target }
        default: break
        }
    }

    private mutating func take(_ fields: [Field], _ dialect: Dialect) {
        func text(_ vocabulary: Vocabulary, _ names: String...) -> String? {
            names.lazy.compactMap { name in
                fields.first { $0.vocabulary == vocabulary && $0.name == name }?.text
            }.first
        }
        let isAtom = dialect == .atom
        let guid = fields.first { $0.vocabulary == .core && $0.name == "guid" }
        let isLink = guid.map { $0.attributes["isPermaLink"]?.lowercased() != "false" } ?? false
        let plain = isAtom ? nil : text(.core, "link").map { OldFeed.absolute($0, against: fields.base) }
        feed.take(
            id: isAtom ? text(.core, "id") : guid?.text ?? text(.core, "about"),
            link: text(.feedBurner, "origLink") ?? plain?.nonEmpty ?? alternate(in: fields)
                ?? (isLink ? guid?.text : nil),
            title: text(.core, "title") ?? text(.dublinCore, "title"),
            published: isAtom
                ? text(.core, "published", "issued", "created")
                : text(.core, "pubDate") ?? text(.dublinCore, "date", "created", "issued"),
            updated: isAtom
                ? text(.core, "updated", "modified")
                : text(.atom, "updated") ?? text(.dublinCore, "modified"),
            text: isAtom
                ? content(in: fields)
                : text(.content, "encoded") ?? text(.core, "description")
        )
    }

    /// What an entry of Atom says (RFC 4287, section 4.1.3), as HTML.
    private func content(in fields: [Field]) -> String? {
        let content = ["content", "summary"].lazy.compactMap { name in
            fields.first { $0.vocabulary == .core && $0.name == name && !$0.text.isEmpty }
        }.first
        let isHTML = ["html", "text/html"].contains(content?.attributes["type"] ?? "text")
        return isHTML ? content?.text : content?.text.asHTML
    }

    /// The page of an entry (RFC 4287, section 4.2.7.2: a link without a relation is that one).
    private func alternate(in fields: [Field]) -> String? {
        let link = fields.first { field in
            field.name == "link" && [.core, .atom].contains(field.vocabulary)
                && field.attributes["href"] != nil && field.attributes["rel"] ?? "alternate" == "alternate"
        }
        return link.flatMap { link in
            link.attributes["href"].map { OldFeed.absolute($0, against: link.base) }
        }
    }
}

extension OldFeedReading.Field {
    /// What an item of RSS 1.0 is about, as if an element of it said so.
    fileprivate init(about: String) {
        self.init(vocabulary: .core, name: "about", attributes: [:], base: "", text: about)
    }
}

extension [OldFeedReading.Field] {
    /// What the references of an entry's elements are relative to.
    fileprivate var base: String? { first { !$0.base.isEmpty }?.base }
}

extension String {
    /// So many bytes at most.
    fileprivate func beginning(of size: Int) -> String {
        utf8.count <= size ? self : String(decoding: utf8.prefix(size), as: UTF8.self)
    }

    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
