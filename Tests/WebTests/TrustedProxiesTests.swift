import Readership
import Testing

@testable import Web

struct TrustedProxiesTests {
    private static let proxy = client("10.1.2.3")

    private static func client(_ text: String) -> Client {
        var text = text
        return text.withUTF8 { Client(UnsafeRawBufferPointer($0)[...]) } ?? Client(high: .max, low: .max)
    }

    private func asker(behind peer: Client, _ list: String, _ forwarded: String = "") -> Client {
        var (list, forwarded) = (list, forwarded)
        return list.withUTF8 { list in
            forwarded.withUTF8 { forwarded in
                TrustedProxies(["10.0.0.0/8", "2001:db8::/32"]).client(
                    behind: peer,
                    forwardedFor: UnsafeRawBufferPointer(list),
                    forwarded: UnsafeRawBufferPointer(forwarded)
                )
            }
        }
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1", "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1, 10.9.9.9 ,127.0.0.1", "192.0.2.1"),
        (" 192.0.2.1:4711", "192.0.2.1"),
        ("[2001:db9::7]:80", "2001:db9::7"),
        ("2001:db9::7, 2001:db8::1", "2001:db9::7"),
        ("unknown, 10.2.2.2", "10.2.2.2"),
        ("nonsense", "10.1.2.3"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("10.5.5.5, 10.6.6.6", "10.5.5.5"),
    ])
    func `behind a trusted proxy the last address that is no proxy's asks`(list: String, asker: String) {
        #expect(self.asker(behind: Self.proxy, list) == Self.client(asker))
        #expect(self.asker(behind: .loopback, list == "nonsense" ? "10.1.2.3" : list) == Self.client(asker))
    }

    @Test(arguments: [
        ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
        ("For=\"[2001:db9:cafe::17]:4711\"", "2001:db9:cafe::17"),
        ("for=6.6.6.6, proto=https; for=192.0.2.43", "192.0.2.43"),
        ("for=_hidden", "10.1.2.3"),
        ("proto=http", "10.1.2.3"),
    ])
    func `RFC 7239 is read where there is no X-Forwarded-For`(forwarded: String, asker: String) {
        #expect(self.asker(behind: Self.proxy, "", forwarded) == Self.client(asker))
        #expect(self.asker(behind: Self.proxy, "192.0.2.9", forwarded) == Self.client("192.0.2.9"))
    }

    @Test func `nobody else is believed`() {
        let stranger = Self.client("203.0.113.5")
        #expect(asker(behind: stranger, "192.0.2.1", "for=192.0.2.1") == stranger)
    }
}
