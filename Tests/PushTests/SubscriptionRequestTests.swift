import Push
import Testing

struct SubscriptionRequestTests {
    private let topic = "https://example.org/news/atom.xml"
    private let callback = "https://reader.example/cb?id=1"

    private func fields(_ changes: (String, String?)...) -> [(String, String)] {
        var fields = [("hub.mode", "subscribe"), ("hub.topic", topic), ("hub.callback", callback)]
        for (name, value) in changes {
            fields.removeAll { $0.0 == name }
            if let value { fields.append((name, value)) }
        }
        return fields
    }

    private func refusal(_ fields: [(String, String)]) -> String? {
        do throws(Refusal) {
            _ = try SubscriptionRequest(fields: fields)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `a typical request has three parameters`() throws {
        let request = try SubscriptionRequest(fields: fields())
        #expect(request.mode == .subscribe)
        #expect(request.topic == topic)
        #expect(request.callback == callback)
        #expect(request.leaseSeconds == nil)
        #expect(request.secret == nil)
    }

    @Test func `a lease and a secret are taken where they are given`() throws {
        let request = try SubscriptionRequest(
            fields: fields(("hub.lease_seconds", "86400"), ("hub.secret", "sésame"))
        )
        #expect(request.leaseSeconds == 86_400)
        #expect(request.secret == "sésame")
    }

    @Test func `unknown parameters are ignored, even those that older subscribers send twice`() throws {
        let more = [("foo", "bar"), ("hub.verify", "sync"), ("hub.verify", "async"), ("foo", "baz")]
        #expect(try SubscriptionRequest(fields: fields() + more) == SubscriptionRequest(fields: fields()))
    }

    @Test(arguments: ["hub.mode", "hub.topic", "hub.callback"])
    func `what is missing or empty is named`(name: String) {
        #expect(refusal(fields((name, nil))) == "\(name) is missing")
        #expect(refusal(fields((name, ""))) == "\(name) is missing")
    }

    @Test(arguments: ["hub.mode", "hub.topic", "hub.callback", "hub.lease_seconds", "hub.secret"])
    func `a parameter that is given twice is refused, for nobody knows which one counts`(name: String) {
        let once = fields().contains { $0.0 == name } ? fields() : fields((name, "1"))
        #expect(refusal(once + [(name, "1")]) == "\(name) is given more than once")
    }

    @Test(arguments: ["Subscribe", "publish", "denied", " subscribe"])
    func `a mode is subscribe or unsubscribe`(mode: String) {
        #expect(refusal(fields(("hub.mode", mode))) == "hub.mode must be subscribe, unsubscribe or publish")
    }

    @Test(arguments: [
        "http://reader.example", "HTTPS://Reader.Example/", "https://reader.example:8443/a/../b?x=%00&y",
        "http://127.0.0.1:1/", "http://[2001:db8::1]:65535/cb", "http://xn--bcher-kva.example?q",
        "http://a_b.example./", "https://reader.example/@me:x", "https://reader.example/a|b{c}",
    ])
    func `a callback is kept to the byte`(url: String) throws {
        #expect(try SubscriptionRequest(fields: fields(("hub.callback", url))).callback == url)
    }

    @Test(arguments: [
        ("reader.example/cb", "is not an http or https URL"),
        ("/cb", "is not an http or https URL"),
        ("ftp://reader.example/", "is not an http or https URL"),
        ("file:///etc/passwd", "is not an http or https URL"),
        ("http:/reader.example/", "is not an http or https URL"),
        ("javascript:alert(1)", "is not an http or https URL"),
        ("http:///cb", "has no host"),
        ("http://:80/", "has no host"),
        ("http://?a", "has no host"),
        ("http://.../", "has a host that is none"),
        ("http://a%2eb/", "has a host that is none"),
        ("http://a,b/", "has a host that is none"),
        ("http://[::1", "has a host that is none"),
        ("http://[fe80::1%25eth0]/", "has a host that is none"),
        ("http://[1.2.3.4]/", "has a host that is none"),
        ("http://[v1.x]/", "has a host that is none"),
        ("http://::1/", "has no host"),
        ("http://a:/", "has a port that is none"),
        ("http://a:0/", "has a port that is none"),
        ("http://a:65536/", "has a port that is none"),
        ("http://a:+80/", "has a port that is none"),
        ("http://a:80:90/", "has a port that is none"),
        ("http://[::1]80/", "has a port that is none"),
        ("http://a:000080/", "has a port that is none"),
        ("http://user@reader.example/", "holds a user's name"),
        ("http://user:word@reader.example/", "holds a user's name"),
        ("http://10.0.0.1@reader.example/", "holds a user's name"),
        ("http://reader.example/#top", "has a fragment"),
        ("http://reader.example#", "has a fragment"),
        ("http://reader.example/a b", "holds a space or a control character"),
        ("http://reader.example/\r\nX: y", "holds a space or a control character"),
        ("http://reader.example/\u{0}", "holds a space or a control character"),
        ("http://reader.example/\u{7F}", "holds a space or a control character"),
        ("http://bücher.example/", "holds a character that is not ASCII, write hosts as punycode"),
        ("http://reader.example/é", "holds a character that is not ASCII, write hosts as punycode"),
        ("http://reader.example\\@inside/", "holds a character that must be escaped"),
        ("http://reader.example/>;rel=", "holds a character that must be escaped"),
    ])
    func `a callback or topic that could mean two things is refused`(url: String, flaw: String) {
        #expect(refusal(fields(("hub.callback", url))) == "hub.callback \(flaw)")
        #expect(refusal(fields(("hub.topic", url))) == "hub.topic \(flaw)")
    }

    @Test func `a URL has at most 2,048 bytes`() {
        let longest = callback + String(repeating: "x", count: 2_048 - callback.utf8.count)
        #expect(refusal(fields(("hub.callback", longest))) == nil)
        #expect(refusal(fields(("hub.callback", longest + "x"))) == "hub.callback is longer than 2048 bytes")
    }

    @Test(arguments: [(0, false), (1, true), (199, true), (200, false)])
    func `a secret has 1 to 199 bytes`(length: Int, isTaken: Bool) {
        let secret = String(repeating: "s", count: length)
        let expected = isTaken ? nil : "hub.secret must be 1 to 199 bytes long"
        #expect(refusal(fields(("hub.secret", secret))) == expected)
    }

    @Test func `a secret's length is counted in bytes`() {
        #expect(refusal(fields(("hub.secret", String(repeating: "é", count: 100)))) != nil)
    }

    @Test(arguments: ["0", "-1", "+1", "", "1.5", "1e3", " 60", "sixty", "٣"])
    func `a lease is a positive number`(lease: String) {
        let expected = "hub.lease_seconds must be a positive number of seconds"
        #expect(refusal(fields(("hub.lease_seconds", lease))) == expected)
    }

    @Test func `a lease beyond all numbers is the longest there is`() throws {
        let request = try SubscriptionRequest(
            fields: fields(("hub.lease_seconds", "99999999999999999999999"))
        )
        #expect(request.leaseSeconds == .max)
    }

    @Test func `a lease given with an unsubscription is ignored`() throws {
        let request = try SubscriptionRequest(
            fields: fields(("hub.mode", "unsubscribe"), ("hub.lease_seconds", "0"))
        )
        #expect(request.mode == .unsubscribe)
        #expect(request.leaseSeconds == nil)
    }

    @Test func `a printed request does not show its secret`() throws {
        let request = try SubscriptionRequest(fields: fields(("hub.secret", "open sesame")))
        #expect(!"\(request)".contains("sesame"))
        #expect(!String(reflecting: request).contains("sesame"))
        var dumped = ""
        dump(request, to: &dumped)
        #expect(!dumped.contains("sesame"))
    }
}
