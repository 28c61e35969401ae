import Feeds
package import Foundation
package import Logging
package import NIOCore
package import Publishing
package import Reactor
package import Store

/// Takes new documents from the store, and lays them out on every event loop.
package actor Shelf: QueueActor {
    package nonisolated let executor = QueueExecutor("web.shelf")

    private let store: any Store
    private let publisher: Publisher
    private let logger: Logger
    private let press = Press()
    private let loops: [(loop: any EventLoop, table: NIOLoopBoundBox<DocumentTable>)]
    private var documents: [FeedDocument.Key: PreparedDocument] = [:]
    private var places: [String: FeedDocument.Key] = [:]
    private var updates: [Update: ByteBuffer] = [:]
    /// The versions that lie on every loop.
    private var laidOut: [FeedDocument.Key: Int64] = [:]
    /// The definitions by which they lie where they lie.
    private var layout: Layout?
    private var bench: CodingBench
    /// Rings when what is fresh gets its first coding.
    private var coding: Alarm?
    /// Rings when something has settled.
    private var settling: Alarm?
    private let codings: AsyncStream<Void>
    private let beginCoding: AsyncStream<Void>.Continuation
    /// Whether what the store had at the start lies on the loops.
    private var isReady = false
    private var hasCaughtUp = false

    /// What is newer than a version in a version.
    private struct Update: Hashable {
        var key: FeedDocument.Key
        var version: Int64
        var since: Int64
        var coding: Coding
    }

    private struct Layout: Equatable {
        var feeds: [FeedDefinition]
        var base: Base
    }

    /// A shelf for some event loops, on which a document that has stayed as it is for `settling` seconds gets all codings.
    package init(
        store: any Store,
        publisher: Publisher,
        loops: [any EventLoop],
        settling: TimeInterval = 2,
        logger: Logger
    ) {
        self.store = store
        bench = CodingBench(settling: settling)
        self.publisher = publisher
        self.logger = logger
        self.loops = loops.map { ($0, NIOLoopBoundBox.makeBoxSendingValue(DocumentTable(), eventLoop: $0)) }
        (codings, beginCoding) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// The tables, in the order of the loops.
    nonisolated var tables: [NIOLoopBoundBox<DocumentTable>] { loops.map(\.table) }

    /// Says what the paths are below, before the first request comes.
    package func open() async { layOut(await publisher.site) }

    /// Follows the store's commits until the task is cancelled.
    package func run() async {
        let commits = store.editions()
        await withDiscardingTaskGroup { group in
            group.addTask { for await _ in self.codings { await self.compress() } }
            await restock()
            isReady = true
            for await _ in commits { await restock() }
            group.cancelAll()
        }
    }

    /// Whether what the store had when this was first asked lies on the loops; once true, it stays so.
    ///
    /// A first pass that is committed is not served yet: who is told "ready" may ask for its documents at once.
    package func catchesUp() async throws -> Bool {
        if hasCaughtUp { return true }
        let heads = try await store.documentHeads()
        hasCaughtUp = isReady && heads.allSatisfy { laidOut[$0.key] ?? 0 >= $0.version }
        return hasCaughtUp
    }

    private func restock() async {
        do {
            let heads = try await store.documentHeads()
            var fresh: [PreparedDocument] = []
            for head in heads where documents[head.key]?.version != head.version {
                guard let document = try await store.document(head.key) else { continue }
                fresh.append(PreparedDocument(document, after: documents[head.key]))
            }
            let keys = Set(heads.map(\.key))
            let isAnyGone = documents.keys.contains { !keys.contains($0) }
            documents = documents.filter { keys.contains($0.key) }
            for document in fresh { documents[document.key] = document }
            let site = await publisher.site
            let isElsewhere = layout != Layout(feeds: site.feeds, base: site.base)
            if !fresh.isEmpty || isAnyGone || isElsewhere { layOut(site) }
            if !fresh.isEmpty { compressSoon(fresh.map(\.key)) }
        } catch {
            logger.error("documents not read", metadata: ["error": "\(error)"])
        }
    }

    /// The answer to one who has an older version and takes newer entries alone; nil to everybody else.
    func update(for request: Request) async -> Response? {
        guard request.header("A-IM") != nil, !request.isNavigation, let key = places[request.path],
            let document = documents[key]
        else { return nil }
        guard document.isToBeUpdated(for: request.headers),
            let since = document.version(knownTo: request.headers)
        else { return document.response(to: request.headers) }
        let coding = document.coding(for: request.headers)
        let update = Update(key: key, version: document.version, since: since, coding: coding)
        if let text = updates[update] { return document.update(text, coding) }
        let text = await press.compress(document.text(since: since), coding)
        // Many readers have the same few versions; what is left of older ones goes with them.
        if updates.count >= 64 { updates = [:] }
        updates[update] = text
        return document.update(text, coding)
    }

    /// Those who wait for the text are answered first: on few cores they and the press share one.
    private func compressSoon(_ keys: [FeedDocument.Key]) {
        for key in keys { bench.lay(key, at: .now) }
        // One that is set is left alone: editions may come so fast that it would never ring.
        guard coding == nil else { return }
        coding = Alarm(after: 0.02, for: self) { shelf in
            shelf.coding = nil
            shelf.beginCoding.yield()
        }
    }

    /// Adds codings to what lacks them, unless a newer version comes meanwhile.
    private func compress() async {
        var made = 0
        while let (key, coding) = bench.next(at: .now) {
            guard let document = documents[key] else { continue }
            let compressed = await press.compress(document.bytes, coding)
            guard let known = documents[key], known.version == document.version else { continue }
            documents[key] = known.with(coding, compressed)
            made += 1
            // Of many documents at a start each would be laid out as often as there are documents.
            if made.isMultiple(of: 64) || made < 64 { layOut(await publisher.site) }
        }
        if made >= 64 { layOut(await publisher.site) }
        settling = bench.wait(at: .now).map { Alarm(after: $0, for: self) { $0.beginCoding.yield() } }
    }

    private func layOut(_ site: Site) {
        layout = Layout(feeds: site.feeds, base: site.base)
        let addresses = DocumentAddresses(
            of: documents.values.map { ($0.key, $0.path, $0.formerPaths) },
            in: site
        )
        places = addresses.documents
        let byPath = addresses.documents.compactMapValues { documents[$0] }
        let aliases = addresses.aliases.mapValues(\.url)
        let versions = documents.mapValues(\.version)
        let basePath = site.base.path.removingPercentEncoding ?? site.base.path
        for (loop, table) in loops {
            loop.execute {
                table.value.replace(byPath, aliases: aliases, basePath: basePath)
            }
        }
        laidOut = versions
    }
}

/// Makes codings on a queue of its own, so that nobody waits for them.
private actor Press: QueueActor {
    nonisolated let executor = QueueExecutor("web.press")

    func compress(_ bytes: ByteBuffer, _ coding: Coding) -> ByteBuffer { coding.compress(bytes) }
}
