import Testing

private let topic = "hub.topic=http%3A%2F%2Ffeeds.example%2Fnews%2Fatom.xml"
private let callback = "hub.callback=https%3A%2F%2Freader.example%2Finbox"

@Suite struct `The hub over HTTP` {
    @Test func `takes a request, and will ask the callback`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.subscribe("hub.mode=subscribe&\(topic)&\(callback)")
            #expect(answer.status == 202)
        }
    }

    @Test func `takes a form whatever else its type says`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.subscribe(
                "hub.mode=subscribe&\(topic)&\(callback)",
                type: "Application/X-WWW-Form-URLencoded ; charset=UTF-8"
            )
            #expect(answer.status == 202)
        }
    }

    @Test(arguments: [
        ("hub.mode=subscribe&\(callback)", "hub.topic is missing"),
        ("hub.mode=subscribe&\(topic)", "hub.callback is missing"),
        ("\(topic)&\(callback)", "hub.mode is missing"),
        ("", "hub.mode is missing"),
        ("hub.mode=dance&\(topic)&\(callback)", "hub.mode must be subscribe, unsubscribe or publish"),
        ("hub.mode=publish", "hub.topic is missing"),
        ("hub.mode=subscribe&\(topic)&\(topic)&\(callback)", "hub.topic is given more than once"),
        (
            "hub.mode=subscribe&\(topic)&\(callback)&hub.lease_seconds=-1",
            "hub.lease_seconds must be a positive number of seconds"
        ),
        ("hub.mode=%zz", "the form is not well encoded"),
    ])
    func `says what is wrong with a form`(form: String, text: String) async throws {
        try await TestSite.serving { site in
            let answer = try await site.subscribe(form)
            #expect(answer.status == 400)
            #expect(answer.text == text + "\n")
        }
    }

    @Test func `knows its own topics alone`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.subscribe(
                "hub.mode=subscribe&hub.topic=https%3A%2F%2Fexample.net%2F&\(callback)"
            )
            #expect(answer.status == 404)
        }
    }

    @Test func `lets no callback lead into a private network`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.subscribe(
                "hub.mode=subscribe&\(topic)&hub.callback=http%3A%2F%2F127.0.0.1%2F"
            )
            #expect(answer.status == 403)
        }
    }

    @Test func `takes forms alone`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.subscribe("{}", type: "application/json")
            #expect(answer.status == 415)
        }
    }

    @Test func `is asked with POST`() async throws {
        try await TestSite.serving { site in
            let answer = try await site.get("/hub")
            #expect(answer.status == 405)
            #expect(answer["Allow"] == "POST")
        }
    }
}
