import Articles

extension Site {
    /// No two feeds have one name or one address: those that run already stay, and then those that come first.
    mutating func refuseDoubles(_ before: [FeedDefinition]) {
        let running = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var kept: [FeedDefinition] = []
        func take(_ feed: FeedDefinition) -> [Problem] {
            if let conflict = addresses.conflict(of: feed) { return problems(of: feed, conflict) }
            addresses.take(feed)
            kept.append(feed)
            return []
        }
        let (unchanged, others) = (
            feeds.filter { running[$0.name] == $0 }, feeds.filter { running[$0.name] != $0 }
        )
        let (changed, new) = (
            others.filter { running[$0.name] != nil }, others.filter { running[$0.name] == nil }
        )
        for feed in unchanged + changed + new {
            let doubled = take(feed)
            guard !doubled.isEmpty else { continue }
            problems += doubled
            if let old = running[feed.name] { _ = take(old) }
        }
        feeds = kept.sorted { $0.name < $1.name }
    }

    /// What the one is told that is refused, and the one that has what both want.
    private func problems(
        of feed: FeedDefinition,
        _ conflict: (path: String, wanted: TakenAddresses.Holder, holder: TakenAddresses.Holder)
    ) -> [Problem] {
        let (path, wanted, holder) = conflict
        if wanted.use == .name, holder.use == .name {
            let message =
                "two feeds of one name: \"\(holder.feed)\" and \"\(feed.name)\" differ in nothing but capitals; rename one"
            return [Problem(file: feed.name + "/", message: message)]
        }
        let refused = Problem(
            file: file(of: wanted),
            line: line(of: wanted),
            message: "\(wanted.use.words) \"\(path)\" is already \(holder.words); \(wanted.use.advice)"
        )
        if holder.feed == feed.name { return [refused] }
        let warned = Problem(
            file: file(of: holder),
            line: line(of: holder),
            message:
                "\(wanted.use.words) \"\(path)\" is wanted by \"\(feed.name)\" too, which is not taken; choose another in one",
            severity: .warning
        )
        return [refused, warned]
    }

    private func file(of holder: TakenAddresses.Holder) -> String {
        holder.feed + (holder.use == .name ? "/" : "/feed.toml")
    }

    /// The line of the definition that gives a path; nil where none does.
    private func line(of holder: TakenAddresses.Holder) -> Int? {
        guard let (key, table) = holder.place,
            case .success(let text?) = Self.text(of: "\(folder)/\(holder.feed)/feed.toml", named: "")
        else { return nil }
        return (try? Definition(text, file: ""))?.line(of: key, in: table)
    }
}

extension TakenAddresses.Holder {
    /// What its path is, in words.
    var words: String {
        switch use {
        case .name: "an address of the feed \"\(feed)\""
        case .document: "that of a document of \"\(feed)\""
        case .alias: "an alias of \"\(feed)\""
        }
    }
}

extension TakenAddresses.Use {
    fileprivate var words: String {
        switch self {
        case .name: "the address"
        case .document: "the path"
        case .alias: "the alias"
        }
    }

    /// What would be right where somebody else has the path.
    fileprivate var advice: String {
        switch self {
        case .name: "rename the folder, or take that address away"
        case .document: "choose another"
        case .alias: "leave it out"
        }
    }
}
