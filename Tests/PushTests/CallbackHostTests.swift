import Push
import Testing

struct CallbackHostTests {
    @Test(arguments: [
        ("https://Reader.Example:8443/a?b#c", "reader.example"),
        ("http://reader.example./", "reader.example"),
        ("http://reader.example?x", "reader.example"), ("http://127.1/", "127.0.0.1"),
        ("http://0x7f000001:80/", "127.0.0.1"), ("http://0177.0.0.1/", "127.0.0.1"),
        ("http://2130706433", "127.0.0.1"), ("http://[::1]:80/", "::1"),
        ("http://[::FFFF:127.0.0.1]/", "127.0.0.1"), ("http://[2001:DB8:0::1]/", "2001:db8::1"),
        ("http://1.example/", "1.example"),
    ])
    func `a host has one name, however it is spelled`(url: String, host: String) {
        #expect(CallbackHost.of(url) == host)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.1.2.3", true), ("::1", true), ("localhost", true), ("a.localhost", true),
        ("127.example", false), ("128.0.0.1", false), ("10.0.0.1", false), ("localhost.example", false),
    ])
    func `what is this machine is known`(host: String, isLoopback: Bool) {
        #expect(CallbackHost.isLoopback(host) == isLoopback)
    }
}
