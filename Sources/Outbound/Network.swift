/// A block of addresses in CIDR notation: `10.20.0.0/16`, `fd00::/8`, or one address.
package struct Network: Hashable, Sendable, CustomStringConvertible {
    private let address: Address
    private let bits: Int

    /// Reads a block; nil where the text is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = Address(String(first)) else { return nil }
        let most =
            switch address {
            case .v4: 32
            case .v6: 128
            }
        guard parts.count == 2 else {
            self.address = address
            bits = most
            return
        }
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bits = Int(parts[1]),
            bits <= most
        else { return nil }
        self.address = address
        self.bits = bits
    }

    /// Whether the address lies in this block.
    package func contains(_ other: Address) -> Bool {
        switch (address, other) {
        case (.v4(let ours), .v4(let theirs)): (ours ^ theirs) >> (32 - bits) == 0
        case (.v6(let ours), .v6(let theirs)): (ours ^ theirs) >> (128 - bits) == 0
        case (.v4, .v6), (.v6, .v4): false
        }
    }

    package var description: String { "\(address)/\(bits)" }
}
