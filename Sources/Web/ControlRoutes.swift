import Foundation
import NIOCore
import NIOHTTP1
package import Publishing
package import Readership
package import Store

/// The control socket: what the command line asks of a running daemon.
package struct ControlRoutes: Routes {
    private let publisher: Publisher
    private let store: any Store
    private let desk: SubscriberDesk
    private let status: @Sendable () async throws -> Status
    private let readers: @Sendable (ReadershipRequest) async throws -> ReadershipReport
    /// What addresses in the logs of a server are, by its name.
    private let map: @Sendable (String) async throws -> ReadershipMap
    /// Writes the site into a folder.
    private let print: @Sendable (String) async -> Printed

    package init(
        publisher: Publisher,
        store: any Store,
        desk: SubscriberDesk,
        print: @escaping @Sendable (String) async -> Printed,
        readers: @escaping @Sendable (ReadershipRequest) async throws -> ReadershipReport,
        map: @escaping @Sendable (String) async throws -> ReadershipMap,
        status: @escaping @Sendable () async throws -> Status
    ) {
        self.publisher = publisher
        self.store = store
        self.desk = desk
        self.print = print
        self.readers = readers
        self.map = map
        self.status = status
    }

    package func answer(_ request: Request) async -> Response {
        do {
            switch (request.method, request.path) {
            case (.GET, "/status"): return try .json(await status())
            case (.POST, "/publish"):
                let wish = try JSONDecoder().decode(PublishRequest.self, from: Data(request.body))
                return Response(
                    .ok,
                    headers: ["Content-Type": "application/jsonl"],
                    body: .stream(publish(wish))
                )
            case (.POST, "/adopt"):
                let wish = try JSONDecoder().decode(AdoptionRequest.self, from: Data(request.body))
                return try .json(await publisher.adopt(wish))
            case (.POST, "/readers"):
                let wish = try JSONDecoder().decode(ReadershipRequest.self, from: Data(request.body))
                return try .json(await readers(wish))
            case (.POST, "/readers/map"):
                return try .json(await map(JSONDecoder().decode(String.self, from: Data(request.body))))
            case (.POST, "/readers/import"):
                let counted = try JSONDecoder().decode(ReadershipImport.self, from: Data(request.body))
                return try .json(await store.add(counted))
            case (.POST, "/subscribers"):
                let wish = try JSONDecoder().decode(DeskRequest.self, from: Data(request.body))
                return try .json(await desk.carryOut(wish))
            case (.POST, "/bell"):
                store.ring()
                return .text(.ok, "rung")
            default: return .text(.notFound, "no such question")
            }
        } catch {
            return .text(.internalServerError, "\(error)")
        }
    }

    /// Lines of JSON: how far it is, and at last the report.
    private func publish(_ wish: PublishRequest) -> AsyncStream<ByteBuffer> {
        let (lines, line) = AsyncStream.makeStream(of: ByteBuffer.self)
        Task {
            let publication = Publication(publisher: publisher, store: store)
            for await step in publication.carryOut(wish, print: print) {
                line.yield(ByteBuffer(string: step.line + "\n"))
            }
            line.finish()
        }
        return lines
    }
}
