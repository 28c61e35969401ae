import Feeds
import Foundation
import Logging
import Store

/// Views that somebody is subscribed to: documents that follow the editions of their feeds.
///
/// They are made of what the store has, behind the edition that changes them: so nobody waits for them who reads the
/// feed itself, and what is delivered is what anybody would get who asks. Views of which nobody is told are never made here.
extension Publisher {
    /// Takes note that somebody asks to be subscribed to a view, or may have left one.
    package func takeWishes() {
        hasWishes = true
        wake()
    }

    /// Makes what is wished for, brings up what is behind, and lets go what nobody is subscribed to.
    func tendViews(at now: Date) async {
        hasWishes = false
        do {
            let known = try await store.views()
            try await store.drop(known.filter { $0.etag != nil && !$0.isWanted }.map(\.key))
            keptViews = KeptViews(known.filter { $0.etag != nil && $0.isWanted }, before: keptViews)
            try await bringUp(known, at: now)
            for wish in known where wish.etag == nil && wish.isWanted { try await begin(wish.key, at: now) }
        } catch {
            putOffViews(after: error)
        }
    }

    /// Makes the views anew that an edition has changed.
    func followInViews(_ result: FeedPass.Result, of feed: FeedDefinition, _ conditions: FeedPass.Conditions)
        async
    {
        do {
            if keptViews == nil {
                keptViews = KeptViews(try await store.views().filter { $0.etag != nil }, before: nil)
            }
            if keptViews?.isEmpty ?? true { return }
            let changes = try await ViewChanges(result, of: feed, in: store, conditions)
            if changes.isEmpty && !result.edition.tellsUntold { return }
            for name in [feed.name, ""] {
                guard let kept = keptViews, kept.hasAny(of: name) else { continue }
                let touched = kept.touched(by: changes, of: name)
                var edition = ViewEdition(feed: name)
                edition.isTold = result.edition.isTold
                edition.isUrgent = result.edition.isUrgent
                // The feed's own edition has told of what belongs to the feed.
                edition.tellsUntold = result.edition.tellsUntold && name.isEmpty
                try await follow(try await wanted(touched), in: edition, after: changes, at: conditions.now)
            }
        } catch {
            putOffViews(after: error)
        }
    }

    /// Of these, those that somebody is subscribed to still.
    private func wanted(_ views: [KeptView]) async throws -> [KeptView] {
        if views.isEmpty { return [] }
        let unwanted = try await store.unwanted(
            of: views.flatMap { kept in
                kept.etags.keys.map { kept.place.view.key($0, in: kept.place.feed) }
            }
        )
        if unwanted.isEmpty { return views }
        try await store.drop(unwanted)
        for key in unwanted { keptViews?.forget(key) }
        return views.compactMap { keptViews?[$0.place] }
    }

    /// After a start, or an error: what a pass has committed, and its views do not show.
    private func bringUp(_ known: [StoredView], at now: Date) async throws {
        let behind = Set(known.filter { $0.etag != nil && !$0.isCurrent }.map(\.key.feed))
        for name in behind.sorted() {
            try await follow(keptViews?.all(of: name) ?? [], in: ViewEdition(feed: name), after: nil, at: now)
        }
    }

    /// Commits what is different in these views of one feed; nil: since when nobody knows.
    private func follow(
        _ views: [KeptView],
        in edition: ViewEdition,
        after changes: ViewChanges?,
        at now: Date
    ) async throws {
        var edition = edition
        var maker = ViewMaker(site: definitions, store: store, shelfmarks: shelfmarks, now: now)
        maker.fingerprints[edition.feed] = fingerprint(of: edition.feed)
        var made: [KeptView] = []
        for var kept in views {
            // Where there is no definition, the last documents are served.
            let shown = try await maker.shown(
                kept.place.view,
                of: kept.place.feed,
                isKept: true,
                after: changes == nil ? nil : kept.sources,
                changes ?? ViewChanges()
            )
            guard let shown else { continue }
            kept.remember(shown)
            for (format, etag) in kept.etags {
                let document = shown.composer.document(format, of: kept.place.view, showing: shown)
                if document.etag == etag { continue }
                kept.etags[format] = document.etag
                edition.documents.append(document)
                if !shown.hasLinks { edition.unlinked.insert(document.key) }
            }
            made.append(kept)
        }
        try await store.commit(edition, at: now)
        for kept in made { keptViews?[kept.place] = kept }
    }

    /// Of a feed's definition, where a pass has made it already.
    private func fingerprint(of feed: String) -> String? {
        let definition = definitions.feeds.first { $0.name == feed }
        guard let memory = memories[feed], memory.definition == definition else { return nil }
        return memory.fingerprint
    }

    /// Makes a view a document, for one who asks to be subscribed to it.
    private func begin(_ key: FeedDocument.Key, at now: Date) async throws {
        let maker = ViewMaker(site: definitions, store: store, shelfmarks: shelfmarks, now: now)
        guard let place = KeptView.Place(key), let shown = try await maker.shown(place.view, of: key.feed)
        else {
            return try await store.refuse(key)
        }
        let document = shown.composer.document(key.format, of: place.view, showing: shown)
        var edition = ViewEdition(feed: key.feed)
        edition.documents = [document]
        if !shown.hasLinks { edition.unlinked = [document.key] }
        edition.isTold = false
        try await store.commit(edition, at: now)
        var kept = keptViews?[place] ?? KeptView(place)
        kept.etags[key.format] = document.etag
        kept.remember(shown)
        keptViews?[place] = kept
        logger.info("view kept", metadata: ["feed": "\(key.feed)", "view": "\(key.view)"])
    }

    /// What was missed is found out of the store, as after a start.
    private func putOffViews(after error: any Error) {
        logger.error("views not made, which is repeated", metadata: ["error": "\(error)"])
        keptViews = nil
        viewsAreDue = Date() + Self.recovery
    }
}
