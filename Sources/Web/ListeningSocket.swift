import Foundation
import Glibc
import NIOCore
package import Publishing

/// A socket that listens: made here, or given by systemd.
package struct ListeningSocket: Sendable {
    /// Why an address cannot be listened on.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package let descriptor: CInt

    /// Takes over a descriptor that listens already.
    package init(inherited descriptor: CInt) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    /// Binds and listens.
    ///
    /// `mode` says who may connect to a Unix socket (`man 2 umask`).
    package init(_ address: ListenAddress, mode: UInt32 = 0o666) throws(Failure) {
        switch address {
        case .tcp(let host, let port):
            self.descriptor = try Self.bind(host: host, port: port)
        case .unix(let path):
            self.descriptor = try Self.bind(path: path, mode: mode)
        }
        guard listen(descriptor, 4_096) == 0 else {
            throw Failure(description: "cannot listen on \(address): \(String(cString: strerror(errno)))")
        }
    }

    /// Where it listens; nil for a Unix socket.
    package var address: ListenAddress? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        let isNamed = withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { pointer in
                getsockname(descriptor, pointer.baseAddress, &length) == 0
                    && getnameinfo(
                        pointer.baseAddress,
                        length,
                        &host,
                        socklen_t(host.count),
                        &port,
                        socklen_t(port.count),
                        NI_NUMERICHOST | NI_NUMERICSERV
                    ) == 0
            }
        }
        guard isNamed, [AF_INET, AF_INET6].contains(CInt(address.ss_family)) else { return nil }
        let texts = [host, port].map { text in
            String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        }
        guard let number = Int(texts[1]) else { return nil }
        return .tcp(host: texts[0], port: number)
    }

    package func close() { _ = Glibc.close(descriptor) }

    private static func bind(host: String, port: Int) throws(Failure) -> CInt {
        let address: SocketAddress
        do {
            address = try SocketAddress.makeAddressResolvingHost(host, port: port)
        } catch {
            throw Failure(description: "cannot listen on \(host):\(port): the host is not known")
        }
        let family = address.protocol == .inet6 ? AF_INET6 : AF_INET
        let descriptor = socket(
            family,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue),
            0
        )
        guard descriptor >= 0 else {
            throw Failure(description: "no socket: \(String(cString: strerror(errno)))")
        }
        var yes: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        if family == AF_INET6 {
            setsockopt(descriptor, CInt(IPPROTO_IPV6), IPV6_V6ONLY, &yes, socklen_t(MemoryLayout<CInt>.size))
        }
        let isBound = address.withSockAddr { Glibc.bind(descriptor, $0, socklen_t($1)) == 0 }
        guard isBound else {
            let reason =
                errno == EADDRINUSE
                ? "the port is in use; choose another with --listen, or stop who has it"
                : String(cString: strerror(errno))
            _ = Glibc.close(descriptor)
            throw Failure(description: "cannot listen on \(host):\(port): \(reason)")
        }
        return descriptor
    }

    /// Binds a Unix socket in place of one that nobody answers any more.
    private static func bind(path: String, mode: UInt32) throws(Failure) -> CInt {
        if isAnswered(path) {
            throw Failure(description: "cannot listen on \(path): another program listens there")
        }
        try removeOldSocket(path)
        let descriptor = socket(
            AF_UNIX,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue),
            0
        )
        guard descriptor >= 0 else {
            throw Failure(description: "no socket: \(String(cString: strerror(errno)))")
        }
        let before = umask(0o777 & ~mode)
        let isBound = withAddress(of: path) { Glibc.bind(descriptor, $0, $1) == 0 }
        umask(before)
        guard isBound else {
            let reason = String(cString: strerror(errno))
            _ = Glibc.close(descriptor)
            throw Failure(description: "cannot listen on \(path): \(reason)")
        }
        return descriptor
    }

    /// Takes away a socket that nobody answers; anything else at its path is somebody's file.
    private static func removeOldSocket(_ path: String) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw Failure(
                description:
                    "cannot listen on \(path): it is no socket; choose another path, or move it away"
            )
        }
        unlink(path)
    }

    /// Whether somebody accepts connections at a Unix socket.
    package static func isAnswered(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { _ = Glibc.close(descriptor) }
        return withAddress(of: path) { connect(descriptor, $0, $1) == 0 }
    }

    private static func withAddress(of path: String, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Bool)
        -> Bool
    {
        guard let address = try? SocketAddress(unixDomainSocketPath: path) else {
            errno = ENAMETOOLONG
            return false
        }
        return address.withSockAddr { use($0, socklen_t($1)) }
    }
}
