/// The XML namespaces that documents use beside their own, by their usual prefixes.
///
/// A document declares those that it uses: some readers and validators ask about each.
enum Namespace: String, CaseIterable {
    case atom
    case content
    case dc
    case media
    case sy
    case slash
    case thr
    case georss
    case fh
    case itunes
    case podcast
    case source
    case at

    var uri: String {
        switch self {
        case .atom: "http://www.w3.org/2005/Atom"
        case .content: "http://purl.org/rss/1.0/modules/content/"
        case .dc: "http://purl.org/dc/elements/1.1/"
        case .media: "http://search.yahoo.com/mrss/"
        case .sy: "http://purl.org/rss/1.0/modules/syndication/"
        case .slash: "http://purl.org/rss/1.0/modules/slash/"
        case .thr: "http://purl.org/syndication/thread/1.0"
        case .georss: "http://www.georss.org/georss"
        case .fh: "http://purl.org/syndication/history/1.0"
        case .itunes: "http://www.itunes.com/dtds/podcast-1.0.dtd"
        case .podcast: "https://podcastindex.org/namespace/1.0"
        case .source: "http://source.scripting.com/"
        case .at: "http://purl.org/atompub/tombstones/1.0"
        }
    }

}

extension Feed {
    /// What an RSS document of this feed uses.
    var namespacesOfRSS: Set<Namespace> {
        var used: Set<Namespace> = [.atom, .content, .dc, .media]
        if rhythm != nil { used.insert(.sy) }
        if paging?.isArchive == true { used.insert(.fh) }
        if podcast != nil { used.formUnion([.itunes, .podcast]) }
        for entry in entries {
            used.formUnion(entry.namespaces)
            if entry.discussion?.count != nil { used.insert(.slash) }
            if entry.markdown != nil { used.insert(.source) }
            if entry.episode != nil { used.formUnion([.itunes, .podcast]) }
        }
        return used
    }

    /// What an Atom document of this feed uses.
    var namespacesOfAtom: Set<Namespace> {
        var used: Set<Namespace> = paging?.isArchive == true ? [.fh] : []
        if !tombstones.isEmpty { used.insert(.at) }
        for entry in entries {
            used.formUnion(entry.namespaces)
            if entry.image != nil { used.insert(.media) }
        }
        return used
    }
}

extension Entry {
    /// What this entry uses in whatever format.
    fileprivate var namespaces: Set<Namespace> {
        var used: Set<Namespace> = []
        if place != nil { used.insert(.georss) }
        if discussion != nil { used.insert(.thr) }
        return used
    }
}
