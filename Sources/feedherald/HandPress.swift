import Foundation
import Glibc
import Logging
import Media
import Outbound
import Output
import Publishing
import Push
import Store
import Web

/// Publishes without a daemon: the same publisher and courier, for one pass.
struct HandPress {
    let place: Place

    func publish(_ request: PublishRequest, step: (Publication.Step) -> Void) async throws {
        if request.isPlan { return try await plan(request, step: step) }
        let lock = try place.lockForCommand()
        let folderLock = try takeFolderLock()
        let store = try place.openStore()
        let key = try SecretKeyFile.key(in: place.state)
        let logger = Logger(label: "feedherald") { _ in LineLogHandler(.text, level: .error) }
        let publisher = try await publisher(of: store, sealingWith: key, logger: logger)
        let addressGuard = AddressGuard(
            allowing: place.definition.push.allowedNetworks.compactMap(Network.init),
            allowsEverything: Place.allowsPrivateCallbacks
        )
        let client = HTTPClient(
            addressGuard: addressGuard,
            inFlight: 256,
            perHost: 64,
            userAgent: "feedherald/\(Feedherald.version)"
        )
        let courier = Courier(
            store: store,
            client: client,
            key: key,
            logger: logger
        )
        let fetchGuard = AddressGuard(
            allowing: place.definition.fetch.allowedNetworks.compactMap(Network.init)
        )
        let enquirer = Enquirer(
            store: store,
            client: HTTPClient(addressGuard: fetchGuard, userAgent: "feedherald/\(Feedherald.version)"),
            publisher: publisher,
            logger: logger
        )
        let hub = Hub(store: store, key: key, addressGuard: addressGuard)
        let printer = printer(of: store, publisher, hub, logger: logger)
        var request = request
        if request.output == nil { request.output = await publisher.site.output }
        let output = request.output
        await withTaskGroup { group in
            group.addTask { await publisher.run() }
            group.addTask { await courier.run() }
            if output != nil { group.addTask { await printer.run() } }
            var feeds: [String] = []
            let publication = Publication(publisher: publisher, store: store)
            for await one in publication.carryOut(request, print: { await printer.print(into: $0) }) {
                if case .done(let report) = one { feeds = report.feeds.map(\.feed) }
                step(one)
            }
            // All is told; lengths that come now are served, and nobody is told of them.
            if !feeds.isEmpty, await enquirer.askAll() {
                _ = await publisher.publish(PublishRequest(targets: feeds))
                if let output { _ = await printer.print(into: output) }
            }
            group.cancelAll()
        }
        extendLifetime(folderLock)
        extendLifetime(lock)
    }

    /// What writes the site into a folder, of the answers that a daemon would give.
    private func printer(of store: SQLiteStore, _ publisher: Publisher, _ hub: Hub, logger: Logger) -> Printer
    {
        let library = Library(store: store, publisher: publisher)
        let routes = SiteRoutes(
            library: library,
            hub: hub,
            shelf: Shelf(store: store, publisher: publisher, loops: [], logger: logger),
            isReady: { true }
        )
        return Printer(library: library, routes: routes, store: store, publisher: publisher, logger: logger)
    }

    /// Has a feed go on where an older one ends, without publishing it.
    func adopt(_ request: AdoptionRequest) async throws -> Adoption {
        if request.isPlan { return try await adopt(request, in: planStore()) }
        let lock = try place.lockForCommand()
        let folderLock = try takeFolderLock()
        let adoption = try await adopt(request, in: place.openStore())
        extendLifetime(folderLock)
        extendLifetime(lock)
        return adoption
    }

    private func adopt(_ request: AdoptionRequest, in store: SQLiteStore) async throws -> Adoption {
        let logger = Logger(label: "feedherald") { _ in LineLogHandler(.text, level: .error) }
        let publisher = try await publisher(of: store, logger: logger)
        return await withTaskGroup { group in
            group.addTask { await publisher.run() }
            let adoption = await publisher.adopt(request)
            group.cancelAll()
            return adoption
        }
    }

    private func takeFolderLock() throws -> FolderLock {
        if let lock = FolderLock(of: place.folder) { return lock }
        throw CommandError(
            "a daemon or another command publishes \(place.folder), with another store than \(place.store)",
            code: Exit.busy
        )
    }

    private func planStore() throws -> SQLiteStore {
        let exists = FileManager.default.fileExists(atPath: place.store)
        return try exists ? SQLiteStore(copyOf: place.store) : SQLiteStore()
    }

    /// A plan works on a copy in memory: it is the same pass, and leaves nothing behind.
    private func plan(_ request: PublishRequest, step: (Publication.Step) -> Void) async throws {
        let store = try planStore()
        let logger = Logger(label: "feedherald") { _ in SwiftLogNoOpLogHandler() }
        let publisher = try await publisher(of: store, logger: logger)
        await withTaskGroup { group in
            group.addTask { await publisher.run() }
            for await one in Publication(publisher: publisher, store: store).carryOut(request) { step(one) }
            group.cancelAll()
        }
    }

    private func publisher(of store: SQLiteStore, sealingWith key: SecretKey? = nil, logger: Logger)
        async throws -> Publisher
    {
        var settings = Settings(
            folder: place.folder,
            baseURL: place.baseURL,
            listeningURL: try await listeningURL(store),
            state: place.state
        )
        settings.allowsPrivateCallbacks = Place.allowsPrivateCallbacks
        settings.key = key
        return try Publisher(
            settings: settings,
            store: store,
            watcher: nil,
            inspector: Inspector(),
            logger: logger
        )
    }

    /// Where a daemon would listen; or where one did, when these documents were made.
    private func listeningURL(_ store: SQLiteStore) async throws -> String {
        let environment = ProcessInfo.processInfo.environment["FEEDHERALD_LISTEN"].map { [$0] } ?? []
        let defined = (environment + place.definition.listen).lazy
            .compactMap { ListenAddress($0)?.url(overTLS: place.definition.http.tls.files != nil) }.first
        if let defined { return defined }
        return try await store.feeds().first?.base ?? "http://127.0.0.1:8080"
    }
}
