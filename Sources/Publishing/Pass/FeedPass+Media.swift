import Articles
import Foundation
import Store

/// The files that a feed and its entries refer to.
extension FeedPass {
    /// The feed's own pictures: as they were, or found and looked at now.
    mutating func pictures(editor: inout Editor) async throws -> EntryMedia {
        // A problem names the line, which may be another one in an otherwise equal definition.
        let lines = feed.lines.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        let circumstances = ([fingerprint, base.url] + lines).joined(separator: " ")
        if !isFeedStale, let known = memory.media.ofFeed(under: circumstances) { return known }
        var desk = MediaDesk(feed: feed, base: base, store: store, inspector: inspector)
        var pictures = try await desk.media(of: [MediaReferrer(feed, base: base)])[""] ?? EntryMedia()
        if let problem = PodcastCover.problem(of: feed, pictures) { pictures.problems.append(problem) }
        memory.media.note(ofFeed: pictures, under: circumstances)
        take(desk, editor: &editor)
        return pictures
    }

    mutating func take(_ desk: MediaDesk, editor: inout Editor) {
        if desk.hasLooked { memory.media.inability = desk.inability }
        if let seconds = desk.retry {
            memory.media.retry = [memory.media.retry, now + seconds].compactMap(\.self).min()
        }
        editor.keep(desk.news)
    }

    /// Tells of files that are not there to which articles refer that the documents do not show; they are not measured.
    mutating func lookForMedia(
        besides shown: Set<String>,
        composer: Composer,
        editor: inout Editor
    ) async throws {
        var rest = editor.edition.entries.filter { $0.isShown(at: now) && !shown.contains($0.id) }[...]
        while !rest.isEmpty {
            var bodies = Bodies(feed: feed, store: store, now: now)
            let filled = try await bodies.fill(Array(rest.prefix(256)), reader: &reader, problems: { _ in })
            rest = rest.dropFirst(256)
            var named = NamedLinks(reader)
            for (entry, html) in filled { named.look(for: html, of: entry.path) }
            reportDeadLinks(in: filled, composer: composer, editor: &editor)
            var desk = MediaDesk(feed: feed, base: base, store: store, inspector: nil)
            let media = try await desk.media(
                of: filled.map { entry, html in
                    let written = named.written(html, of: entry.path, articles: [:])
                    return MediaReferrer(entry, html: written, composer: composer)
                }
            )
            for (entry, _) in filled { editor.report(media[entry.id]?.problems ?? []) }
        }
    }

    /// Tells of links to Markdown files that are not there: nobody but an author's editor could follow them anyway.
    ///
    /// Pages may well lie elsewhere on a site: of links to them nothing can be said.
    func reportDeadLinks(
        in bodies: [(entry: CatalogueEntry, html: String)],
        composer: Composer,
        editor: inout Editor
    ) {
        for (entry, html) in bodies {
            for (reference, path) in composer.articleReferences(in: html, of: entry) {
                guard FileNames.isMarkdown(path), case .missing = reader.folder.look(at: path) else {
                    continue
                }
                editor.report(
                    Problem(
                        file: entry.path,
                        line: reader.folder.line(of: reference, in: entry.path),
                        message:
                            "links to \"\(reference)\", which is no article here, so that the link leads nowhere; mend its name",
                        severity: .warning
                    )
                )
            }
        }
    }
}
