import Foundation
import Glibc
import Synchronization

/// A subscriber: a real server on threads that confirms what it is asked, and keeps what it receives.
final class Subscriber: Sendable {
    /// What it does with a delivery.
    enum Manner: Sendable {
        case answers(Int)
        /// Thinks for up to so many milliseconds before it answers.
        case answersLate(Int, within: UInt32)
        /// Accepts the connection, and says nothing any more.
        case hangs
        case redirects(String)
    }

    /// How it answers the question whether it means it.
    enum Confirmation: Sendable {
        case echoes
        /// With 404.
        case refuses
        /// The challenge, and these texts before and behind it.
        case garbles(String, String)
        case redirects(String)
    }

    struct Delivery: Sendable {
        var target: String
        var message: Message
        var arrival: Date
    }

    private struct State {
        var manner = Manner.answers(200)
        var confirmation = Confirmation.echoes
        var deliveries: [Delivery] = []
        var questions: [String] = []
        var hung: [Connection] = []
        var isOver = false
    }

    let port: Int
    private let descriptor: CInt
    private let state = Mutex(State())

    init(port: Int? = nil) throws {
        self.port = try port ?? freePort()
        descriptor = try listeningSocket(on: self.port, backlog: 1_024)
        acceptEach(of: descriptor, for: { [weak self] in self }) { $0.serve($1) }
    }

    deinit {
        shutdown(descriptor, CInt(SHUT_RDWR))
    }

    func callback(_ name: String = "") -> String { "http://127.0.0.1:\(port)/callback\(name)" }

    /// What was delivered to a callback until now.
    func deliveries(to name: String = "") -> [Delivery] {
        state.withLock { $0.deliveries.filter { $0.target == "/callback\(name)" } }
    }

    /// What was delivered until now.
    var deliveries: [Delivery] { state.withLock { $0.deliveries } }

    /// Keeps the newest delivery to each callback alone: a long test would fill the memory.
    func forgetOlder() {
        state.withLock { state in
            var seen: Set<String> = []
            state.deliveries = state.deliveries.reversed().filter { seen.insert($0.target).inserted }
                .reversed()
        }
    }

    /// The questions for confirmation until now: their targets, with queries.
    var questions: [String] { state.withLock { $0.questions } }

    func behave(_ manner: Manner) { state.withLock { $0.manner = manner } }

    func confirm(_ confirms: Bool) { confirm(confirms ? .echoes : .refuses) }

    func confirm(_ confirmation: Confirmation) { state.withLock { $0.confirmation = confirmation } }

    private func serve(_ connection: Connection) {
        connection.giveUp(after: 60)
        while let message = try? connection.message() {
            let parts = message.start.split(separator: " ").map(String.init)
            guard parts.count > 1 else { return }
            let answer: String? =
                parts[0] == "GET" ? confirmation(of: parts[1]) : delivery(message, to: parts[1])
            guard let answer else {
                // Kept open for as long as this subscriber lives.
                state.withLock { $0.hung.append(connection) }
                return
            }
            guard (try? connection.send(answer)) != nil else { return }
        }
    }

    private func confirmation(of target: String) -> String {
        let query = URLComponents(string: target)?.queryItems ?? []
        // rssCloud's question has no prefix.
        let challenge = query.first { $0.name == "hub.challenge" || $0.name == "challenge" }?.value ?? ""
        let confirmation = state.withLock {
            $0.questions.append(target)
            return $0.confirmation
        }
        func echo(_ body: String) -> String {
            "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        }
        return switch confirmation {
        case .echoes: echo(challenge)
        case .garbles(let before, let behind): echo(before + challenge + behind)
        case .refuses: "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        case .redirects(let place):
            "HTTP/1.1 302 Elsewhere\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n"
        }
    }

    /// Keeps a delivery; nil where nothing is answered.
    private func delivery(_ message: Message, to target: String) -> String? {
        let manner = state.withLock {
            $0.deliveries.append(Delivery(target: target, message: message, arrival: Date()))
            return $0.manner
        }
        return switch manner {
        case .answers(let status): Self.answer(status)
        case .answersLate(let status, let milliseconds):
            Self.answer(status, after: .random(in: 0...milliseconds))
        case .redirects(let place):
            "HTTP/1.1 307 Elsewhere\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n"
        case .hangs: nil
        }
    }

    private static func answer(_ status: Int, after milliseconds: UInt32 = 0) -> String {
        if milliseconds > 0 { usleep(milliseconds * 1_000) }
        return "HTTP/1.1 \(status) As Told\r\nContent-Length: 0\r\n\r\n"
    }
}
