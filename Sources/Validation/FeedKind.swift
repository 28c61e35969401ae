/// What a document in XML is.
enum FeedKind: Equatable {
    /// By its version, such as "2.0".
    case rss(String)
    /// RSS 1.0.
    case rdf
    case atom
    /// What once was a format for feeds, by its name.
    case obsolete(String)
    /// An Atom entry of its own: <https://www.rfc-editor.org/rfc/rfc4287#section-2>
    case atomEntry

    var name: String {
        switch self {
        case .rss(let version): "RSS " + version
        case .rdf: "RSS 1.0"
        case .atom: "Atom 1.0"
        case .obsolete(let name): name
        case .atomEntry: "an Atom 1.0 entry"
        }
    }

    /// Whether this is RSS in the form that is written today.
    var isRSS2: Bool { if case .rss(let version) = self { version.hasPrefix("2") } else { false } }

    var isRSS: Bool { if case .rss = self { true } else { false } }

    init?(_ root: Element) {
        let version = root.attribute("version")?.value.trimmed
        switch (root.name.namespace, root.name.local) {
        case (_, "rss"): self = .rss(version ?? "2.0")
        case (Namespace.rdf, "RDF"): self = .rdf
        case (Namespace.rss11, "Channel"): self = .obsolete("RSS 1.1")
        case (Namespace.atom03, "feed"): self = .obsolete("Atom 0.3")
        case (Namespace.atom, "feed"): self = .atom
        case (Namespace.atom, "entry"): self = .atomEntry
        case ("", "feed"): self = .atom
        default: return nil
        }
    }
}
