import Foundation
import Glibc
import NIOCore

/// The service manager, as sd_notify(3) and sd_listen_fds(3) describe its protocol.
struct ServiceManager: Sendable {
    private let notifySocket: String?
    /// Half of what the manager waits, in seconds; nil where it does not watch.
    let watchdogInterval: TimeInterval?
    /// Descriptors of sockets that listen already.
    let sockets: [CInt]
    /// Those of them that are named `redirect`: who comes there without TLS is led to it.
    let redirectSockets: [CInt]

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        notifySocket = environment["NOTIFY_SOCKET"]
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        watchdogInterval = isOurs ? environment["WATCHDOG_USEC"].flatMap(Double.init).map { $0 / 2e6 } : nil
        let isForUs = environment["LISTEN_PID"] == String(getpid())
        let count = isForUs ? environment["LISTEN_FDS"].flatMap(CInt.init) ?? 0 : 0
        let names =
            environment["LISTEN_FDNAMES"]?.split(separator: ":", omittingEmptySubsequences: false) ?? []
        let given = (0..<max(0, count)).map {
            (descriptor: 3 + $0, name: $0 < names.count ? names[Int($0)] : "")
        }
        sockets = given.filter { $0.name != "redirect" }.map(\.descriptor)
        redirectSockets = given.filter { $0.name == "redirect" }.map(\.descriptor)
    }

    /// Tells the manager something, such as `READY=1`: one datagram.
    func notify(_ state: String) {
        guard let notifySocket else { return }
        // An abstract socket's name begins with NUL, which is written as @.
        let path = notifySocket.hasPrefix("@") ? "\0" + notifySocket.dropFirst() : notifySocket
        guard let address = try? SocketAddress(unixDomainSocketPath: path) else { return }
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.utf8.count)
        address.withSockAddr { pointer, full in
            let size = path.hasPrefix("\0") ? length : socklen_t(full)
            _ = state.withCString { sendto(descriptor, $0, strlen($0), 0, pointer, size) }
        }
    }
}
