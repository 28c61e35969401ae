import Foundation
import Glibc
import Synchronization

/// An HTTP/1.1 message's head and body, as they came over a socket.
struct Message: Sendable {
    var start: String
    var fields: [(name: String, value: String)]
    var body: Data

    /// The status of an answer.
    var status: Int { Int(start.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(name: String) -> String? {
        let values = fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

/// A connection, byte for byte, used by one thread at a time.
final class Connection: Sendable {
    let descriptor: CInt
    private let buffered = Mutex(Data())

    private var received: Data {
        get { buffered.withLock { $0 } }
        set { buffered.withLock { $0 = newValue } }
    }

    init(descriptor: CInt) {
        self.descriptor = descriptor
    }

    /// Connects to a port of this machine.
    ///
    /// - Throws: `POSIXError`
    init(port: Int) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError.last }
        let isConnected = withLoopback(port) { connect(descriptor, $0, $1) == 0 }
        // The descriptor is closed by deinit, which runs here too: a second close would end another test's file.
        guard isConnected else { throw POSIXError.last }
        giveUp(after: 30)
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Ends a read that brings nothing for so many seconds.
    func giveUp(after seconds: Int) {
        var wait = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ text: String) throws { try send(Data(text.utf8)) }

    func send(_ bytes: Data) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw POSIXError.last }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads one message; nil where the other side has closed.
    func message(isAnswerToHead: Bool = false) throws -> Message? {
        let end = Data("\r\n\r\n".utf8)
        while received.range(of: end) == nil {
            guard try fill() else { return nil }
        }
        guard let range = received.range(of: end) else { return nil }
        let head = String(decoding: received[..<range.lowerBound], as: UTF8.self)
        received = Data(received[range.upperBound...])
        let lines = head.components(separatedBy: "\r\n")
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
        }
        var message = Message(start: lines[0], fields: fields, body: Data())
        if isAnswerToHead || message.status == 304 { return message }
        if message["Transfer-Encoding"] == "chunked" {
            message.body = try chunks()
        } else if let length = message["Content-Length"].flatMap(Int.init) {
            message.body = try bytes(length)
        }
        return message
    }

    /// Everything that comes until the other side closes.
    func rest() throws -> Data {
        while try fill() {}
        defer { received = Data() }
        return received
    }

    private func bytes(_ count: Int) throws -> Data {
        while received.count < count {
            guard try fill() else { throw Waited(description: "the body ends early") }
        }
        defer { received = Data(received.dropFirst(count)) }
        return Data(received.prefix(count))
    }

    private func chunks() throws -> Data {
        var body = Data()
        while true {
            let end = Data("\r\n".utf8)
            while received.range(of: end) == nil {
                guard try fill() else { throw Waited(description: "the body ends early") }
            }
            guard let range = received.range(of: end) else { return body }
            let size = Int(String(decoding: received[..<range.lowerBound], as: UTF8.self), radix: 16) ?? 0
            received = Data(received[range.upperBound...])
            body += try bytes(size)
            _ = try bytes(2)
            if size == 0 { return body }
        }
    }

    private func fill() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw POSIXError.last }
        received += buffer.prefix(count)
        return count > 0
    }
}

/// Asks a server of this machine, one question to a connection.
struct HTTP: Sendable {
    let port: Int

    func ask(
        _ method: String = "GET",
        _ target: String,
        _ fields: [String: String] = [:],
        body: String = ""
    ) throws -> Message {
        let connection = try Connection(port: port)
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        if !body.isEmpty { head += "Content-Length: \(body.utf8.count)\r\n" }
        try connection.send(head + "\r\n" + body)
        guard var answer = try connection.message(isAnswerToHead: method == "HEAD") else {
            throw Waited(description: "\(method) \(target) was not answered")
        }
        // What is sent beyond the message belongs to no answer; of HEAD and 304 it is a body that must not be.
        answer.body += try connection.rest()
        return answer
    }

    /// Sends a form, as subscribers do.
    func post(_ fields: [(String, String)], to target: String) throws -> Message {
        let body = fields.map { "\($0.0.formEncoded)=\($0.1.formEncoded)" }.joined(separator: "&")
        return try ask(
            "POST",
            target,
            ["Content-Type": "application/x-www-form-urlencoded"],
            body: body
        )
    }
}

/// A port of this machine that nobody listens on, below those that connections take.
func freePort() throws -> Int {
    for _ in 0..<1_000 {
        let port = Int.random(in: 15_000..<32_000)
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError.last }
        defer { close(descriptor) }
        if withLoopback(port, { bind(descriptor, $0, $1) == 0 }) { return port }
    }
    throw Waited(description: "no port is free")
}

func withLoopback<Value>(
    _ port: Int,
    at name: String = "127.0.0.1",
    _ use: (UnsafePointer<sockaddr>, socklen_t) -> Value
) -> Value {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr(name)
    return withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            use($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}

extension POSIXError {
    /// What `errno` says now.
    static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}

extension String {
    /// As a form's value.
    var formEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self
    }
}
