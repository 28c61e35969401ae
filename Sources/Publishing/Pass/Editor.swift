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
    var ledger: Ledger
    var edition: Edition
    var changes: Report.Changes
    /// Where published entries go.
    var gate: Gate
    var quiet: QuietTimes
    /// For how long edits wait after a publication, in seconds; at a feed's first pass nothing is published anew.
    var quietFor: TimeInterval = 0
    /// When readers were shown what the catalogue says before this pass: before the moment that is its reason.
    var seen: Date
    /// Whether what the catalogue says was read by another version of this program.
    var isUpgrade = false
    /// Whether edits wait at all: not where somebody said "now".
    var letsEditsWait = true
    /// Whether subscribers should hear of this edition because of its articles.
    var hasNews = false
    /// Slugs and ids that this pass has given, with the paths that have them.
    var slugs: [String: String] = [:]
    var ids: [String: String] = [:]
    /// The slugs that articles give up in this pass, with their ids.
    var vacated: [String: String] = [:]
    /// The last number that told a slug from the same one of another article.
    var numbers: [String: Int] = [:]
    /// Articles that are numbered since another had the slug that their heads give: who has it now is known when all are read.
    var numbered: [(path: String, own: String, slug: String, owner: String?)] = []
    /// The ledger's lines as they were, and the paths that articles have left and come to in this pass.
    var knownLines: [String: Ledger.Line]
    var goals: Set<String> = []
    var releases: Set<String> = []
    /// The paths whose edits are told nobody, by hand.
    var silenced: Set<String> = []
    /// The ids of articles that this pass has read, and whose edits are told nobody.
    var silent: Set<String> = []
    /// The ids that are shown from this pass on, and whose articles were not there before it.
    var newcomers: [String] = []
    /// What was shown before this pass and is not any more, with the pages that those entries had.
    var goneEntries: [CatalogueEntry] = []
    /// The paths of articles that have come to where others were before, and are none of those.
    var strangers: Set<String> = []
    /// Those whose dates this pass has found, by their ids: which second each has is decided when all are read.
    var undecided: [String: Undecided] = [:]
    /// The views to which entries belonged before this pass that are filed otherwise now, or gave way to another.
    var leftViews: Set<View> = []
    /// Whose ids the ledger says they are: also of articles that this pass reads later, or finds in no store.
    var remembered: [String: String] = [:]
    /// What articles take over from an older feed in this pass, by path.
    let adopted: [String: Adopted]
    /// The articles that had a slug before, by that.
    var formerOwners: [String: String] = [:]
    /// The articles, be they there or gone, whose slugs the ledger knows, by those.
    var namedOwners: [String: String] = [:]
    let base: Base?
    /// Whose the site's paths are: no article's alias is what another feed has.
    let taken: TakenAddresses

    init(
        _ feed: FeedDefinition,
        record: FeedRecord,
        base: Base? = nil,
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
        self.base = base ?? Base(record.base)
        knownLines = ledger.lines
        for (path, line) in ledger.lines {
            if let id = line.id { remembered[id] = path }
            if let slug = line.slug { namedOwners[slug] = path }
            for slug in line.former { formerOwners[slug] = path }
        }
        edition = Edition(feed: record)
        changes = Report.Changes(feed: feed.name)
    }

    /// The id that an article has if nothing else says so.
    func derivedID(of path: String) -> String {
        EntryID.derived(authority: ledger.authority, feed: feed.name, path: path.withoutExtension)
    }

    func names(of article: Article) -> Ledger.Names {
        Ledger.Names(
            id: article.id ?? derivedID(of: article.path),
            slug: Slug.own(article.slug, path: article.path)
        )
    }

    func names(of path: String) -> Ledger.Names {
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
        report(article.warnings)
        let before = moved ?? existing.flatMap { $0.state == .broken ? nil : $0 }
        guard let id = id(of: article, before: before, owners: owners) else {
            return refuse(article, mark, existing: existing, moved: moved)
        }
        if let before, let fate = fate(of: before, as: article, id: id),
            gate.stops(before, fate, at: article.path)
        {
            return holdBack(before, fate, at: article.path, mark: mark)
        }
        ids[id] = article.path
        if let moved { rename(moved, to: article.path) }
        // An article that another one with an id of its own is moved over is gone.
        if moved != nil, let existing, existing.isShown(at: now) {
            remove(asItem: existing)
            leftViews.formUnion(View.words(of: existing, in: feed).keys)
        }
        let isSilent = isSilent(article, id: id, before: before)
        if isReadAnew(article, before: before) { keepAdoptedUpdate(of: article) }
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
        noteDates(of: entry, article, before: before)
        entry.slug = slug(of: article, before: before, existing: existing, owners: owners)
        entry.title = article.title ?? ""
        entry.summary = article.summary
        entry.link = article.link
        entry.expires = article.expires
        entry.authors = article.authors.map { Author(name: $0.name, email: $0.email, url: $0.url) }
        entry.tags = article.tags
        entry.section = article.section
        entry.details = article.details.map { EntryDetails($0) }
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
        entry.past = past(of: entry, before: before, isShown: entry.isShown(at: now))
        let addresses = FormerAddresses(id: id, slugs: former, aliases: aliases(of: article))
        gate.settle(entry)
        place(entry, before: before, former: addresses, isSilent: isSilent)
    }
}
