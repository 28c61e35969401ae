import Readership

/// The proxies whose word is taken for where a request comes from: those on this machine, and those that are named.
package struct TrustedProxies: Sendable {
    private struct Block {
        var address: Client
        /// How many bits of the address are meant.
        var bits: Int

        /// Reads `10.0.0.0/8` or one address.
        init?(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1)
            var name = String(parts.first ?? "")
            guard let address = name.withUTF8({ Client(UnsafeRawBufferPointer($0)[...]) }) else { return nil }
            let most = address.isV4 ? 32 : 128
            guard let bits = parts.count == 2 ? Int(parts[1]) : most, (0...most).contains(bits) else {
                return nil
            }
            self.address = address
            self.bits = bits + (128 - most)
        }

        func contains(_ other: Client) -> Bool {
            let (high, low) = (address.high ^ other.high, address.low ^ other.low)
            return bits <= 64 ? high >> UInt64(64 - bits) == 0 : high == 0 && low >> UInt64(128 - bits) == 0
        }
    }

    private let blocks: [Block]

    /// Those on this machine, and these networks and addresses.
    package init(_ names: [String] = []) { blocks = names.compactMap(Block.init) }

    /// Whether this is such a proxy.
    func trusts(_ client: Client) -> Bool { client.isLoopback || blocks.contains { $0.contains(client) } }

    /// Who asks: where the peer is a trusted proxy, the last address in its list that is none.
    ///
    /// What stands before that was written by whoever asks, and may be invented. `X-Forwarded-For` is taken before
    /// `Forwarded` (RFC 7239): a proxy that writes the one hands on the other as it came.
    func client(
        behind peer: Client,
        forwardedFor list: UnsafeRawBufferPointer,
        forwarded: UnsafeRawBufferPointer
    ) -> Client {
        guard !list.isEmpty || !forwarded.isEmpty, trusts(peer) else { return peer }
        let elements = list.isEmpty ? forwarded : list
        var known = peer
        var end = elements.endIndex
        while true {
            let start = elements[..<end].lastIndex(of: UInt8(ascii: ",")).map { $0 + 1 } ?? 0
            let element = elements[start..<end].trimmed
            guard let client = Client(list.isEmpty ? element.forwardedFor : element) else { return known }
            known = client
            if start == 0 || !trusts(client) { return known }
            end = start - 1
        }
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// Without the white space around it.
    fileprivate var trimmed: Self {
        var value = self
        while let first = value.first, first == 0x20 || first == 0x09 { value = value.dropFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 { value = value.dropLast() }
        return value
    }

    /// The node of an element's `for`, without its quotes (RFC 7239, section 4).
    fileprivate var forwardedFor: Self {
        for pair in split(separator: UInt8(ascii: ";")) {
            let pair = pair.trimmed
            guard pair.count > 4, pair.prefix(4).elementsEqual("for=".utf8, by: { $0 | 0x20 == $1 | 0x20 })
            else { continue }
            let node = pair.dropFirst(4)
            return node.first == UInt8(ascii: "\"") ? node.dropFirst().dropLast() : node
        }
        return self[startIndex..<startIndex]
    }
}
