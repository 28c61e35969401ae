import Foundation
import Glibc
import Reactor

/// One connection to a server, spoken by hand; it blocks its own queue and nobody else's.
actor Caller: QueueActor {
    nonisolated let executor = QueueExecutor("web.tests.caller")

    private let descriptor: CInt
    private var received: [UInt8] = []

    init(port: Int) throws {
        descriptor = try Self.connected(
            family: AF_INET,
            address: {
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = in_port_t(port).bigEndian
                address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
                return address
            }()
        )
    }

    init(unixSocket path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        descriptor = try Self.connected(family: AF_UNIX, address: address)
    }

    deinit { close(descriptor) }

    /// Lets the end of this connection be a reset, as that of a program that is killed.
    func endAbruptly() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_LINGER,
            &linger,
            socklen_t(MemoryLayout<Glibc.linger>.size)
        )
    }

    private static func connected<Address>(family: CInt, address: Address) throws -> CInt {
        let descriptor = socket(family, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        let isConnected = withUnsafeBytes(of: address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                connect(descriptor, $0.baseAddress, socklen_t(bytes.count)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ECONNREFUSED)
        }
        return descriptor
    }

    func say(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let sent = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPIPE) }
            bytes = bytes.dropFirst(sent)
        }
    }

    /// Says that nothing more will be said.
    func hush() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// The next answer, whose body is left out where the question was a HEAD.
    func answer(toHead isHead: Bool = false) throws -> Answer {
        while true {
            if let (answer, length) = try Answer.read(from: received, toHead: isHead) {
                received.removeFirst(length)
                return answer
            }
            guard try hear() else { throw POSIXError(.ECONNRESET) }
        }
    }

    /// Says something, and hears the answer.
    func ask(_ text: String) throws -> Answer {
        try say(text)
        return try answer(toHead: text.hasPrefix("HEAD "))
    }

    /// Whether the server ends the connection without another word.
    func isLeft() throws -> Bool {
        if !received.isEmpty { return false }
        return try !hear()
    }

    /// Whether something has come that is not read yet, or the end.
    var hasHeard: Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, CInt(MSG_PEEK | MSG_DONTWAIT)) >= 0
    }

    /// Waits for bytes; false at the connection's end.
    private func hear() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        received += buffer.prefix(count)
        return count > 0
    }
}

/// An answer as it came over the wire.
struct Answer: Equatable {
    var version: String
    var status: Int
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    static func == (one: Answer, other: Answer) -> Bool {
        one.version == other.version && one.status == other.status && one.body == other.body
            && one.headers.elementsEqual(other.headers) { $0 == $1 }
    }

    /// The first whole answer among bytes and its length; nil where more must come.
    static func read(from bytes: [UInt8], toHead isHead: Bool) throws -> (Answer, Int)? {
        let end = Array("\r\n\r\n".utf8)
        guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        let lines = String(decoding: bytes[..<place], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, let status = Int(words[1]) else { throw POSIXError(.EBADMSG) }
        let headers = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (
                name: String(line[..<colon]),
                value: line[colon...].dropFirst().trimmingCharacters(in: .whitespaces)
            )
        }
        var answer = Answer(version: String(words[0]), status: status, headers: headers, body: [])
        let start = place + end.count
        let hasBody = !isHead && status != 304 && status >= 200
        let length = hasBody ? answer["Content-Length"].flatMap { Int($0) } ?? 0 : 0
        guard bytes.count >= start + length else { return nil }
        answer.body = Array(bytes[start..<start + length])
        return (answer, start + length)
    }
}
