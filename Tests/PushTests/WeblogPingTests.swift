import Push
import Testing

@Suite struct `A ping of weblogs` {
    private let ping = WeblogPing(
        name: "News & more",
        page: "https://a.example/",
        feed: "https://a.example/rss.xml"
    )

    @Test func `names the weblog and its page, and the extended one its feed as well`() {
        #expect(ping?.call.method == "weblogUpdates.ping")
        #expect(ping?.call.parameters == [.string("News & more"), .string("https://a.example/")])
        #expect(ping?.extendedCall.method == "weblogUpdates.extendedPing")
        #expect(ping?.extendedCall.parameters.last == .string("https://a.example/rss.xml"))
        #expect(ping?.extendedCall.parameters.count == 4)
    }

    @Test func `has names and addresses as long as services take`() {
        let long = String(repeating: "x", count: 2_000)
        let ping = WeblogPing(name: long, page: "https://a.example/", feed: "https://a.example/rss.xml")
        #expect(ping?.name.count == 1_024)
        #expect(WeblogPing(name: "a", page: "https://a.example/" + long, feed: "https://a.example/") == nil)
    }

    @Test(arguments: [
        ("<boolean>0</boolean>", false), ("<boolean>1</boolean>", true), ("<int>0</int>", false),
        ("<int>1</int>", true), ("true", true), ("<string>FALSE</string>", false), ("0", false), ("", false),
    ])
    func `is taken or not by whatever form the answer has`(value: String, isError: Bool) {
        let body = """
            <methodResponse><params><param><value><struct>
            <member><name>flerror</name><value>\(value)</value></member>
            <member><name>message</name><value>no room</value></member>
            </struct></value></param></params></methodResponse>
            """
        #expect(WeblogPing.complaint(in: Array(body.utf8)) == (isError ? "no room" : nil))
    }

    @Test func `is not taken where the answer is a fault, or none`() {
        #expect(WeblogPing.complaint(in: XMLRPC.Answer.fault(code: 4, text: "no").bytes) == "fault 4: no")
        #expect(WeblogPing.complaint(in: Array("<html>".utf8)) != nil)
    }

    @Test(arguments: [
        PingService.Way.hub, .weblogUpdates, .extendedPing, .indexNow(key: "0123456789abcdef"),
    ])
    func `a service is known by what the store has`(way: PingService.Way) {
        let service = PingService(url: "https://a.example/x?y", way: way)
        #expect(PingService(service.description) == service)
    }
}
