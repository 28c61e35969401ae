import Feeds
import Foundation
import NIOCore
import NIOHTTP1
package import Publishing
import Push

/// The addresses of a site, but for its documents: pages, the list of feeds, the hub, health.
package struct SiteRoutes: Routes {
    private let library: Library
    private let hub: Hub
    private let shelf: Shelf
    private let codes = QRCodes()
    private let lender = MediaLender()
    private let views: ViewShelf
    private let proxies: TrustedProxies
    private let cloud: CloudRoutes
    /// Whether the first pass is over, and served.
    private let isReady: @Sendable () async throws -> Bool

    package init(
        library: Library,
        hub: Hub,
        shelf: Shelf,
        trusting proxies: TrustedProxies = TrustedProxies(),
        isReady: @escaping @Sendable () async throws -> Bool
    ) {
        self.library = library
        self.hub = hub
        self.shelf = shelf
        self.proxies = proxies
        self.isReady = isReady
        views = ViewShelf(library: library)
        cloud = CloudRoutes(hub: hub, proxies: proxies)
    }

    package func answer(_ request: Request) async -> Response {
        do {
            return try await route(request)
        } catch {
            return .text(.serviceUnavailable, "not possible now: \(error)", headers: ["Retry-After": "30"])
        }
    }

    private func route(_ request: Request) async throws -> Response {
        switch request.path {
        case "/hub": return try await subscribe(request)
        case _ where CloudRoutes.paths.contains(request.path): return try await cloud.answer(to: request)
        case _ where request.method != .GET && request.method != .HEAD:
            return .text(.methodNotAllowed, "this address is read with GET", headers: ["Allow": "GET, HEAD"])
        case "/": return conditional(try await home(), to: request)
        case "/feeds.opml": return conditional(try await opml(), to: request)
        case "/healthz": return .text(.ok, "alive", headers: ["Cache-Control": "no-store"])
        case "/readyz":
            let isReady = try await isReady()
            return .text(
                isReady ? .ok : .serviceUnavailable,
                isReady ? "ready" : "the first pass is under way",
                headers: ["Cache-Control": "no-store"]
            )
        default:
            if let update = await shelf.update(for: request) { return update }
            if let map = try await SitemapRoutes(library: library).answer(to: request) {
                return conditional(map, to: request)
            }
            if let proof = await library.proof(at: request.path) { return .text(.ok, proof) }
            return try await page(request)
        }
    }

    private func subscribe(_ request: Request) async throws -> Response {
        guard request.method == .POST else {
            return .text(.methodNotAllowed, "a hub is asked with POST", headers: ["Allow": "POST"])
        }
        guard request.mediaType == FormFields.contentType else {
            return .text(.unsupportedMediaType, "a subscription request is \(FormFields.contentType)")
        }
        guard let fields = FormFields.decode(request.body) else {
            return .text(.badRequest, "the form is not well encoded")
        }
        let caller = proxies.client(behind: request.peer, request.headers)
        let answer = try await hub.accept(fields, from: caller)
        var headers: HTTPHeaders = [:]
        if let seconds = answer.retryAfter { headers.add(name: "Retry-After", value: String(seconds)) }
        return .text(HTTPResponseStatus(statusCode: answer.status), answer.text, headers: headers)
    }

    private func home() async throws -> Response {
        let site = await library.site
        return .html(.ok, Pages(of: site).home(try await library.feeds()))
    }

    private func opml() async throws -> Response {
        let site = await library.site
        let outlines = try await library.feeds().map { feed in
            OPML.Outline(
                text: feed.definition.title,
                xmlURL: feed.documents.first { $0.format == .atom }?.url ?? "",
                htmlURL: feed.definition.link ?? feed.link,
                description: feed.definition.description
            )
        }
        let bytes = OPML(title: site.definition.title ?? site.base.host, outlines: outlines).document()
        return Response(
            .ok,
            headers: ["Content-Type": "text/x-opml; charset=utf-8"],
            body: .whole(ByteBuffer(bytes: bytes))
        )
    }

    /// A feed's page or an article's; or why there is none.
    private func page(_ request: Request) async throws -> Response {
        let parts = request.parts
        let site = await library.site
        if let feed = site.feeds.first(where: { feed in
            Format.allCases.contains { feed.path(of: $0) == request.path }
        }) {
            // A browser opens the document itself: people see the feed's page. A reader asks before there is one: later.
            guard request.isNavigation else { return unready }
            return conditional(try await feedPage(feed.name) ?? missing(request, of: site), to: request)
        }
        if parts.first == View.everything.path,
            let response = try await view(request, of: .everything, in: "")
        {
            return response
        }
        guard let name = parts.first else { return try await absent(request, of: site) }
        if parts.count > 2, parts[1] == "media", let response = try await media(request, from: site) {
            return response
        }
        if site.feeds.contains(where: { $0.name == name }), !request.path.hasSuffix("/"),
            parts.count == 1 || parts.count == 2 && !parts[1].contains(where: { $0 == "." || $0 == "%" })
        {
            return .redirect(.movedPermanently, to: site.base.url(of: request.path.percentEncodedPath + "/"))
        }
        if parts.count == 1 {
            guard let page = try await feedPage(name) else { return try await absent(request, of: site) }
            return conditional(page, to: request)
        }
        // The schemes of categories lead here: the feed's page names its parts.
        if parts.count == 2, View.folders.contains(parts[1]), site.feeds.contains(where: { $0.name == name })
        {
            return .redirect(.found, to: site.base.url(of: "/\(name.percentEncoded)/"))
        }
        if let response = try await view(request) { return response }
        let article =
            parts.count == 2
            ? try await library.article(parts[1], in: name)
            : try await library.article(formerlyAt: Array(parts.dropFirst()), in: name)
        switch article {
        case .page(let feed, let entry):
            let neighbours = try await library.neighbours(of: entry, in: name)
            return conditional(.html(.ok, Pages(of: site).article(entry, of: feed, neighbours)), to: request)
        case .elsewhere(let url): return .redirect(.found, to: url)
        case .moved(let url): return .redirect(.permanentRedirect, to: url)
        case .gone:
            return notice(.gone, .gone, from: site, in: site.feeds.first { $0.name == name })
        case .unknown: return try await absent(request, of: site)
        }
    }

    /// A file that an entry refers to, at its address; who asks by its original name is led there; nil where
    /// there is none, though an article may have had this address.
    private func media(_ request: Request, from site: Site) async throws -> Response? {
        let parts = request.parts
        let address = parts.dropFirst(2).joined(separator: "/")
        switch try await library.media(address, in: parts[0]) {
        case .elsewhere(let url): return .redirect(.movedPermanently, to: url)
        case .moved(let url): return .redirect(.permanentRedirect, to: url)
        case .unknown: return nil
        case .file(let folders, let path, let known):
            if var response = await lender.response(to: request, for: path, in: folders, known: known) {
                response.episode?.feed = parts[0]
                return response
            }
            // One entry may still refer to the file where another knows its present place.
            return try await library.movedMedia(address, in: parts[0]).map {
                .redirect(.permanentRedirect, to: $0)
            } ?? missing(request, of: site)
        }
    }

    private func feedPage(_ name: String) async throws -> Response? {
        let site = await library.site
        guard let feed = try await library.feed(name) else { return nil }
        return await page(feed, of: site)
    }

    /// A view's document or its page, below a feed; nil where the address is not of one.
    private func view(_ request: Request) async throws -> Response? {
        let parts = request.parts
        let isDocument = Format.allCases.contains { $0.fileName == parts.last }
        guard let view = View(path: parts.dropFirst().dropLast(isDocument ? 1 : 0)) else { return nil }
        return try await self.view(request, of: view, in: parts[0])
    }

    private func view(_ request: Request, of view: View, in feed: String) async throws -> Response? {
        let parts = request.parts
        let format = Format.allCases.first { $0.fileName == parts.last }
        if feed.isEmpty, parts.count > (format == nil ? 1 : 2) { return nil }
        if let format, !request.isNavigation {
            if let document = try await views.document(format, of: view, in: feed) {
                return document.response(to: request.headers)
            }
            guard case .archive(let number) = view else { return nil }
            return try await library.continuation(ofArchive: number, format, in: feed).map {
                .redirect(.found, to: $0)
            }
        }
        let site = await library.site
        guard let page = try await library.page(of: view, in: feed) else { return nil }
        if format == nil, !request.path.hasSuffix("/") {
            return .redirect(.movedPermanently, to: site.base.url(of: request.path.percentEncodedPath + "/"))
        }
        return conditional(await self.page(page, of: site), to: request)
    }

    private func page(_ feed: Library.FeedPage, of site: Site) async -> Response {
        let page = Pages(of: site).feed(feed, code: await codes.code(of: feed.mainDocument))
        return .html(.ok, page, headers: ["Vary": Response.variedBy])
    }

    private var unready: Response {
        .text(
            .serviceUnavailable,
            "this feed is being made; try again in a moment",
            headers: ["Retry-After": "1"]
        )
    }

    /// What never was here, or belonged to a feed that has ended.
    private func absent(_ request: Request, of site: Site) async throws -> Response {
        var paths = [request.path]
        if let name = request.parts.first, !site.feeds.contains(where: { $0.name == name }) {
            paths.append("/\(name)/")
        }
        for path in paths where try await library.isWithdrawn(path) {
            return notice(.gone, .ended, from: site, in: nil)
        }
        return missing(request, of: site)
    }

    private func missing(_ request: Request, of site: Site) -> Response {
        notice(.notFound, .missing, from: site, in: site.feeds.first { $0.name == request.parts.first })
    }

    /// Nobody keeps it: an article may come to this address at any moment.
    private func notice(
        _ status: HTTPResponseStatus,
        _ notice: Pages.Notice,
        from site: Site,
        in feed: FeedDefinition?
    ) -> Response {
        .html(status, Pages(of: site).notice(notice, in: feed), headers: ["Cache-Control": "no-cache"])
    }

    /// Adds an entity tag, and answers 304 to one who has it.
    private func conditional(_ response: Response, to request: Request) -> Response {
        guard response.status == .ok, case .whole(let bytes) = response.body else { return response }
        var response = response
        let etag = "\"\(EntityTag.of(bytes))\""
        response.headers.replaceOrAdd(name: "ETag", value: etag)
        response.headers.replaceOrAdd(name: "Cache-Control", value: "public, max-age=60")
        guard ConditionalRequest.isNotModified(request.headers, etag: etag, lastModified: nil) else {
            return response
        }
        response.headers.remove(name: "Content-Type")
        return Response(.notModified, headers: response.headers)
    }
}

extension String {
    /// This decoded path with each of its parts encoded again.
    fileprivate var percentEncodedPath: String {
        split(separator: "/", omittingEmptySubsequences: false).map { String($0).percentEncoded }.joined(
            separator: "/"
        )
    }
}
