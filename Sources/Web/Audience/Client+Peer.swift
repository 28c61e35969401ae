import Glibc
import NIOCore
import Readership

extension Client {
    /// The far end of a connection; whoever comes over a Unix socket is on this machine.
    init(_ address: SocketAddress?) {
        switch address {
        case .v4(let address): self.init(v4: UInt32(bigEndian: address.address.sin_addr.s_addr))
        case .v6(let address): self.init(address.address.sin6_addr)
        case .unixDomainSocket, nil: self = .loopback
        }
    }
}
