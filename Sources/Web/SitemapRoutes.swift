import Feeds
import Foundation
import NIOCore
import NIOHTTP1
import Publishing

/// What search engines ask for.
struct SitemapRoutes: Sendable {
    let library: Library

    /// Nil where the address is none of these.
    func answer(to request: Request) async throws -> Response? {
        switch request.path {
        case "/robots.txt": return await robots()
        case "/sitemap.xml": return xml(Sitemap.index(of: try await library.sitemaps()))
        case "/news-sitemap.xml": return xml(try await library.newsSitemap().document())
        default:
            guard let (feed, number) = Self.map(at: request.path) else { return nil }
            return try await library.sitemap(of: feed, number: number).map { xml($0.document()) }
        }
    }

    /// The feed and the number in `/sitemap-news-1.xml`.
    private static func map(at path: String) -> (feed: String, number: Int)? {
        guard let match = path.wholeMatch(of: /\/sitemap-(.+)-([1-9][0-9]{0,4})\.xml/) else { return nil }
        return Int(match.output.2).map { (String(match.output.1), $0) }
    }

    private func robots() async -> Response {
        let map = await library.site.base.url(of: "/sitemap.xml")
        return .text(.ok, "User-agent: *\nAllow: /\n\nSitemap: \(map)")
    }

    private func xml(_ bytes: [UInt8]) -> Response {
        Response(
            .ok,
            headers: ["Content-Type": "application/xml; charset=utf-8"],
            body: .whole(ByteBuffer(bytes: bytes))
        )
    }
}
