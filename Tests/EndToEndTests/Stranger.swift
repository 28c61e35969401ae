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
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError.last }
        var yes: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        let isBound = withLoopback(self.port, at: address) { bind(descriptor, $0, $1) == 0 }
        guard isBound, listen(descriptor, 64) == 0 else { throw POSIXError.last }
        let listener = descriptor
        Thread.detachNewThread { [weak self] in
            defer { close(listener) }
            while true {
                let one = accept(listener, nil, nil)
                if one < 0 { return }
                _ = fcntl(one, F_SETFD, FD_CLOEXEC)
                let connection = Connection(descriptor: one)
                guard let stranger = self else { return }
                Thread.detachNewThread { stranger.serve(connection) }
            }
        }
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
