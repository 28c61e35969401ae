import Foundation
import Glibc
import Logging
import NIOCore

/// Writes to systemd's journal with fields.
///
/// <https://systemd.io/JOURNAL_NATIVE_PROTOCOL/>
struct JournalLogHandler: LogHandler {
    private static let path = "/run/systemd/journal/socket"

    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let fallback: LineLogHandler

    init(level: Logger.Level) {
        logLevel = level
        fallback = LineLogHandler(.text, level: level)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }
        let details = fields.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        var datagram: [UInt8] = []
        Self.append("MESSAGE", "\(event.message)\(details)", to: &datagram)
        Self.append("PRIORITY", String(event.level.priority), to: &datagram)
        Self.append("SYSLOG_IDENTIFIER", "feedherald", to: &datagram)
        for (key, value) in fields {
            Self.append("FEEDHERALD_\(key.uppercased())", "\(value)", to: &datagram)
        }
        if !Self.send(datagram) { fallback.log(event: event) }
    }

    /// A field whose value has a line break is written with its length, in eight bytes, the least first.
    private static func append(_ name: String, _ value: String, to datagram: inout [UInt8]) {
        datagram += Array(name.utf8)
        if value.contains("\n") {
            datagram.append(UInt8(ascii: "\n"))
            withUnsafeBytes(of: UInt64(value.utf8.count).littleEndian) { datagram += $0 }
        } else {
            datagram.append(UInt8(ascii: "="))
        }
        datagram += Array(value.utf8)
        datagram.append(UInt8(ascii: "\n"))
    }

    private static func send(_ datagram: [UInt8]) -> Bool {
        guard let address = try? SocketAddress(unixDomainSocketPath: path) else { return false }
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return address.withSockAddr { sendto(descriptor, datagram, datagram.count, 0, $0, socklen_t($1)) }
            == datagram.count
    }
}

extension Logger.Level {
    /// The syslog priority.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
