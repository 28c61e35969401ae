import Articles
import Feeds
import Foundation
import Store

/// What is read and decided.
extension FeedPass {
    /// Reads and decides; the vanished paths that were found again under others.
    ///
    /// Nil where an article that has left its path to another is not where it was found any more: it would be lost.
    mutating func take(
        _ paths: [String],
        moves: inout Moves,
        editor: inout Editor
    ) async throws -> Set<String>? {
        var paths = paths
        let isSurveyed = try await findRearranged(among: paths, moves: &moves, gate: editor.gate)
        if isSurveyed {
            let goals = moves.goals
            paths = paths.filter(goals.contains) + paths.filter { !goals.contains($0) }
        }
        for slice in paths.slices(of: Self.several) {
            // Whoever asks the publisher something meanwhile need not wait for the whole folder.
            await Task.yield()
            var existing = try await known.entries(at: slice, of: feed.name, in: store)
            var readings = slice.compactMap { read($0, isKept: paths.count <= Self.few) }
            guard moves.goals.intersection(slice).isSubset(of: readings.map(\.path)) else { return nil }
            moves.verify(readings, existing: existing)
            existing = existing.filter { !moves.hasLeft($0.key) }
            for path in try await rivals(of: readings, existing: existing).subtracting(paths).sorted() {
                guard let reading = read(path) else { continue }
                readings.append(reading)
                existing[path] = try await store.entries(of: feed.name, at: [path]).first
                editor.lookedAlso(at: path)
            }
            readings = readings.map { continued($0, existing[$0.path]) }
            if !isSurveyed {
                let sightings = readings.map { Moves.Sighting($0, before: existing[$0.path]) }
                rearrange(sightings, moves: &moves, gate: editor.gate)
            }
            existing = existing.filter { !moves.hasLeft($0.key) }
            let goals = moves.goals
            if !goals.isEmpty {
                readings =
                    readings.filter { goals.contains($0.path) } + readings.filter { !goals.contains($0.path) }
            }
            let strangers = try await strangers(among: readings, existing: &existing, goals: moves.goals)
            let owners =
                if let owners = known.owners { owners } else {
                    try await owners(of: readings, existing: existing, editor: editor)
                }
            let twins = try await twins(of: readings, existing: existing)
            editor.count(read: readings)
            vacate(readings, existing: existing, moves, editor: &editor)
            for reading in readings {
                let before = existing[reading.path]
                let isUnknown = before.map { $0.state == .gone || $0.state == .broken } ?? true
                var moved = isUnknown ? moves.origin(of: reading) ?? strangers[reading.path]?.moved : nil
                if moved == nil, case .article(let article) = reading.result, article.id != before?.id {
                    moved = moves.origin(ofID: article.id)
                }
                let twin = moved == nil ? twins[reading.path] : nil
                let back = strangers[reading.path].flatMap { $0.takesPlace(in: feed) ? $0 : nil }
                let fate =
                    if let back { fate(of: back, editor: editor) } else {
                        fate(of: moved ?? before, in: reading, editor: editor, owners: owners)
                    }
                let isDoubtful = moved == nil && isDoubtful(reading, before)
                if postpones(reading, fate: fate, moved: moved, twin: twin, isDoubtful: isDoubtful, moves) {
                    moves.giveBack(moved)
                    editor.readAgain(before, reading.mark)
                    editor.edition.lookedAt?.removeAll { $0 == reading.path }
                    continue
                }
                if let back {
                    guard editor.makesWay(back.former) else { continue }
                } else if let former = strangers[reading.path]?.former {
                    editor.makeRoom(for: reading.path, beside: former, isKnown: (moved ?? before) != nil)
                }
                take(reading, existing: before, moved: moved, owners: owners, editor: &editor)
            }
        }
        memory.absent.subtract(moves.found)
        return moves.found
    }

    /// Tells the editor which addresses will be free.
    private func vacate(
        _ readings: [Reading],
        existing: [String: CatalogueEntry],
        _ moves: Moves,
        editor: inout Editor
    ) {
        if isFirst || !exchangesSlugs { return }
        for entry in moves.gone { editor.vacated[entry.slug] = entry.id }
        for reading in readings {
            guard case .article(let article) = reading.result,
                let before = moves.origin(knownOf: reading.path) ?? existing[reading.path]
            else { continue }
            editor.vacate(article, before: before)
        }
    }

    /// Whether an article has, or had, one of these paths: nobody has changed places where all are new.
    private mutating func isAnyKnown(of paths: [String]) async throws -> Bool {
        for slice in paths.slices(of: Self.several) {
            let entries = try await known.entries(at: slice, of: feed.name, in: store)
            if !entries.isEmpty { return true }
        }
        return false
    }

    /// Finds who has changed places among more files than are taken together; false where they are not so many, or all new.
    ///
    /// All of them are read once more for that, and little is kept of each.
    private mutating func findRearranged(
        among paths: [String],
        moves: inout Moves,
        gate: Gate
    ) async throws -> Bool {
        if isFirst || paths.count <= Self.several { return false }
        guard try await isAnyKnown(of: paths) else { return false }
        var sightings: [Moves.Sighting] = []
        for slice in paths.slices(of: Self.several) {
            await Task.yield()
            let existing = try await known.entries(at: slice, of: feed.name, in: store)
                .filter { !moves.hasLeft($0.key) }
            for path in slice {
                guard let reading = reader.read(path, leavesOpen: true) else { continue }
                let before = existing[path]
                sightings.append(Moves.Sighting(continued(reading, before), before: before))
            }
        }
        rearrange(sightings, moves: &moves, gate: gate)
        return true
    }

    private func rearrange(_ sightings: [Moves.Sighting], moves: inout Moves, gate: Gate) {
        moves.exchange(sightings)
        if isFirst { return }
        moves.rearrange(sightings, isOver: isPatienceOver) { gate.holds($0) }
    }

    /// The same, knowing whether the file only grew since it was read before: of an article of which half was saved first,
    /// nothing at all may be as it was.
    private mutating func continued(_ reading: Reading, _ before: CatalogueEntry?) -> Reading {
        guard let before, before.file.hasFile, case .article(var article) = reading.result,
            article.saysOther(than: before), reader.continues(reading.path, from: before.file)
        else { return reading }
        article.continuedHash = ContentHash(before.file.hash)
        var reading = reading
        reading.result = .article(article)
        return reading
    }

    private mutating func take(
        _ reading: Reading,
        existing: CatalogueEntry?,
        moved: CatalogueEntry?,
        owners: Editor.Owners,
        editor: inout Editor
    ) {
        let (path, mark) = (reading.path, reading.mark)
        switch reading.result {
        case .problem(let problem):
            editor.keep(problem, at: path, mark: mark, existing: existing, moved: moved)
        case .noArticle:
            editor.leaveOut(path, mark: mark, existing: existing, moved: moved)
        case .article(var article):
            article.warnings += dangling(in: article)
            if let image = article.image { article.image = picture(image, of: path) }
            editor.take(article, mark: mark, existing: existing, moved: moved, owners: owners)
            if feed.onDelete == .keep {
                editor.keepBody(article.html(), from: reader.source(of: mark.hash), at: path)
            }
        }
    }

    /// The articles that could not be taken when they were last read, and whose ids others of these claim now: they may
    /// have given them up.
    private func rivals(
        of readings: [Reading],
        existing: [String: CatalogueEntry]
    ) async throws -> Set<String> {
        if known.owners != nil || conditions.troubled.isEmpty { return [] }
        let claims = readings.compactMap { reading -> String? in
            guard case .article(let article) = reading.result, let before = existing[reading.path],
                article.id != before.id
            else { return nil }
            return article.id
        }
        if claims.isEmpty { return [] }
        let owners = try await store.owners(of: claims, in: feed.name).values.filter { !$0.isGone }
        return Set(owners.map(\.path)).intersection(conditions.troubled)
    }

    /// What an article refers to that is nowhere.
    private mutating func dangling(in article: Article) -> [Problem] {
        if article.references.isEmpty { return [] }
        var links = named ?? NamedLinks(reader)
        defer { named = links }
        return links.dangling(in: article)
    }

    /// Where the picture is that a head names.
    private mutating func picture(_ reference: String, of path: String) -> String {
        if reader.dialect.tool != .obsidian { return reference }
        var links = named ?? NamedLinks(reader)
        defer { named = links }
        return links.picture(reference, of: path)
    }

    /// Articles that are taken together.
    private static let several = 512

    /// Articles that are kept in memory from their reading until their bodies are made.
    private static let few = 64

    mutating func read(_ path: String, isKept: Bool = false) -> Reading? {
        // An inbox may be purged before a body is wanted.
        let isInbox = feed.onDelete == .keep
        let reading =
            isKept ? reader.readAndKeep(path) : reader.read(path, withBody: isInbox, leavesOpen: true)
        if reading.map(\.isHindered) ?? true { memory.later[path] = now + Survey.youth }
        if reading == nil { memory.waiting[path] = nil }
        return reading
    }

    private func owners(
        of readings: [Reading],
        existing: [String: CatalogueEntry],
        editor: Editor
    ) async throws -> Editor.Owners {
        var ids: [String] = []
        var slugs: [String] = []
        for reading in readings {
            guard case .article(let article) = reading.result else { continue }
            let before = existing[reading.path]
            if let id = article.id { ids.append(id) }
            if before == nil || before?.state == .broken {
                ids.append(editor.derivedID(of: article.path))
                if let id = editor.ledger.lines[article.path]?.id { ids.append(id) }
            }
            let slug = editor.wishedSlug(of: article, before: before)
            // Whose the slug without a number is, is told of, or decides for who comes to this path.
            let own = Slug.own(article.slug, path: article.path)
            if Slug.isNumbered(slug, from: own) { slugs.append(own) }
            // What an article has already is nobody else's.
            if let before, before.state == .live || before.state == .draft, slug == before.slug { continue }
            slugs.append(slug)
        }
        return Editor.Owners(
            ids: ids.isEmpty ? [:] : try await store.owners(of: ids, in: feed.name),
            slugs: slugs.isEmpty ? [:] : try await store.owners(ofSlugs: slugs, in: feed.name)
        )
    }

    /// Takes vanished articles out, once they are believed to be gone; of an inbox what was published stays.
    mutating func remove(_ absent: [CatalogueEntry], editor: inout Editor) async throws {
        let isOver = isPatienceOver
        let going = absent.filter { isOver || editor.gate.holds($0.id) }
        let kept =
            feed.onDelete == .keep && !going.isEmpty
            ? try await store.bodies(of: going.map(\.id), in: feed.name) : [:]
        for entry in going {
            if entry.state == .live, kept[entry.id] != nil {
                editor.keepWithoutFile(entry)
            } else {
                editor.remove(entry)
            }
        }
        guard isOver else { return }
        memory.absent = []
        if memory.waiting.isEmpty { memory.lastUnrest = nil }
    }

    /// Keeps the bodies of what was read before the folder became an inbox.
    mutating func keepBodies(editor: inout Editor) async throws {
        guard conditions.scope == .everything else { return }
        let paths = try await store.bodiless(of: feed.name)
        let read = Set(editor.edition.entries.map(\.path))
        for entry in try await store.entries(of: feed.name, at: paths) where !read.contains(entry.path) {
            guard entry.file.hasFile, let body = reader.render(entry.path),
                body.source == reader.source(of: entry.file.hash)
            else { continue }
            editor.keep(KeptBody(id: entry.id, source: body.source, html: body.html))
        }
    }
}

extension [String] {
    /// All of them in their order, so many at a time.
    fileprivate func slices(of size: Int) -> some Sequence<ArraySlice<String>> {
        stride(from: 0, to: count, by: size).lazy.map { self[$0..<Swift.min($0 + size, count)] }
    }
}
