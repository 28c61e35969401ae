import Push
import Testing

@Suite struct `XML-RPC` {
    @Test func `is read as it is written`() throws {
        let call = XMLRPC.Call(
            "rssCloud.pleaseNotify",
            [
                .string("a & <b> \"c\""), .integer(-7), .flag(true), .list([.string("x"), .list([])]),
                .table(["k": .string("é☃")]),
            ]
        )
        #expect(try XMLRPC.Call(reading: call.bytes) == call)
        for answer in [XMLRPC.Answer.value(.flag(true)), .fault(code: 4, text: "no > yes")] {
            #expect(try XMLRPC.Answer(reading: answer.bytes) == answer)
        }
    }

    @Test(arguments: [
        ("<value>a</value>", XMLRPC.Value.string("a")), ("<value><string>a</string></value>", .string("a")),
        ("<value/>", .string("")), ("<value><i4> 12 </i4></value>", .integer(12)),
        ("<value><boolean>TRUE</boolean></value>", .flag(true)),
        ("<value><![CDATA[<a>&amp;]]>&#x2603;&#65;</value>", .string("<a>&amp;☃A")),
        ("<value><double>1.5</double></value>", .string("1.5")),
        ("\n<value ><!-- no --> <int>3</int> </value>\n", .integer(3)),
    ])
    func `takes what is written in other ways`(text: String, value: XMLRPC.Value) throws {
        let xml =
            "<?xml version='1.0'?><methodCall><methodName> a.b </methodName><params><param>\(text)</param></params></methodCall>"
        let call = try XMLRPC.Call(reading: Array(xml.utf8))
        #expect(call.method == "a.b")
        #expect(call.parameters == [value])
    }

    static let bomb = """
        <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
        <methodCall><methodName>&b;</methodName></methodCall>
        """

    @Test(arguments: [
        bomb, "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><methodCall/>",
        "<methodCall><methodName>&b;</methodName></methodCall>", "", "hello", "<methodCall>",
        "<methodCall><methodName>a</methodCall></methodName>", "<methodCall/>", "<methodCall></methodCall>x",
        "<methodCall><methodName>a b</methodName></methodCall>",
        "<methodCall><methodName>a</methodName><params><param></param></params></methodCall>",
        "<methodCall><methodName>a</methodName><params><param><value><int>x</int></value></param></params></methodCall>",
        String(repeating: "<a>", count: 30_000), "<methodResponse/>", "<a><b",
    ])
    func `refuses what is none, and whatever could grow`(text: String) {
        #expect(throws: XMLRPCReader.Flaw.self) { try XMLRPC.Call(reading: Array(text.utf8)) }
    }

    @Test func `refuses what is not UTF-8`() {
        #expect(throws: XMLRPCReader.Flaw.self) { try XMLRPC.Call(reading: [0x3C, 0xFF, 0x3E]) }
    }
}

@Suite struct `A request of rssCloud` {
    private func request(_ changes: [String: String?] = [:]) throws(Refusal) -> CloudRequest {
        var fields = [
            "protocol": "http-post", "port": "5337", "path": "/notify", "url1": "http://a.example/rss.xml",
        ]
        for (name, value) in changes { fields[name] = value }
        return try CloudRequest(fields: fields.map { ($0.key, $0.value) })
    }

    @Test(
        arguments: [
            ([:], "192.0.2.1", "http://192.0.2.1:5337/notify#rsscloud"),
            ([:], "::ffff:192.0.2.1", "http://192.0.2.1:5337/notify#rsscloud"),
            ([:], "2001:db8::1", "http://[2001:db8::1]:5337/notify#rsscloud"),
            (["domain": "b.example"], "192.0.2.1", "http://b.example:5337/notify#rsscloud"),
            (["domain": "2001:db8::2"], "192.0.2.1", "http://[2001:db8::2]:5337/notify#rsscloud"),
            (["port": "443"], "192.0.2.1", "https://192.0.2.1:443/notify#rsscloud"),
            (["protocol": "https-post"], "192.0.2.1", "https://192.0.2.1:5337/notify#rsscloud"),
            (["path": "notify"], "192.0.2.1", "http://192.0.2.1:5337/notify#rsscloud"),
            (
                ["protocol": "xml-rpc", "notifyProcedure": "river.feedUpdated", "path": "/RPC2"], "192.0.2.1",
                "http://192.0.2.1:5337/RPC2#xml-rpc:river.feedUpdated"
            ),
        ] as [([String: String], String, String)]
    )
    func `says where it is to be told`(changes: [String: String], caller: String, callback: String) throws {
        #expect(try request(changes).callback(of: caller).description == callback)
    }

    @Test(
        arguments: [
            (["protocol": nil], "protocol is missing"), (["protocol": "soap"], "protocol must be"),
            (["port": nil], "port is missing"), (["port": "x"], "port is missing"),
            (["port": "0"], "port must be"),
            (["port": "65536"], "port must be"), (["path": nil], "path is missing"),
            (["url1": nil], "url1 is missing"),
            (["protocol": "xml-rpc"], "notifyProcedure is missing"),
            (["protocol": "xml-rpc", "notifyProcedure": "a b"], "notifyProcedure is no name"),
        ] as [([String: String?], String)]
    )
    func `is refused with what is wrong with it`(changes: [String: String?], text: String) {
        let refusal = #expect(throws: Refusal.self) { try request(changes) }
        #expect(refusal?.description.hasPrefix(text) == true, "\(refusal?.description ?? "")")
    }

    @Test(arguments: [
        "b.example/x", "b.example?x", "user@b.example", "b.example#x", "b example", "b.example:80",
    ])
    func `with a domain that is none is refused`(domain: String) throws {
        let request = try request(["domain": domain])
        #expect(throws: Refusal.self) { try request.callback(of: "192.0.2.1") }
    }

    @Test func `by a procedure says the same`() throws {
        let parameters: [XMLRPC.Value] = [
            .string(""), .integer(443), .string("/n"), .string("http-post"),
            .list([.string("http://a.example/1"), .string("http://a.example/2")]),
        ]
        let request = try CloudRequest(parameters: parameters)
        #expect(request.topics == ["http://a.example/1", "http://a.example/2"])
        #expect(request.domain == nil)
        #expect(try request.callback(of: "::1").url == "https://[::1]:443/n")
        #expect(try CloudRequest(parameters: parameters + [.string("b.example")]).domain == "b.example")
        #expect(throws: Refusal.self) { try CloudRequest(parameters: Array(parameters.prefix(4))) }
    }
}
