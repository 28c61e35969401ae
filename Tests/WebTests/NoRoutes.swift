@testable import Web

/// Nobody may be asked: all here is answered from the table.
private struct NoRoutes: Routes {
    func answer(_ request: Request) async -> Response {
        preconditionFailure("no route is asked for \(request.path)")
    }
}

extension HTTPHandler {
    /// The codec's side of a pipeline that has a table and no routes.
    convenience init(table: DocumentTable, connections: Connections) {
        self.init(
            routes: NoRoutes(),
            table: table,
            connections: connections,
            witness: nil,
            largestBody: 65_536
        )
    }
}
