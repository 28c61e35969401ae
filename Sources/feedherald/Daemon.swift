import Articles
import Foundation
import Glibc
import Logging
import Media
import NIOCore
import NIOPosix
import Outbound
import Output
import Publishing
import Push
import Readership
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// The long-running service: it watches a folder of articles, publishes what changes, serves it, and tells subscribers.
struct Daemon {
    let place: Place
    let addresses: [ListenAddress]
    let allowsPrivateCallbacks: Bool
    let signals: Signals
    let logger: Logger

    func run() async throws {
        Memory.prepare()
        Descriptors.raiseLimit()
        let manager = ServiceManager()
        let lock = try takeLock()
        guard let folderLock = FolderLock(of: place.folder) else {
            throw CommandError(
                "another daemon or command publishes \(place.folder), with another store; stop it first",
                code: Exit.busy
            )
        }
        let sockets =
            try manager.sockets.isEmpty
            ? addresses.map { try ListeningSocket($0) }
            : manager.sockets.map(ListeningSocket.init(inherited:))
        let redirectSockets = try redirectSockets(manager)
        let store = try place.openStore()
        let key = try SecretKeyFile.key(in: place.state)
        var settings = Settings(
            folder: place.folder,
            baseURL: place.baseURL,
            listeningURL: listeningURL(of: sockets, asGiven: manager.sockets.isEmpty),
            state: place.state
        )
        settings.allowsPrivateCallbacks = allowsPrivateCallbacks
        settings.key = key
        let watcher = FolderWatcher(
            polling: place.definition.watch.isPolling,
            pollInterval: place.definition.watch.interval
        )
        let publisher = try Publisher(
            settings: settings,
            store: store,
            watcher: watcher,
            inspector: Inspector(),
            logger: logger
        )
        try await refuseIfNothingIsGood(publisher)
        let push = place.definition.push
        let addressGuard = AddressGuard(
            allowing: push.allowedNetworks.compactMap(Network.init),
            allowsEverything: allowsPrivateCallbacks
        )
        let client = client(inFlight: 256, perHost: 64, addressGuard)
        let courier = Courier(store: store, client: client, key: key, logger: logger)
        let fetchGuard = AddressGuard(
            allowing: place.definition.fetch.allowedNetworks.compactMap(Network.init)
        )
        let enquirer = Enquirer(
            store: store,
            client: self.client(inFlight: 16, perHost: 4, fetchGuard),
            publisher: publisher,
            logger: logger
        )
        let group = MultiThreadedEventLoopGroup(
            numberOfThreads: min(8, ProcessInfo.processInfo.activeProcessorCount)
        )
        let loops = Array(group.makeIterator())
        let shelf = Shelf(store: store, publisher: publisher, loops: loops, logger: logger)
        let library = Library(store: store, publisher: publisher)
        let site = SiteRoutes(
            library: library,
            hub: Hub(
                store: store,
                key: key,
                addressGuard: addressGuard,
                library: library,
                doorkeeper: Doorkeeper(limits: push.limits, sparingThisMachine: allowsPrivateCallbacks),
                client: client
            ),
            shelf: shelf,
            trusting: TrustedProxies(place.definition.http.trustedProxies),
            isReady: {
                guard await publisher.isReady else { return false }
                return try await shelf.catchesUp()
            }
        )
        let notary = try notary(loops: loops)
        let log = try accessLog()
        let audience = Audience(store: store, logger: logger)
        let server = Server(
            group: group,
            shelf: shelf,
            routes: site,
            audience: place.definition.http.countsReaders ? audience : nil,
            log: log,
            trusting: TrustedProxies(place.definition.http.trustedProxies),
            notary: notary,
            strict: strictTransport,
            throttling: place.definition.http.throttles,
            idle: place.definition.http.idle,
            mostConnections: Descriptors.forConnections - (redirectSockets.isEmpty ? 0 : Self.mostRedirected)
        )
        let redirector = redirector(to: publisher, log, group: group)
        let printer = Printer(
            library: library,
            routes: site,
            store: store,
            publisher: publisher,
            logger: logger
        )
        let controlPath = ControlSocket.path(for: place)
        let control = Server(
            group: group,
            shelf: nil,
            routes: ControlRoutes(
                publisher: publisher,
                store: store,
                desk: SubscriberDesk(store: store, key: key),
                print: { await printer.print(into: $0) },
                readers: { request in
                    await server.handOver()
                    await audience.save()
                    return try await ReadershipReport(request, from: store)
                },
                map: { [place] source in
                    await server.handOver()
                    await audience.save()
                    return try await ReadershipMap(
                        source: source,
                        site: publisher.site,
                        store: store,
                        now: place.definition.http.countsReaders ? Date() : nil
                    )
                },
                status: { [place] in
                    var status = try await Status(
                        version: Feedherald.version,
                        process: getpid(),
                        site: publisher.site,
                        store: store,
                        storePath: place.store,
                        attention: watcher.attention()
                    )
                    status.printed = await printer.printed
                    status.proxy = await audience.hiddenRequests.map(Problem.proxy)
                    return status
                }
            ),
            idle: 3_600,
            // Servers stop one after the other: together they take less than ten seconds.
            patience: 2,
            // Whoever may ask here is trusted, and an old feed may have very many entries.
            largestBody: 256 << 20
        )
        let controlSocket = try ListeningSocket(.unix(path: controlPath), mode: 0o660)
        ControlSocket.admitGroup(to: controlPath)
        if place.state != place.folder + "/.feedherald" {
            ControlSocket.leaveHint(controlPath, in: place.folder)
        }
        defer { unlink(controlPath) }

        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    Running("publisher") { await publisher.run() },
                    Running("courier") { await courier.run() },
                    Running("enquirer") { await enquirer.run() },
                    Running("shelf") { await shelf.run() },
                    // It ends after the server, and takes what that has answered.
                    Running("audience") { await audience.run() },
                    Running("printer") { await printer.run() },
                    Running("control") { try await control.run(on: [controlSocket]) },
                    Running("server") { try await server.run(on: sockets) },
                    Running("redirector") { try await redirector.run(on: redirectSockets) },
                    Running("notary") {
                        if let notary { await notary.run() } else { await Running.forever() }
                    },
                    Running("reload") { await reload(publisher, log, notary, on: manager) },
                    Running("watchdog") {
                        await Watchdog(publisher: publisher, store: store, loop: loops[0], manager: manager)
                            .run()
                    },
                    // The first service that ends has the others end.
                    Running("signals") { for await _ in signals.endings { break } },
                    // Services are shut down from the last to the first: this one before connections are drained.
                    Running("farewell") {
                        await Running.forever()
                        manager.notify("STOPPING=1")
                    },
                ].map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        let base = await publisher.site.base.url
        logger.notice(
            "serving",
            metadata: ["folder": "\(place.folder)", "base": "\(base)", "store": "\(place.store)"]
        )
        manager.notify("READY=1\nSTATUS=serving \(place.folder)")
        try await services.run()
        try await group.shutdownGracefully()
        logger.notice("stopped")
        extendLifetime(folderLock)
        extendLifetime(lock)
    }

    private func client(inFlight: Int, perHost: Int, _ addressGuard: AddressGuard) -> HTTPClient {
        HTTPClient(
            addressGuard: addressGuard,
            inFlight: inFlight,
            perHost: perHost,
            userAgent: "feedherald/\(Feedherald.version)"
        )
    }

    private func takeLock() throws -> StoreLock {
        do {
            return try StoreLock(of: place.store, for: .daemon)
        } catch let held as StoreLock.Held {
            throw CommandError(
                held.holder == .daemon
                    ? "another daemon has the store \(place.store); stop it first, or choose another store with --store"
                    : "a command works on the store \(place.store); try again when it has finished",
                code: Exit.busy
            )
        }
    }

    /// The access log, where one is asked for.
    private func accessLog() throws -> AccessLog? {
        let definition = place.definition.http
        guard let name = definition.accessLog else { return nil }
        let path = Place.absolute(name, from: place.folder)
        do {
            return try AccessLog(path: path, format: definition.accessLogFormat, logger: logger)
        } catch let error as POSIXError {
            let reason = String(cString: strerror(error.code.rawValue))
            throw CommandError(
                "the access log \(path) cannot be opened: \(reason); right would be a file in a folder that may be written",
                code: Exit.failed
            )
        }
    }

    private func listeningURL(of sockets: [ListeningSocket], asGiven isGiven: Bool) -> String {
        let isSecure = place.certificate != nil
        for (number, socket) in sockets.enumerated() {
            // The name that was given, with the port that was given where port 0 was asked for.
            if isGiven, case .tcp(let host, let asked) = addresses[number] {
                guard case .tcp(_, let port)? = socket.address else { continue }
                return ListenAddress.tcp(host: host, port: asked == 0 ? port : asked).url(overTLS: isSecure)
                    ?? ""
            }
            if let url = socket.address?.url(overTLS: isSecure) { return url }
        }
        return isSecure ? "https://localhost" : "http://localhost"
    }

    /// A daemon of which no feed has a good definition would serve nothing: that is said at once.
    private func refuseIfNothingIsGood(_ publisher: Publisher) async throws {
        let site = await publisher.site
        for problem in site.problems {
            logger.error("definition not taken", metadata: ["problem": "\(problem)"])
        }
        let problems = site.problemsOfDefinitions
        if site.feeds.isEmpty, !problems.isEmpty { throw Problems(problems) }
    }

    private func reload(
        _ publisher: Publisher,
        _ log: AccessLog?,
        _ notary: Notary?,
        on manager: ServiceManager
    ) async {
        for await _ in signals.reloads {
            manager.notify("RELOADING=1\nMONOTONIC_USEC=\(Int(ProcessInfo.processInfo.systemUptime * 1e6))")
            logger.notice("reloading definitions")
            if let log { await Self.reopen(log) }
            await notary?.reload()
            await publisher.reload()
            // What was asked for before is done when this is answered.
            await publisher.answer()
            manager.notify("READY=1")
        }
    }
}

extension Daemon {
    /// Opens the log anew; a stop does not wait for a disk that hangs.
    private static func reopen(_ log: AccessLog) async {
        let (ends, end) = AsyncStream.makeStream(of: Never.self)
        Task {
            await log.reopen()
            end.finish()
        }
        for await _ in ends {}
    }
}

extension Problem {
    /// That all requests come from one address.
    fileprivate static func proxy(hiding requests: Int) -> Problem {
        Problem(
            file: "feedherald.toml",
            message:
                "all \(requests) requests since the start come from one address, though from several programs: a proxy hides "
                + "who asks; right would be that it sends X-Forwarded-For, and its address in \"trusted_proxies\" of [http] "
                + "where it is on another machine",
            severity: .warning
        )
    }
}

/// One long life under the service group: it ends when the group shuts down.
struct Running: Service, CustomStringConvertible {
    let description: String
    private let body: @Sendable () async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
        description = name
        self.body = body
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await body() }
    }

    /// Until the task is cancelled.
    static func forever() async {
        let (forever, _) = AsyncStream.makeStream(of: Never.self)
        for await _ in forever {}
    }
}
