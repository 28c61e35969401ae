import Articles
import Feeds
import Foundation
import Store

/// Decides what becomes of what was read: ids, slugs, dates, moves; values in, an edition out.
///
/// The rules stand in ARCHITECTURE.md, "Identity".
struct Editor {
    let feed: FeedDefinition
    let now: Date
    private(set) var ledger: Ledger
    private(set) var edition: Edition
    private(set) var changes: Report.Changes
    /// Where published entries go.
    private(set) var gate: Gate
    var quiet: QuietTimes
    /// For how long edits wait after a publication, in seconds; at a feed's first pass nothing is published anew.
    var quietFor: TimeInterval = 0
    /// When readers were shown what the catalogue says before this pass: before the moment that is its reason.
    var seen: Date
    /// Whether edits wait at all: not where somebody said "now".
    var letsEditsWait = true
    /// Whether subscribers should hear of this edition because of its articles.
    private(set) var hasNews = false
    /// Slugs and ids that this pass has given, with the paths that have them.
    private var slugs: [String: String] = [:]
    private var ids: [String: String] = [:]
    /// The last number that told a slug from the same one of another article.
    private var numbers: [String: Int] = [:]
    /// Articles that are numbered since another had the slug that their heads give: who has it now is known when all are read.
    private var numbered: [(path: String, own: String, slug: String)] = []
    /// The ledger's lines as they were, and the paths that articles have left and come to in this pass.
    private var knownLines: [String: Ledger.Line]
    private var goals: Set<String> = []
    private var releases: Set<String> = []
    /// The paths whose edits are told nobody, by hand.
    private var silenced: Set<String> = []
    /// The ids of articles that this pass has read, and whose edits are told nobody.
    private var silent: Set<String> = []
    /// Whose ids the ledger says they are: also of articles that this pass reads later, or finds in no store.
    private var remembered: [String: String] = [:]
    /// What articles take over from an older feed in this pass, by path.
    private let adopted: [String: Adopted]
    /// The articles that had a slug before, by that.
    private var formerOwners: [String: String] = [:]
    private let base: Base?
    /// Whose the site's paths are: no article's alias is what another feed has.
    private let taken: TakenAddresses

    init(
        _ feed: FeedDefinition,
        record: FeedRecord,
        ledger: Ledger,
        adopted: [String: Adopted] = [:],
        taken: TakenAddresses = TakenAddresses(),
        gate: Gate,
        quiet: QuietTimes,
        now: Date
    ) {
        self.feed = feed
        self.gate = gate
        self.quiet = quiet
        self.now = now
        seen = now
        self.ledger = ledger
        self.adopted = adopted
        self.taken = taken
        base = Base(record.base)
        knownLines = ledger.lines
        for (path, line) in ledger.lines {
            if let id = line.id { remembered[id] = path }
            for slug in line.former { formerOwners[slug] = path }
        }
        edition = Edition(feed: record)
        changes = Report.Changes(feed: feed.name)
    }

    /// The id that an article has if nothing else says so.
    func derivedID(of path: String) -> String {
        EntryID.derived(authority: ledger.authority, feed: feed.name, path: path.withoutExtension)
    }

    private func names(of article: Article) -> Ledger.Names {
        Ledger.Names(
            id: article.id ?? derivedID(of: article.path),
            slug: Slug.own(article.slug, path: article.path)
        )
    }

    private func names(of path: String) -> Ledger.Names {
        Ledger.Names(id: derivedID(of: path), slug: Slug.own(nil, path: path))
    }

    /// Who has an id or a slug already, as the store knows it.
    struct Owners {
        var ids: [String: Owner] = [:]
        var slugs: [String: String] = [:]
    }

    /// Takes an article that could be read.
    ///
    /// `existing` is what the catalogue has at this path, gone entries included; `moved` is the vanished entry that
    /// this article was until now.
    mutating func take(
        _ article: Article,
        mark: FileMark,
        existing: CatalogueEntry?,
        moved: CatalogueEntry?,
        owners: Owners
    ) {
        changes.read += 1
        report(article.warnings)
        let before = moved ?? existing.flatMap { $0.state == .broken ? nil : $0 }
        guard let id = id(of: article, before: before, owners: owners) else {
            return refuse(article, mark, existing: existing, moved: moved)
        }
        if let before, let fate = fate(of: before, as: article, id: id),
            gate.stops(before, fate, at: article.path)
        {
            return holdBack(before, fate, at: article.path)
        }
        ids[id] = article.path
        if let moved { rename(moved, to: article.path) }
        // An article that another one with an id of its own is moved over is gone.
        if moved != nil, let existing, existing.isShown(at: now) {
            remove(asItem: existing)
        }
        let isSilent = isSilent(article, id: id)
        var entry = CatalogueEntry(
            path: article.path,
            file: mark,
            state: .live,
            id: id,
            published: now,
            updated: now
        )
        entry.isDated = article.published != nil
        entry.published = published(article, before: before, mark: mark)
        entry.released = ledger.lines[article.path]?.released
        entry.updated =
            isSilent
            ? max(unchanged(before) ?? entry.published, entry.published)
            : updated(article, before: before, mark: mark, published: entry.published)
        entry.state = article.isDraft ? .draft : .live
        entry.slug = slug(of: article, before: before, owners: owners)
        entry.title = article.title ?? ""
        entry.summary = article.summary
        entry.link = article.link
        entry.expires = article.expires
        entry.authors = article.authors.map { Author(name: $0.name, email: $0.email, url: $0.url) }
        entry.tags = article.tags
        entry.section = article.section
        entry.language = article.language
        entry.image = article.image
        entry.enclosures = article.enclosures.map {
            Enclosure(
                url: $0.url,
                length: $0.length,
                type: $0.type ?? MediaType.of($0.url),
                duration: $0.duration
            )
        }
        entry.bodyHash = Fingerprint(article.bodyHash)
        entry.headHash = Fingerprint(article.headHash)
        let former = former(of: article, slug: entry.slug, before: before)
        ledger.remember(entry, named: names(of: article))
        let addresses = FormerAddresses(id: id, slugs: former, aliases: aliases(of: article))
        gate.settle(entry)
        place(entry, before: before, former: addresses, isSilent: isSilent)
    }

    /// How a published entry goes under what its author has written now; nil where it stays.
    private func fate(of entry: CatalogueEntry, as article: Article, id: String) -> Departure.Fate? {
        guard entry.isShown(at: now) else { return nil }
        if article.isDraft || article.expires.map({ $0 <= now }) ?? false || liesAhead(article) {
            return .withdrawn
        }
        // Who takes an id over from an older feed says so by hand.
        if id != entry.id, adopted[article.path] == nil { return .reidentified }
        return isAnother(article, than: entry) ? .replaced : nil
    }

    private func liesAhead(_ article: Article) -> Bool {
        guard let written = article.published, written > now else { return false }
        return !releases.contains(article.path) && ledger.lines[article.path]?.released == nil
    }

    /// Whether nothing by which a reader knows an article is as it was: title, text and date.
    private func isAnother(_ article: Article, than entry: CatalogueEntry) -> Bool {
        guard article.title ?? "" != entry.title, Fingerprint(article.bodyHash) != entry.bodyHash else {
            return false
        }
        guard let written = article.published else { return true }
        return written.rounded != entry.published && entry.released == nil
    }

    /// Leaves a published entry as it is, though its file says something else; it may have another path.
    private mutating func holdBack(_ entry: CatalogueEntry, _ fate: Departure.Fate, at path: String) {
        hold(entry, fate)
        if path.isSpelled(as: entry.path) { return }
        rename(entry, to: path)
        var entry = entry
        entry.path = path
        ledger.remember(entry, named: names(of: path))
        edition.entries.append(entry)
    }

    private mutating func hold(_ entry: CatalogueEntry, _ fate: Departure.Fate) {
        changes.held.append(
            Report.Held(id: entry.id, title: entry.title, path: entry.path, fate: fate)
        )
    }

    /// Keeps what was published of an article that cannot be understood now.
    mutating func keep(
        _ problem: Problem,
        at path: String,
        mark: FileMark,
        existing: CatalogueEntry?,
        moved: CatalogueEntry? = nil
    ) {
        changes.read += 1
        report([problem])
        if let moved {
            rename(moved, to: path)
            var entry = moved
            entry.path = path
            entry.file = mark
            ledger.remember(entry, named: names(of: path))
            edition.entries.append(entry)
        } else if let existing, existing.state != .gone, existing.state != .broken {
            edition.touched.append(KnownFile(path: path, mark: mark, state: existing.state))
        } else {
            edition.entries.append(unread(path, mark))
        }
    }

    /// Leaves a file alone that holds no article; what was one keeps its id, and is seen by nobody.
    mutating func leaveOut(
        _ path: String,
        mark: FileMark,
        existing: CatalogueEntry?,
        moved: CatalogueEntry?
    ) {
        changes.leftOut.append(path)
        guard var entry = moved ?? existing, entry.state != .broken else {
            return edition.entries.append(unread(path, mark))
        }
        if entry.isShown(at: now), gate.stops(entry, .withdrawn, at: path) {
            return holdBack(entry, .withdrawn, at: path)
        }
        if let moved { rename(moved, to: path) }
        if entry.isShown(at: now) { changes.removed.append(Report.Item(entry)) }
        entry.path = path
        entry.file = mark
        entry.state = .draft
        ledger.remember(entry, named: names(of: path))
        edition.entries.append(entry)
    }

    /// What is known of a file that could never be read: that it need not be read again.
    private func unread(_ path: String, _ mark: FileMark) -> CatalogueEntry {
        CatalogueEntry(
            path: path,
            file: mark,
            state: .broken,
            id: derivedID(of: path),
            published: Date(timeIntervalSince1970: 0),
            updated: Date(timeIntervalSince1970: 0)
        )
    }

    /// Takes an article out: its file has been gone for long enough.
    mutating func remove(_ entry: CatalogueEntry) {
        if entry.state == .broken {
            edition.forgotten.append(entry.path)
            return
        }
        if gate.stops(entry, .removed, at: entry.path) { return hold(entry, .removed) }
        if entry.isShown(at: now) { remove(asItem: entry) }
        edition.entries.append(entry.gone)
    }

    /// Keeps an entry whose file has gone from an inbox.
    mutating func keepWithoutFile(_ entry: CatalogueEntry) {
        gate.settle(entry)
        edition.touched.append(KnownFile(path: entry.path, mark: entry.file.withoutFile, state: entry.state))
    }

    /// Keeps the body of an entry that this pass has taken: its file may not be there when it is wanted.
    mutating func keepBody(_ html: String, from source: Fingerprint, at path: String) {
        guard let entry = edition.entries.last, entry.path.isSpelled(as: path), entry.state == .live,
            !gate.holds(entry.id) || gate.back.contains(entry.id)
        else { return }
        keep(KeptBody(id: entry.id, source: source, html: html))
    }

    mutating func keep(_ body: KeptBody) { edition.bodies.append(body) }

    mutating func hold(_ reason: String) {
        changes.reasons.append(reason)
        report([Problem(file: "", message: reason)])
    }

    /// Says what the guard is to remember.
    mutating func remember(_ departures: [Departure], returned: [String]) {
        edition.departures = departures
        edition.returned = returned
    }

    mutating func report(_ problems: [Problem]) {
        edition.problems += problems.map {
            StoredProblem(
                path: $0.file,
                line: $0.line,
                message: $0.message,
                isWarning: $0.severity == .warning
            )
        }
    }

    /// Says whose problems are replaced, those of the feed as a whole among them; nil: all.
    mutating func lookedAt(_ paths: [String]?) { edition.lookedAt = paths.map { $0 + [""] } }

    /// Says that the problems of one more path are replaced.
    mutating func lookedAlso(at path: String) { edition.lookedAt?.append(path) }

    /// Reports what is wrong with an article that this pass did not look at for its own sake.
    mutating func report(_ problem: Problem) {
        edition.lookedAt?.append(problem.file)
        report([problem])
    }

    /// Releases an article for good, if its date turns out to lie ahead.
    mutating func release(_ path: String) { releases.insert(path) }

    /// Has edits of an article told nobody, from now on for a while.
    mutating func silence(_ path: String) { silenced.insert(path) }

    mutating func show(_ documents: [FeedDocument], bodies: [KeptBody]) {
        edition.documents = documents
        edition.bodies += bodies
        changes.documents = documents.map(\.selfLink)
    }

    mutating func setFormerPaths(_ paths: [String], of format: Format) {
        ledger.formerPaths[format] = paths.isEmpty ? nil : paths
    }

    mutating func keep(_ media: EditionMedia) { edition.media = media }

    /// Says whether subscribers are told of what is new, and also of what was served before without being told.
    mutating func tell(_ isTold: Bool, untold: Bool, isUrgent: Bool) {
        edition.isTold = isTold || untold
        edition.tellsUntold = untold
        edition.isUrgent = isUrgent
        edition.pingedHubs = feed.hubs
        if untold || isTold && !edition.documents.isEmpty { quiet.told() }
        quiet.expire(at: now)
        edition.quietTimes = quiet.changes
    }

    /// Whether this pass has read the entry's file anew.
    func changes(bodyOf entry: CatalogueEntry) -> Bool { edition.entries.contains { $0.id == entry.id } }

    /// Takes back into an empty ledger what the store still knows.
    mutating func recall(_ entries: [CatalogueEntry], formerSlugs: [String: [String]]) {
        for entry in entries where entry.state != .broken {
            if let slugs = formerSlugs[entry.id] { ledger.lines[entry.path] = Ledger.Line(former: slugs) }
            ledger.remember(entry, named: names(of: entry.path))
        }
        knownLines = ledger.lines
    }

    private mutating func rename(_ moved: CatalogueEntry, to path: String) {
        edition.renamings.append(Renaming(from: moved.path, to: path))
        let line = knownLines[moved.path]
        // Another article may have come to the old path already: two may swap theirs.
        if !goals.contains(moved.path) { ledger.lines[moved.path] = nil }
        goals.insert(path)
        ledger.lines[path] = line
        ids[moved.id] = path
        if let id = line?.id { remembered[id] = path }
    }

    /// The article's id; nil where another article has the id that it claims.
    private func id(of article: Article, before: CatalogueEntry?, owners: Owners) -> String? {
        func isFree(_ id: String, inLedger claims: [String: String] = [:]) -> Bool {
            guard let owner = ids[id] ?? owners.ids[id]?.path ?? claims[id] else { return true }
            return owner == article.path || owner == before?.path
        }
        let path = article.path
        if let explicit = article.id {
            // An author who writes a deleted article's id means that article.
            guard isFree(explicit) || ids[explicit] == nil && owners.ids[explicit]?.isGone == true else {
                return nil
            }
            return explicit
        }
        if let id = adopted[path]?.id { return id }
        let id = before?.id ?? ledger.lines[path]?.id ?? derivedID(of: path)
        if isFree(id, inLedger: remembered) { return id }
        return firstFree(after: path) { isFree($0, inLedger: remembered) }
    }

    /// An id for an article whose derived one belongs to another: to one that was renamed, say, or has another extension.
    private func firstFree(after path: String, _ isFree: (String) -> Bool) -> String {
        var number = 2
        while true {
            let id = EntryID.derived(authority: ledger.authority, feed: feed.name, path: "\(path)#\(number)")
            if isFree(id) { return id }
            number += 1
        }
    }

    private mutating func refuse(
        _ article: Article,
        _ mark: FileMark,
        existing: CatalogueEntry?,
        moved: CatalogueEntry?
    ) {
        let id = article.id ?? ""
        let problem = Problem(
            file: article.path,
            message:
                "the id \"\(id)\" already belongs to another article; give this one an id of its own, or none"
        )
        changes.read -= 1
        keep(problem, at: article.path, mark: mark, existing: existing, moved: moved)
    }

    private mutating func published(_ article: Article, before: CatalogueEntry?, mark: FileMark) -> Date {
        let path = article.path
        if let written = article.published {
            if releases.contains(path), written > now, ledger.lines[path]?.released == nil {
                ledger.lines[path, default: Ledger.Line()].released = now.rounded
            }
            // A release by hand is for good, until the author writes a date that had come by then.
            if let released = ledger.lines[path]?.released, written > released { return released }
            ledger.lines[path]?.released = nil
            if let date = adopted[path]?.published {
                ledger.lines[path, default: Ledger.Line()].date = date
                ledger.lines[path]?.written = date == written.rounded ? nil : written.rounded
            }
            if let date = ledger.lines[path]?.published(written: written.rounded) { return date }
            ledger.lines[path]?.written = nil
            return written.rounded
        }
        if let date = adopted[path]?.published { return date }
        return (ledger.lines[path]?.date ?? before?.published ?? min(mark.time, now)).rounded
    }

    /// Never before `published`, never less than it was, never in the future.
    private mutating func updated(
        _ article: Article,
        before: CatalogueEntry?,
        mark: FileMark,
        published: Date
    ) -> Date {
        if let date = adoptedUpdate(of: article, published: published) { return date }
        let known = unchanged(before)
        var updated = article.updated ?? mark.time
        if article.updated == nil, let known, before?.bodyHash == Fingerprint(article.bodyHash) {
            updated = known
        }
        updated = max(min(updated.rounded, now.rounded), known ?? published)
        return max(updated, published)
    }

    /// The date of the last update as an older feed told it, as long as the article is the one that it told of.
    private mutating func adoptedUpdate(of article: Article, published: Date) -> Date? {
        let path = article.path
        if let adopted = adopted[path] {
            // An older feed that tells of no updates has had none to tell: the file's time is that of a copy.
            let date = adopted.updated ?? (article.updated == nil ? published : nil)
            let isWritten = date == article.updated?.rounded
            ledger.lines[path, default: Ledger.Line()].update =
                isWritten ? nil : date.map { Ledger.Update(date: $0, mark: article.updateMark) }
        }
        guard let update = ledger.lines[path]?.update else { return nil }
        if update.mark == article.updateMark { return max(min(update.date, now.rounded), published) }
        ledger.lines[path]?.update = nil
        return nil
    }

    /// The slugs that the article had, the last one last; who takes another's former slug has it for good.
    private mutating func former(of article: Article, slug: String, before: CatalogueEntry?) -> [String] {
        if let owner = formerOwners[slug], owner != article.path, owner != before?.path {
            ledger.lines[owner]?.former.removeAll { $0 == slug }
            knownLines[owner]?.former.removeAll { $0 == slug }
        }
        var former = ledger.lines[article.path]?.former ?? []
        if let before, before.state == .live, before.slug != slug { former.append(before.slug) }
        if former.isEmpty { return [] }
        former = former.enumerated().filter { place, one in
            one != slug && !former[(place + 1)...].contains(one)
        }.map(\.element)
        ledger.lines[article.path, default: Ledger.Line()].former = former
        return former
    }

    /// The old addresses below the feed that its author names; those that others have are told of.
    private mutating func aliases(of article: Article) -> [String] {
        if article.aliases.isEmpty { return [] }
        return article.aliases.compactMap { alias in
            guard let path = FormerAddress.path(of: alias, base: base) else { return nil }
            let holder = taken.holder(of: path)
            if let holder, holder.feed != feed.name || holder.use != .name {
                report([.taken(alias, of: article, by: holder)])
                return nil
            }
            return FormerAddress.below(feed.name, base: base, alias: alias)
        }
    }

    /// When the entry was last updated as readers know it; nil where they do not.
    private func unchanged(_ entry: CatalogueEntry?) -> Date? {
        // What lay ahead was never shown, and an article whose date is drawn nearer does not keep it.
        entry.flatMap { $0.updated <= now ? $0.updated : nil }
    }

    /// Whether nobody is told of what this article says now.
    private mutating func isSilent(_ article: Article, id: String) -> Bool {
        if silenced.contains(article.path) {
            quiet.silence(id, until: now + QuietTimes.silence)
            changes.silenced.append(article.path)
        }
        let isSilent = article.isSilent || quiet.isSilent(id, at: now)
        if isSilent { silent.insert(id) }
        return isSilent
    }

    /// Whether subscribers hear now of an enclosure that has come to an entry: to them it is an edit like any other.
    mutating func tells(ofArrivalIn entry: CatalogueEntry) -> Bool {
        if silent.contains(entry.id) || quiet.isSilent(entry.id, at: now) { return false }
        guard letsEditsWait, let end = quiet.end(of: entry, for: quietFor, at: now) else { return true }
        quiet.wait(entry.id, until: end)
        return false
    }

    private mutating func slug(of article: Article, before: CatalogueEntry?, owners: Owners) -> String {
        func isFree(_ slug: String) -> Bool {
            guard let owner = slugs[slug] ?? owners.slugs[slug] else { return true }
            return owner == article.path || owner == before?.path
        }
        let wished = wishedSlug(of: article, before: before)
        var slug = wished
        while !isFree(slug) {
            let number = (numbers[wished] ?? 1) + 1
            slug = "\(wished)-\(number)"
            numbers[wished] = number
        }
        if slug != wished, article.slug != nil {
            report([.contested(wished, by: article.path, having: slug)])
        } else if article.slug != nil {
            let own = Slug.own(article.slug, path: article.path)
            if Slug.isNumbered(slug, from: own) { numbered.append((article.path, own, slug)) }
        }
        slugs[slug] = article.path
        return slug
    }

    /// Warns of the articles that have a number from before because another one has their slug.
    mutating func reportContested() {
        for (path, own, slug) in numbered where slugs[own].map({ $0 != path }) ?? false {
            report([.contested(own, by: path, having: slug)])
        }
        numbered = []
    }

    /// The slug that the article has unless it belongs to another.
    func wishedSlug(of article: Article, before: CatalogueEntry?) -> String {
        let own = Slug.own(article.slug, path: article.path)
        let adopted = adopted[article.path]?.slug
        let remembered = adopted ?? ledger.lines[article.path]?.slug
        // A slug that its file's name gives is none that its author has written.
        if let remembered, article.slug != nil, own == Slug.own(nil, path: article.path) { return remembered }
        let kept = adopted ?? before?.slug ?? remembered
        guard let kept, article.slug == nil || before == nil && Slug.isNumbered(kept, from: own) else {
            return own
        }
        return kept
    }

    /// Writes the entry down, if anything about it is new, and says what a subscriber sees of it.
    private mutating func place(
        _ entry: CatalogueEntry,
        before: CatalogueEntry?,
        former: FormerAddresses,
        isSilent: Bool
    ) {
        var same = before
        same?.file = entry.file
        same?.path = entry.path
        if same == entry, let before {
            // White space may matter to a reader, in code say: such a body is served anew, but is no update. Under its
            // new path it is no change to a reader either, but documents are made of what an edition says.
            if before.file.hash != entry.file.hash || !before.path.isSpelled(as: entry.path) {
                edition.entries.append(entry)
            } else {
                edition.touched.append(KnownFile(path: entry.path, mark: entry.file, state: entry.state))
            }
            return
        }
        let wasShown = before?.isShown(at: seen) ?? false
        // What was kept of one that has none any more goes; most never had any.
        let isOther = before.map { $0.headHash != entry.headHash || $0.id != entry.id } ?? false
        if isOther || former != FormerAddresses(id: entry.id) { edition.former.append(former) }
        if let before, before.id != entry.id, before.state == .live || before.state == .draft,
            adopted[entry.path] == nil
        {
            // Its former id was somebody's: nobody else may have it, not even a file that comes to this path.
            var gone = before.gone
            (gone.path, gone.slug) = ("", "")
            edition.entries += [gone, entry]
            if wasShown { remove(asItem: before) }
            if entry.isShown(at: now) { add(entry, isSilent: isSilent) }
            return
        }
        edition.entries.append(entry)
        switch (before, entry.isShown(at: now)) {
        case (let before?, true) where wasShown: change(entry, before, isSilent: isSilent)
        case (_, true): add(entry, isSilent: isSilent)
        case (_, false) where wasShown: remove(asItem: entry)
        case (_, false):
            if entry.state == .live, entry.published > now { changes.scheduled.append(Report.Item(entry)) }
        }
    }

    /// Counts an entry of the catalogue that appears or expires by the clock, unless this pass has told of it already.
    mutating func countMoment(of entry: CatalogueEntry) {
        let isCounted = [changes.added, changes.removed].contains { $0.contains { $0.id == entry.id } }
        let present = edition.entries.last { $0.id == entry.id } ?? entry
        let (wasShown, isShown) = (entry.isShown(at: seen), present.isShown(at: now))
        if isCounted || wasShown == isShown { return }
        if isShown { changes.added.append(Report.Item(present)) }
        if wasShown { changes.removed.append(Report.Item(present)) }
    }

    private mutating func add(_ entry: CatalogueEntry, isSilent: Bool) {
        if quietFor > 0 { quiet.begin(entry.id, until: max(now, entry.published) + quietFor) }
        var item = Report.Item(entry)
        item.isTold = !isSilent
        hasNews = hasNews || item.isTold
        changes.added.append(item)
    }

    private mutating func change(_ entry: CatalogueEntry, _ before: CatalogueEntry, isSilent: Bool) {
        var item = Report.Item(entry)
        item.differences = entry.differences(from: before)
        if item.differences.isEmpty { return }
        item.isTold = !isSilent
        if !isSilent, letsEditsWait, let end = quiet.end(of: entry, for: quietFor, at: now) {
            quiet.wait(entry.id, until: end)
            item.isTold = false
        }
        hasNews = hasNews || item.isTold
        changes.changed.append(item)
    }

    private mutating func remove(asItem entry: CatalogueEntry) {
        hasNews = true
        changes.removed.append(Report.Item(entry))
    }
}

extension CatalogueEntry {
    fileprivate var gone: CatalogueEntry {
        var gone = self
        gone.state = .gone
        return gone
    }
}

extension FileMark {
    var time: Date { Date(timeIntervalSince1970: Double(modified) / 1e9) }

    /// The mark of a file that has gone and whose article stays.
    var withoutFile: FileMark { FileMark(inode: 0, size: size, modified: 0, hash: hash) }

    var hasFile: Bool { inode != 0 }
}

extension Date {
    /// To the second, rounded down.
    var rounded: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}

extension Report.Item {
    init(_ entry: CatalogueEntry) {
        self.init(id: entry.id, title: entry.title, path: entry.path)
    }
}

extension Problem {
    fileprivate static func contested(_ wished: String, by path: String, having slug: String) -> Problem {
        Problem(
            file: path,
            message: "the slug \"\(wished)\" already belongs to another article; this one has \"\(slug)\"",
            severity: .warning
        )
    }

    fileprivate static func taken(
        _ alias: String,
        of article: Article,
        by holder: TakenAddresses.Holder
    ) -> Problem {
        Problem(
            file: article.path,
            line: article.aliasLine,
            message: "the alias \"\(alias)\" is \(holder.words) and leads there; leave it out",
            severity: .warning
        )
    }
}

extension Article {
    /// What tells this text, with the author's date of its update, from others.
    fileprivate var updateMark: String {
        ContentHash(of: "\(bodyHash.hexadecimal) \(updated?.rfc3339 ?? "")").hexadecimal
    }
}
