import Outbound
import Testing

struct AddressGuardTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:0:8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:0:4136:e378::1", "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1",
        "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
    ])
    func `an address that is not public is refused`(text: String) throws {
        #expect(try !AddressGuard().admits(#require(Address(text))))
        #expect(try AddressGuard(allowsEverything: true).admits(#require(Address(text))))
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255",
        "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2001:200::1", "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8",
    ])
    func `a public address is admitted`(text: String) throws {
        #expect(try AddressGuard().admits(#require(Address(text))))
    }

    @Test func `a network that the operator names is admitted, and nothing beside it`() throws {
        let networks = try ["10.20.0.0/16", "fd00::/8", "192.0.2.1"].map { try #require(Network($0)) }
        let addressGuard = AddressGuard(allowing: networks)
        for (text, isAdmitted) in [
            ("10.20.0.0", true), ("10.20.255.255", true), ("::ffff:10.20.0.1", true), ("10.21.0.0", false),
            ("10.19.255.255", false), ("fd12::1", true), ("fc00::1", false), ("192.0.2.1", true),
            ("192.0.2.2", false), ("127.0.0.1", false), ("8.8.8.8", true),
        ] {
            #expect(try addressGuard.admits(#require(Address(text))) == isAdmitted, "\(text)")
        }
    }

    @Test(arguments: [
        ("10.20.0.0/16", "10.20.0.0/16"), ("0.0.0.0/0", "0.0.0.0/0"), ("fd00::/8", "fd00::/8"),
        ("192.0.2.1", "192.0.2.1/32"), ("2001:DB8:0::1", "2001:db8::1/128"), ("::/0", "::/0"),
    ])
    func `a network is read from its notation`(text: String, written: String) throws {
        #expect(try #require(Network(text)).description == written)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0/8",
        "127.1",
        "2130706433", "0x7f000001", "fd00::/129", "fd00:/8", "example.org", "10.0.0.0 /8", "fe80::1%eth0",
    ])
    func `what is no network is not read as one`(text: String) {
        #expect(Network(text) == nil)
    }

    @Test func `a network of all addresses contains all of its kind and none of the other`() throws {
        let v4 = try #require(Network("0.0.0.0/0"))
        let v6 = try #require(Network("::/0"))
        let one = try #require(Address("8.8.8.8"))
        let other = try #require(Address("2a00::1"))
        #expect(v4.contains(one) && !v4.contains(other))
        #expect(v6.contains(other) && !v6.contains(one))
    }
}
