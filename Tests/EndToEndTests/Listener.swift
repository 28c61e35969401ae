import Foundation
import Glibc

/// A socket that listens at an address of this machine.
///
/// To shut it down ends ``acceptEach(of:for:_:)``.
func listeningSocket(on port: Int, at address: String = "127.0.0.1", backlog: CInt) throws -> CInt {
    let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw POSIXError.last }
    var yes: CInt = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    let isBound = withLoopback(port, at: address) { bind(listener, $0, $1) == 0 }
    guard isBound, listen(listener, backlog) == 0 else { throw POSIXError.last }
    return listener
}

/// Hands over each connection, on a thread of its own, until `owner` gives nobody who would serve it.
///
/// The listener is closed by who accepts: its number may be another test's by the time of the next accept.
func acceptEach<Owner: Sendable>(
    of listener: CInt,
    for owner: @escaping @Sendable () -> Owner?,
    _ serve: @escaping @Sendable (Owner, Connection) -> Void
) {
    Thread.detachNewThread {
        defer { close(listener) }
        while true {
            let one = accept(listener, nil, nil)
            if one < 0 { return }
            _ = fcntl(one, F_SETFD, FD_CLOEXEC)
            let connection = Connection(descriptor: one)
            guard let owner = owner() else { return }
            Thread.detachNewThread { serve(owner, connection) }
        }
    }
}
