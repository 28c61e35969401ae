import Push
import Testing

@Suite struct `A callback` {
    @Test(arguments: [
        ("https://a.example/x?y=z", Callback.Form.webSub, "https://a.example/x?y=z"),
        ("https://a.example/x#rsscloud", .rssCloud, "https://a.example/x"),
        (
            "http://a.example/x#xml-rpc:river.feedUpdated", .xmlRPC(procedure: "river.feedUpdated"),
            "http://a.example/x"
        ),
        ("https://a.example/x#webhook", .webhook(.event), "https://a.example/x"),
        ("https://a.example/x#slack", .webhook(.slack), "https://a.example/x"),
        ("https://a.example/x#discord", .webhook(.discord), "https://a.example/x"),
    ])
    func `says by its fragment how it is told`(text: String, form: Callback.Form, url: String) {
        let callback = Callback(text)
        #expect(callback.form == form)
        #expect(callback.url == url)
        #expect(callback.description == text)
    }
}

@Suite struct `An announcement` {
    @Test func `names each topic once, by whichever field`() throws {
        let fields = [
            ("hub.mode", "publish"), ("hub.topic", "http://a/1"), ("hub.url", "http://a/1"),
            ("hub.url", "http://a/2"), ("hub.url", ""),
        ]
        #expect(try Announcement(fields: fields)?.topics == ["http://a/1", "http://a/2"])
    }

    @Test func `of nothing is refused, and another mode is none`() throws {
        #expect(throws: Refusal.missing("hub.topic")) { try Announcement(fields: [("hub.mode", "publish")]) }
        #expect(try Announcement(fields: [("hub.mode", "subscribe")]) == nil)
        #expect(try Announcement(fields: [("hub.mode", "publish"), ("hub.mode", "subscribe")]) == nil)
    }
}
