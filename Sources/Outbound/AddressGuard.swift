/// Which addresses strangers' URLs may lead us to: the public ones, and those that the operator names.
///
/// It is asked about the address of each connection, so no spelling and no change of a name gets past it.
package struct AddressGuard: Sendable {
    private let allowed: [Network]
    private let allowsEverything: Bool

    /// Admits public addresses, and those in the given networks, or simply everything.
    package init(allowing networks: [Network] = [], allowsEverything: Bool = false) {
        allowed = networks
        self.allowsEverything = allowsEverything
    }

    /// Whether a connection to this address may be made.
    package func admits(_ address: Address) -> Bool {
        if allowsEverything || allowed.contains(where: { $0.contains(address) }) { return true }
        if case .v6 = address, !Self.globalUnicast.contains(address) { return false }
        return !Self.special.contains { $0.contains(address) }
    }

    /// All of IPv6 that is given out to the public (RFC 4291, section 2.4).
    private static let globalUnicast = network("2000::/3")

    /// <https://www.iana.org/assignments/iana-ipv4-special-registry/>
    /// and <https://www.iana.org/assignments/iana-ipv6-special-registry/>,
    /// and what carries an IPv4 address within.
    private static let special = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ].map(network)

    private static func network(_ text: String) -> Network {
        guard let network = Network(text) else {
            preconditionFailure("\(text) is written above as a network")
        }
        return network
    }
}
