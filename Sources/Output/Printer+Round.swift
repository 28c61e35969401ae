import Articles
import Feeds
import Foundation
import NIOCore
import NIOHTTP1
import Publishing
import Store
import Web

/// One round: every address of the site is looked at, and what may be different is made.
extension Printer {
    /// What came of an address.
    private enum Leaf {
        case bytes([UInt8], modified: Date?)
        case media(OpenMedia)
        /// Nothing is there now, but what was is still good.
        case unchanged
        case nothing
    }

    /// Differs where another program may make other bytes of the same.
    private static let program: String = {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else { return "" }
        return "1 \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }()

    /// What a round knows so far.
    struct Round {
        let output: OutputFolder
        let site: Site
        /// All files that there will be.
        let files: Set<String>
        /// Those that are there.
        var kept: Set<String> = []
        var printed: Printed
        /// The documents of the view that was looked at last: those of one follow each other, and are made together.
        var view: (place: [String], documents: [Format: FeedDocument]) = ([], [:])
    }

    func fill(_ output: OutputFolder, _ printed: inout Printed) async throws {
        let records = output.manifest.records
        let known = records.filter { !$0.value.dependencies.isEmpty }.map { file, record in
            ("/" + file.droppingIndex, Dependencies(texts: record.dependencies))
        }
        let inventory = try await library.inventory(
            knowing: Dictionary(known) { first, _ in first },
            program: Self.program
        )
        let files = Set(inventory.items.compactMap { try? OutputPath.of($0.path, index: $0.index) })
        var round = Round(output: output, site: await library.site, files: files, printed: printed)
        defer { printed = round.printed }
        for item in inventory.items { try await take(item, &round) }
        // Which files a page shows is known for good when it is made.
        for item in try await library.files() where !inventory.isUnknown(item.path) {
            try await take(item, &round)
        }
        try await take(inventory.detours, knowsAll: inventory.unknown.isEmpty, &round)
        try output.flush()
        let kept = round.kept
        round.printed.removed = try output.removeAll { file in
            kept.contains(file) || inventory.isUnknown("/" + file)
                || inventory.isUnknown("/" + file.droppingIndex)
        }
    }

    private func take(_ item: Inventory.Item, _ round: inout Round) async throws {
        try Task.checkCancellation()
        let output = round.output
        let file: String
        do throws(OutputPath.Refusal) {
            file = try OutputPath.of(item.path, index: item.index)
        } catch {
            let url = round.site.base.url(of: item.path)
            return round.printed.problems.append(Problem(file: url, message: error.words))
        }
        guard !round.kept.contains(file) else { return }
        if let mark = item.mark, output.isCurrent(file, mark) {
            round.kept.insert(file)
            round.printed.kept += 1
            return
        }
        let leaf = try await leaf(of: item, &round)
        if case .nothing = leaf { return }
        round.kept.insert(file)
        // A file of the author's may have the very name.
        let codes =
            Coding.isWorthwhile(for: file)
            && round.files.isDisjoint(with: Coding.allCases.map { file + $0.ending })
        if try !put(leaf, of: item, at: file, codes: codes, in: output) { round.printed.kept += 1 }
        if case .article(let feed, let id) = item.content {
            output.note(try await library.dependencies(of: id, in: feed).texts, of: file)
        }
    }

    private func put(
        _ leaf: Leaf,
        of item: Inventory.Item,
        at file: String,
        codes: Bool,
        in output: OutputFolder
    ) throws(Problem) -> Bool {
        switch leaf {
        case .bytes(let bytes, let modified):
            return try output.put(bytes, at: file, mark: item.mark, modified: modified, codes: codes)
        case .media(let media):
            guard let mark = item.mark else { preconditionFailure("a file has the mark of how it stands") }
            return try output.put(media, at: file, mark: mark, codes: codes)
        case .unchanged, .nothing: return false
        }
    }

    private func leaf(of item: Inventory.Item, _ round: inout Round) async throws -> Leaf {
        let site = round.site
        switch item.content {
        case .document(let key):
            guard let document = try await store.document(key) else { return .nothing }
            return .bytes(document.bytes, modified: document.lastModified)
        case .view(let view, let format, let feed):
            if round.view.place != [feed, view.path] {
                round.view = ([feed, view.path], try await library.documents(of: view, in: feed))
            }
            guard let document = round.view.documents[format] else { return .nothing }
            return .bytes(document.bytes, modified: nil)
        case .article, .answer: return try await answer(to: item.path, in: site)
        case .notice:
            guard case .whole(let bytes) = await routes.answer(.plain(item.path)).body else {
                return .nothing
            }
            return .bytes(Array(bytes.readableBytesView), modified: nil)
        case .media(let name, let path):
            guard let feed = site.feeds.first(where: { $0.name == name }) else { return .unchanged }
            let folders = MediaFolders(articles: feed.articles, feed: feed.folder)
            return folders.open(path).map { .media($0) } ?? .unchanged
        }
    }

    /// What the daemon answers to who asks; of what lies elsewhere, a page that leads there.
    private func answer(to path: String, in site: Site) async throws -> Leaf {
        let response = await routes.answer(.plain(path))
        switch response.status.code {
        case 200:
            guard case .whole(let bytes) = response.body else { return .nothing }
            return .bytes(Array(bytes.readableBytesView), modified: nil)
        case 301, 302, 308:
            guard let goal = response.headers.first(name: "Location"), goal != site.base.url(of: path) else {
                return .nothing
            }
            return .bytes(Array(RedirectPage.html(to: goal).utf8), modified: nil)
        case 404, 410: return .nothing
        default:
            throw Problem(
                file: site.base.url(of: path),
                message: "cannot be made now: answered with \(response.status.code)"
            )
        }
    }
}

extension Inventory.Item {
    /// The name of its file where its address ends with a slash: a document's tells what it is.
    fileprivate var index: String {
        switch content {
        case .document(let key):
            switch key.format {
            case .rss, .atom: "index.xml"
            case .json: "index.json"
            }
        case .view, .article, .answer, .notice, .media: "index.html"
        }
    }
}

extension String {
    /// The path of an address that this is the file of.
    fileprivate var droppingIndex: String {
        for index in ["index.html", "index.xml", "index.json"] where self == index || hasSuffix("/" + index) {
            return String(dropLast(index.count))
        }
        return self
    }
}
