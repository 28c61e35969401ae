/// The addresses of the vocabularies that feeds are written in.
enum Namespace {
    static let atom = "http://www.w3.org/2005/Atom"
    static let atom03 = "http://purl.org/atom/ns#"
    static let rss10 = "http://purl.org/rss/1.0/"
    static let rss090 = "http://my.netscape.com/rdf/simple/0.9/"
    static let rss11 = "http://purl.org/net/rss1.1#"
    static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    static let dublinCore = "http://purl.org/dc/elements/1.1/"
    static let dublinCoreTerms = "http://purl.org/dc/terms/"
    static let content = "http://purl.org/rss/1.0/modules/content/"
    static let iTunes = "http://www.itunes.com/dtds/podcast-1.0.dtd"
    static let media = "http://search.yahoo.com/mrss/"
    static let slash = "http://purl.org/rss/1.0/modules/slash/"
    static let syndication = "http://purl.org/rss/1.0/modules/syndication/"
    static let thread = "http://purl.org/syndication/thread/1.0"
    static let history = "http://purl.org/syndication/history/1.0"
    static let geoRSS = "http://www.georss.org/georss"
    static let geo = "http://www.w3.org/2003/01/geo/wgs84_pos#"
    static let gml = "http://www.opengis.net/gml"
    static let podcast = "https://podcastindex.org/namespace/1.0"
    static let wellFormedWeb = "http://wellformedweb.org/CommentAPI/"
    static let feedBurner = "http://rssnamespace.org/feedburner/ext/1.0"
    static let creativeCommons = "http://backend.userland.com/creativeCommonsRssModule"
    static let source = "http://source.scripting.com/"
    static let googlePlay = "http://www.google.com/schemas/play-podcasts/1.0"
    static let publishing = "http://www.w3.org/2007/app"
    static let xhtml = "http://www.w3.org/1999/xhtml"
    static let xml = "http://www.w3.org/XML/1998/namespace"
    static let xmlns = "http://www.w3.org/2000/xmlns/"

    /// The prefix that each is known by, which readers that do not understand namespaces look for.
    static let prefixes: [String: String] = [
        "atom": atom, "rdf": rdf, "dc": dublinCore, "dcterms": dublinCoreTerms, "content": content,
        "itunes": iTunes, "media": media, "slash": slash, "sy": syndication, "thr": thread, "fh": history,
        "georss": geoRSS, "geo": geo, "gml": gml, "podcast": podcast, "wfw": wellFormedWeb,
        "feedburner": feedBurner, "creativeCommons": creativeCommons, "source": source,
        "googleplay": googlePlay, "app": publishing, "xhtml": xhtml,
    ]

    /// Each with the prefix that it is known by.
    static let names: [String: String] = Dictionary(
        uniqueKeysWithValues: prefixes.map { ($0.value, $0.key) }
    )

    /// Others that are well known, of which nothing is checked but that they are there.
    static let alsoKnown: Set<String> = [
        "http://a9.com/-/spec/opensearch/1.1/", "http://a9.com/-/spec/opensearchrss/1.0/",
        "http://webns.net/mvcb/", "http://madskills.com/public/xml/rss/module/trackback/",
        "http://web.resource.org/cc/", "http://purl.org/rss/1.0/modules/taxonomy/",
        "http://purl.org/rss/1.0/modules/link/", "http://purl.org/rss/1.0/modules/event/",
        "http://schemas.google.com/g/2005", "http://schemas.google.com/blogger/2008",
        "http://www.w3.org/2000/01/rdf-schema#", "http://xmlns.com/foaf/0.1/",
        "http://www.rawvoice.com/rawvoiceRssModule/", "http://www.spotify.com/ns/rss",
        "http://podlove.org/simple-chapters", "http://webfeeds.org/rss/1.0",
        "http://purl.org/atompub/tombstones/1.0",
        "http://purl.org/atompub/features/1.0", "http://purl.org/atompub/rank/1.0",
        "http://backend.userland.com/blogChannelModule", "http://media.tangent.org/rss/1.0/",
        "http://www.microsoft.com/schemas/rss/core/2005", "http://base.google.com/ns/1.0",
        "http://base.google.com/cns/1.0", "http://activitystrea.ms/spec/1.0/",
        "http://ostatus.org/schema/1.0",
        "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink",
        "com-wordpress:feed-additions:1", "http://purl.org/media#",
        "http://www.youtube.com/xml/schemas/2015",
        "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html",
        "http://prismstandard.org/namespaces/1.2/basic/", "http://purl.org/prism",
        "http://conversationsnetwork.org/rssNamespace-1.0/",
        "http://geourl.org/rss/module/", "http://my.theinfo.org/changed/1.0/rss/",
        "urn:ietf:params:xml:ns:xrd-1.0",
    ]
}
