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
            remember(known.filter { $0.etag != nil && $0.isWanted })
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
            if keptViews == nil { remember(try await store.views().filter { $0.etag != nil }) }
            guard let kept = keptViews, !kept.isEmpty else { return }
            let changes = try await ViewChanges(result, of: feed, in: store, conditions)
            if changes.isEmpty && !result.edition.tellsUntold { return }
            for name in [feed.name, ""] {
                let views = kept.values.filter { $0.place.feed == name }
                if views.isEmpty { continue }
                var edition = ViewEdition(feed: name)
                edition.isTold = result.edition.isTold
                edition.isUrgent = result.edition.isUrgent
                // The feed's own edition has told of what belongs to the feed.
                edition.tellsUntold = result.edition.tellsUntold && name.isEmpty
                let touched = views.filter { $0.isTouched(by: changes) }
                try await follow(try await wanted(touched), in: edition, after: changes, at: conditions.now)
            }
        } catch {
            putOffViews(after: error)
        }
    }

    /// Of these, those that somebody is subscribed to still.
    private func wanted(_ views: [KeptView]) async throws -> [KeptView] {
        if views.isEmpty { return [] }
        let unwanted = try await store.unwantedViews()
        if unwanted.isEmpty { return views }
        try await store.drop(unwanted)
        forget(unwanted)
        return views.compactMap { keptViews?[$0.place] }
    }

    private func remember(_ stored: [StoredView]) {
        var views: [KeptView.Place: KeptView] = [:]
        for one in stored {
            guard let place = KeptView.Place(one.key) else { continue }
            var kept = views[place] ?? keptViews?[place] ?? KeptView(place)
            if views[place] == nil { kept.etags = [:] }
            if kept.sources == nil { kept.hasLinks = one.hasLinks || views[place]?.hasLinks ?? false }
            kept.etags[one.key.format] = one.etag
            views[place] = kept
        }
        keptViews = views
    }

    private func forget(_ keys: [FeedDocument.Key]) {
        for key in keys {
            guard let place = KeptView.Place(key) else { continue }
            keptViews?[place]?.etags[key.format] = nil
            if keptViews?[place]?.etags.isEmpty == true { keptViews?[place] = nil }
        }
    }

    /// After a start, or an error: what a pass has committed, and its views do not show.
    private func bringUp(_ known: [StoredView], at now: Date) async throws {
        let behind = Set(known.filter { $0.etag != nil && !$0.isCurrent }.map(\.key.feed))
        for name in behind.sorted() {
            let views = keptViews?.values.filter { $0.place.feed == name }
            try await follow(views ?? [], in: ViewEdition(feed: name), after: nil, at: now)
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
        let maker = ViewMaker(site: definitions, store: store, now: now)
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

    /// Makes a view a document, for one who asks to be subscribed to it.
    private func begin(_ key: FeedDocument.Key, at now: Date) async throws {
        let maker = ViewMaker(site: definitions, store: store, now: now)
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
