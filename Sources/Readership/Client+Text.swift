package import Glibc

extension Client {
    /// An address of IPv6, as the network has it.
    package init(_ address: in6_addr) {
        self = withUnsafeBytes(of: address) { bytes in
            Client(
                high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// Reads `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`; nil where it is none of these.
    package init?(_ text: Slice<UnsafeRawBufferPointer>) {
        var text = text
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            text = text[(text.startIndex + 1)..<end]
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")),
            text[(colon + 1)...].firstIndex(of: UInt8(ascii: ":")) == nil
        {
            text = text[..<colon]
        }
        guard !text.isEmpty, text.count < INET6_ADDRSTRLEN else { return nil }
        let name = String(decoding: text, as: UTF8.self)
        var (v4, v6) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, name, &v4) == 1 {
            self.init(v4: UInt32(bigEndian: v4.s_addr))
        } else if inet_pton(AF_INET6, name, &v6) == 1 {
            self.init(v6)
        } else {
            return nil
        }
    }
}
