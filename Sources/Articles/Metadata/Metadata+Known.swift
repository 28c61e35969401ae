extension Metadata {
    /// A field whose key we know; of several for one thing, the strongest name comes first.
    struct Known {
        var key: MetadataKey
        var rank: Int
        var field: FrontMatter.Field
    }

    /// The keys that Zola's `[extra]` and Hugo's `params` may hold for us; what else they hold is the theme's.
    private static let extraKeys: Set<MetadataKey> = [
        .authors, .detail, .enclosures, .image, .language, .link, .summary, .tags,
    ]

    mutating func known(
        among fields: [FrontMatter.Field],
        of file: FrontMatter.Source
    ) throws(Problem) -> [Known] {
        var known: [Known] = []
        known.reserveCapacity(fields.count)
        for field in fields {
            guard let match = MetadataKey.Match(name: field.name) else {
                if isTaxonomy(field) {
                    known.append(Known(key: .tags, rank: 50, field: field))
                    continue
                }
                warn(of: field, in: file)
                continue
            }
            if known.contains(where: { $0.key == match.key && $0.rank == match.rank }) {
                throw field.problem("duplicate key \"\(field.name)\", keep one of them", in: file)
            }
            known.append(Known(key: match.key, rank: match.rank, field: field))
        }
        for entry in known where entry.key == .taxonomies || entry.key == .extras {
            guard case .map(let fields) = entry.field.value.content else { continue }
            let allowed = entry.key == .taxonomies ? [.authors, .tags] : Self.extraKeys
            for field in fields {
                if entry.key == .taxonomies, isTaxonomy(field) {
                    known.append(Known(key: .tags, rank: 200, field: field))
                }
                guard let match = MetadataKey.Match(name: field.name), allowed.contains(match.key) else {
                    continue
                }
                known.append(Known(key: match.key, rank: 100 + match.rank, field: field))
            }
        }
        // Sorting moves whole fields: hardly any head has two names for one thing.
        let isSorted = zip(known, known.dropFirst()).allSatisfy { $0.rank <= $1.rank }
        return isSorted ? known : known.sorted { $0.rank < $1.rank }
    }

    /// Whether the site counts these values among its tags, though no other tool does.
    private func isTaxonomy(_ field: FrontMatter.Field) -> Bool {
        let name = field.name.lowercased()
        return MetadataKey.Match(name: name) == nil && dialect.taxonomies.contains(name)
    }

    private mutating func warn(of field: FrontMatter.Field, in file: FrontMatter.Source) {
        guard let meant = MetadataTypo.meant(by: field.name) else { return }
        var warning = field.problem("unknown key \"\(field.name)\", did you mean \"\(meant)\"?", in: file)
        warning.severity = .warning
        warnings.append(warning)
    }
}
