import NIOHTTP1

/// Leads whoever comes without TLS to the same address with it.
package struct RedirectRoutes: Routes {
    private let origin: @Sendable () async -> String

    /// - Parameter origin: Scheme and host of the site, as they are now.
    package init(to origin: @escaping @Sendable () async -> String) {
        self.origin = origin
    }

    package func answer(_ request: Request) async -> Response {
        .redirect(.permanentRedirect, to: await origin() + request.rawPath + request.query)
    }
}
