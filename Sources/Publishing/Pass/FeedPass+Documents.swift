import Articles
import Feeds
import Foundation
import Media
import Store

/// What documents show.
extension FeedPass {
    /// Makes the documents anew where something that they show may be different.
    mutating func compose(record: FeedRecord?, editor: inout Editor) async throws {
        let isDue = editor.quiet.next.map { $0 <= now || conditions.endsQuiet } ?? false
        guard isComposingNeeded(record, editor) else {
            editor.report(memory.media.problems(of: editor.edition.lookedAt))
            editor.report([memory.overweight].compactMap(\.self))
            return editor.tell(false, untold: isDue, isUrgent: false)
        }
        try await spreadSeconds(editor: &editor)
        let before = try await committed()
        var composer = Composer(feed: feed, base: base, authority: editor.ledger.authority)
        composer.inheritance = editor.ledger.inheritance
        editor.rememberPaths(of: before)
        composer.formerPaths = editor.ledger.formerPaths
        let sources = try await candidates(
            with: editor.edition.entries,
            leavingOut: touched(by: editor, record)
        )
        let (entries, bodies) = try await entries(of: sources, composer: composer, editor: &editor)
        let pictures = try await pictures(editor: &editor)
        editor.report(memory.media.problems(of: editor.edition.lookedAt))
        if conditions.looksAtAllMedia {
            try await lookForMedia(besides: Set(sources.map(\.id)), composer: composer, editor: &editor)
        }
        let touched = touched(by: editor, record)
        memory.count = try await count(after: editor, touched: touched)
        let archives = try await archives(after: &editor, touched: touched)
        let documents = composer.documents(
            of: entries,
            archives: archives,
            tombstones: try await tombstones(beside: entries, editor),
            pictures: pictures,
            hub: base.hub
        )
        if isRedefined(record), !isFirst, conditions.inheritance == nil {
            try await countRedefined(entries, of: sources, in: documents, editor: &editor)
        }
        memory.overweight = DocumentSize.problem(of: documents)
        editor.report([memory.overweight].compactMap(\.self))
        memory.documents = Dictionary(uniqueKeysWithValues: documents.map { ($0.key, Memory.Committed($0)) })
        editor.show(documents.filter { before[$0.key] != Memory.Committed($0) }, bodies: bodies)
        editor.tell(isTold(record, editor), untold: isDue, isUrgent: conditions.isUrgent)
    }

    /// The paths of which the edition says what the catalogue does not know yet.
    private func touched(by editor: Editor, _ record: FeedRecord?) -> Set<Spelling> {
        if record == nil { return [] }
        let paths = editor.edition.entries.map(\.path) + editor.edition.renamings.map(\.from)
        return Set(paths.map { Spelling($0) })
    }

    /// How many entries the feed has after this edition: counted where only the store can tell.
    private func count(after editor: Editor, touched: Set<Spelling>) async throws -> Int {
        let changes = editor.changes
        let isKnown = conditions.moment == nil && conditions.scope != .everything
        let difference = changes.added.count - changes.removed.count
        if isKnown, let count = memory.count { return count + difference }
        let count = try await store.count(of: feed.name, at: now)
        // Of very many it takes too long to ask which were there; a later pass counts them.
        if touched.count > 512 { return count + difference }
        let before = try await store.entries(of: feed.name, at: touched.map(\.path).sorted())
        return count - before.count { $0.isShown(at: now) }
            + editor.edition.entries.count { $0.isShown(at: now) }
    }

    /// Whether subscribers should hear of it: not of a first pass, a new base URL alone, mere white space, or what is silent.
    private func isTold(_ record: FeedRecord?, _ editor: Editor) -> Bool {
        // Who moves in is not announced.
        guard record != nil, !isFirst, conditions.inheritance == nil else { return false }
        return editor.hasNews || conditions.moment != nil || isRedefined(record)
    }

    /// The entries as readers see them: as they were shown before, or made now; and the bodies that were made for them.
    mutating func entries(
        of sources: [CatalogueEntry],
        composer: Composer,
        editor: inout Editor
    ) async throws -> (entries: [ShownEntry], bodies: [KeptBody]) {
        var shown = memory.shown.valid(under: fingerprint + base.url)
        var bodies = Bodies(feed: feed, store: store, now: now, atHand: editor.edition.bodies)
        let known = sources.map { shown.entry(for: $0) }
        let missing = zip(sources, known).filter { source, known in
            known == nil || editor.changes(bodyOf: source) || stale[source.id] != nil
        }.map(\.0)
        let filled = try await bodies.fill(missing, reader: &reader, problems: { editor.report($0) })
        var named = NamedLinks(reader)
        for (source, html) in filled { named.look(for: html, of: source.path) }
        if conditions.looksAtAllMedia { reportDeadLinks(in: filled, composer: composer, editor: &editor) }
        let links = try await links(in: filled, named.articles, composer: composer, edition: editor.edition)
        let written = filled.map { ($0.entry, named.written($0.html, of: $0.entry.path, articles: links)) }
        let media = try await media(of: written, composer: composer, editor: &editor)
        var made: [String: ShownEntry] = [:]
        for ((source, html), (_, plain)) in zip(filled, written) {
            let media = media[source.id] ?? EntryMedia()
            var seen = composer.entry(source, html: plain, articles: links, media: media)
            if feed.showsMarkdown { seen.markdown = reader.markdown(of: source) }
            let entry = ShownEntry(seen)
            made[source.id] = entry
            // A body that leads to other articles is made anew each time: they may have moved.
            if plain == html, composer.articlesNamed(in: html, of: source).isEmpty {
                shown.remember(entry, for: source)
            }
        }
        let entries = zip(sources, known).compactMap { source, known in made[source.id] ?? known }
        let cut = Set(entries.lazy.filter { composer.isCut($0.entry) }.map(\.entry.id))
        for source in sources where cut.contains(source.id) { editor.report(.tooLong(source.path)) }
        shown.keep(sources)
        memory.shown = shown
        memory.media.keep(Set(sources.map(\.id)))
        return (entries, bodies.made)
    }

    /// What these entries refer to: files are found, and looked at where they are new.
    mutating func media(
        of entries: [(entry: CatalogueEntry, html: String)],
        composer: Composer,
        editor: inout Editor
    ) async throws -> [String: EntryMedia] {
        var desk = MediaDesk(feed: feed, base: base, store: store, inspector: inspector)
        let media = try await desk.media(
            of: entries.map { MediaReferrer($0.entry, html: $0.html, composer: composer) }
        )
        for (entry, _) in entries {
            guard let media = media[entry.id] else { continue }
            memory.media.note(media, of: entry.id, at: entry.path)
            if !media.arrived.isEmpty { editor.noteArrival(in: entry, isSilent: isSilent(entry)) }
        }
        take(desk, editor: &editor)
        return media
    }

    /// Whether an article, which need not have been read in this pass, is silent.
    private mutating func isSilent(_ entry: CatalogueEntry) -> Bool {
        guard case .article(let article) = reader.read(entry.path)?.result else { return false }
        return article.isSilent
    }

    /// The documents as they are now.
    func committed() async throws -> [FeedDocument.Key: Memory.Committed] {
        if let documents = memory.documents { return documents }
        let heads = try await store.documentHeads().filter { $0.key.feed == feed.name }
        return Dictionary(uniqueKeysWithValues: heads.map { ($0.key, Memory.Committed($0)) })
    }

    private func isComposingNeeded(_ record: FeedRecord?, _ editor: Editor) -> Bool {
        let edition = editor.edition
        return conditions.scope == .everything || conditions.moment != nil || record != edition.feed
            || !edition.entries.isEmpty || !edition.renamings.isEmpty || !stale.isEmpty || isFeedStale
    }

    /// The entries that the documents show, newest first: of the catalogue and of what this pass has changed.
    mutating func candidates(
        with changed: [CatalogueEntry],
        leavingOut touched: Set<Spelling>
    ) async throws -> [CatalogueEntry] {
        let changed = changed.filter { $0.isShown(at: now) }
        let few = try await newest(with: changed, leavingOut: touched)
        memory.newest = few
        if feed.limit != nil { return few.entries }
        let shown = Composer.shown(few.entries)
        if shown.count <= Composer.usualLimit { return shown }
        let many = try await newest(Composer.longestDay, with: changed, leavingOut: touched)
        return Composer.shown(many.entries)
    }

    /// The newest entries, as they are remembered where nothing but some articles is different; else the store is asked.
    private func newest(
        with changed: [CatalogueEntry],
        leavingOut touched: Set<Spelling>
    ) async throws -> Newest {
        let limit = feed.limit ?? Composer.usualLimit + 1
        // Of one whose path is spelled otherwise now, the catalogue knows the former spelling.
        let ids = Set(changed.map(\.id))
        let isOnlySome = conditions.scope != .everything && conditions.moment == nil && !isFirst
        if isOnlySome, let known = memory.newest, known.limit == limit,
            known.entries.allSatisfy({ $0.isShown(at: now) }),
            let newest = known.changed(
                by: changed,
                leavingOut: { ids.contains($0.id) || touched.contains(Spelling($0.path)) }
            )
        {
            return newest
        }
        return try await newest(limit, with: changed, leavingOut: touched)
    }

    private func newest(
        _ limit: Int,
        with changed: [CatalogueEntry],
        leavingOut touched: Set<Spelling>
    ) async throws -> Newest {
        var newest = Newest(limit: limit)
        let ids = Set(changed.map(\.id))
        let most = limit == .max ? limit : limit + changed.count { !$0.path.isASCII }
        for entry in try await store.newest(of: feed.name, at: now, limit: most, leavingOut: touched)
        where !ids.contains(entry.id) {
            newest.insert(entry)
        }
        for entry in changed { newest.insert(entry) }
        return newest
    }

    /// The addresses of the articles that bodies refer to by their files.
    private mutating func links(
        in entries: [(entry: CatalogueEntry, html: String)],
        _ named: [String],
        composer: Composer,
        edition: Edition
    ) async throws -> [String: String] {
        let paths = Set(entries.flatMap { composer.articlesNamed(in: $0.html, of: $0.entry) }).union(named)
        if paths.isEmpty { return [:] }
        let known = try await store.entries(of: feed.name, at: paths.sorted())
        var links: [String: String] = [:]
        // Where an article has gone, or has left for another path, another may have come.
        let left = Set(edition.renamings.map(\.from))
        let gone = edition.entries.filter { $0.state == .gone }
        let others = edition.entries.filter { $0.state != .gone }
        for entry in known.filter({ !left.contains($0.path) }) + gone + others
        where paths.contains(entry.path) {
            links[entry.path] = entry.isShown(at: now) ? composer.link(of: entry) : nil
        }
        hasOpenLinks = paths.contains { path in
            if links[path] != nil { return false }
            guard case .file = reader.folder.look(at: path) else { return false }
            return true
        }
        return links
    }
}

extension Problem {
    fileprivate static func tooLong(_ path: String) -> Problem {
        Problem(
            file: path,
            message:
                "is too long for feed readers: the feed shows its summary; part it into several articles",
            severity: .warning
        )
    }
}
