import Foundation
import Glibc
import Synchronization

/// A server on threads that answers each request as a test says, well or badly.
final class Stranger: Sendable {
    /// Answers a request on its connection; what it throws ends the connection.
    typealias Manner = @Sendable (Connection, Message) throws -> Void

    let port: Int
    private let descriptor: CInt
    private let manner: Manner
    private let seen = Mutex<[Message]>([])

    init(address: String = "127.0.0.1", port: Int? = nil, _ manner: @escaping Manner) throws {
        self.port = try port ?? freePort()
        self.manner = manner
        descriptor = try listeningSocket(on: self.port, at: address, backlog: 64)
        acceptEach(of: descriptor, for: { [weak self] in self }) { $0.serve($1) }
    }

    deinit {
        shutdown(descriptor, CInt(SHUT_RDWR))
    }

    func callback(_ name: String = "/") -> String { "http://127.0.0.1:\(port)\(name)" }

    /// The requests until now, by their methods.
    func requests(_ method: String) -> [Message] {
        seen.withLock { $0.filter { $0.start.hasPrefix(method + " ") } }
    }

    private func serve(_ connection: Connection) {
        connection.giveUp(after: 60)
        while let message = try? connection.message() {
            seen.withLock { $0.append(message) }
            guard (try? manner(connection, message)) != nil else { return }
        }
    }
}

extension Message {
    /// What a hub's question must be answered with; nil where this is none.
    var challenge: String? {
        let target = start.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        return URLComponents(string: target)?.queryItems?.first { $0.name == "hub.challenge" }?.value
    }
}

extension Connection {
    /// Sends an answer whose head says of its length what it is, unless another is given.
    func answer(_ status: Int, _ body: String = "", length: Int? = nil, head: String = "") throws {
        try send("HTTP/1.1 \(status) X\r\nContent-Length: \(length ?? body.utf8.count)\r\n\(head)\r\n\(body)")
    }
}
