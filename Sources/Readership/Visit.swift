/// A request for a feed that was answered, as it is counted; or several of one client that were answered alike.
package struct Visit: Sendable {
    /// The feed's folder name.
    package var feed: String
    /// Which document of the feed, as a number that stands for it.
    package var document: UInt64
    package var visitor: Visitor
    package var client: Client
    /// Whether the answer was 304: nothing new.
    package var isUnchanged: Bool
    /// Bytes of the bodies that were sent.
    package var sent: Int
    /// Bytes that the document has beyond them.
    package var saved: Int
    package private(set) var requests = 1

    package init(
        feed: String,
        document: UInt64,
        visitor: Visitor,
        client: Client,
        isUnchanged: Bool,
        sent: Int,
        saved: Int
    ) {
        self.feed = feed
        self.document = document
        self.visitor = visitor
        self.client = client
        self.isUnchanged = isUnchanged
        self.sent = sent
        self.saved = saved
    }

    /// Counts another request, which was answered alike.
    package mutating func again(sent: Int, saved: Int) {
        requests += 1
        self.sent += sent
        self.saved += saved
    }
}

/// Where a request comes from: an address of the Internet as 128 bits, IPv4 mapped into IPv6 (RFC 4291, section 2.5.5.2).
///
/// It lives as long as a visit waits to be counted, seconds, and is written nowhere.
package struct Client: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(v4 address: UInt32) { self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(address)) }

    /// This machine (`::1`).
    package static let loopback = Client(high: 0, low: 1)

    package var isV4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether it is of this machine.
    package var isLoopback: Bool { self == .loopback || isV4 && (low >> 24) & 0xFF == 127 }

    /// What of it names a household: of IPv6 the network, for hosts change the rest at will (RFC 8981).
    package var household: Client { isV4 || high == 0 ? self : Client(high: high, low: 0) }
}
