import Glibc

/// The numeric address of a machine: what a socket really connects to, whatever name led there.
package enum Address: Hashable, Sendable, CustomStringConvertible {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads `192.0.2.1` or `2001:db8::1`, and none of the shorter spellings.
    package init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.init(v4)
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self.init(v6)
        } else {
            return nil
        }
    }

    init(_ address: in_addr) {
        self = .v4(UInt32(bigEndian: address.s_addr))
    }

    /// An IPv4 address in IPv6's clothes (`::ffff:192.0.2.1`) is taken as what it is.
    init(_ address: in6_addr) {
        let number = withUnsafeBytes(of: address) { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) }
        self = number >> 32 == 0xFFFF ? .v4(UInt32(truncatingIfNeeded: number)) : .v6(number)
    }

    package var description: String {
        switch self {
        case .v4(let number):
            var address = in_addr(s_addr: number.bigEndian)
            return Self.text(AF_INET, &address)
        case .v6(let number):
            var address = number.bigEndian
            return Self.text(AF_INET6, &address)
        }
    }

    private static func text(_ family: CInt, _ address: UnsafeRawPointer) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let base = buffer.baseAddress,
                let text = inet_ntop(family, address, base, socklen_t(buffer.count))
            else { preconditionFailure("inet_ntop knows both families and has room for each") }
            return String(cString: text)
        }
    }
}
