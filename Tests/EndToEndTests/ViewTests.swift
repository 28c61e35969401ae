import Foundation
import Testing

/// Parts of a feed, as subscribers know them.
struct ViewTests {
    private func article(_ title: String, _ tag: String, _ text: String) -> String {
        "---\ntitle: \(title)\ndate: 2025-03-04\ntags: \(tag)\n---\n\(text)\n"
    }

    @Test func `a subscriber of a tag is told of its articles alone, also of what a kill came behind`() throws
    {
        let site = try SiteFolder()
        try site.lay(article("A", "gulls", "The first."), at: "news/articles/a.md")
        try site.lay(article("B", "ships", "The first."), at: "news/articles/b.md")
        let port = try freePort()
        let subscriber = try Subscriber()
        var daemon = try Daemon(site, port: port)
        try daemon.subscribe(subscriber, "/gulls", to: "tag/gulls/atom.xml", secret: "s3cret")
        try daemon.subscribe(subscriber, "/all", to: "atom.xml", of: "all")
        #expect(try daemon.request("subscribe", subscriber.callback(), "tag/none/atom.xml").status == 404)
        try site.write(article("B", "ships", "The second."), to: "news/articles/b.md")
        try eventually("who wants all is told") { subscriber.deliveries(to: "/all").count == 1 }
        try site.write(article("A", "gulls", "The second."), to: "news/articles/a.md")
        try eventually("the subscriber is told") { subscriber.deliveries(to: "/gulls").count == 1 }
        let told = try #require(subscriber.deliveries(to: "/gulls").first).message
        #expect(told.body == (try daemon.document("tag/gulls/atom.xml").body))
        #expect(told["X-Hub-Signature"] != nil && told.text.contains("The second."))
        for round in 3...6 {
            try site.write(article("A", "gulls", "Text \(round)."), to: "news/articles/a.md")
            usleep(.random(in: 0...30_000))
            try daemon.stop(SIGKILL)
            daemon = try Daemon(site, port: port)
            for name in ["/gulls", "/all"] {
                try eventually("\(name) is told in round \(round)") {
                    subscriber.deliveries(to: name).last?.message.text.contains("Text \(round).") == true
                }
            }
        }
        #expect(
            subscriber.deliveries(to: "/gulls").last?.message.body
                == (try daemon.document("tag/gulls/atom.xml").body)
        )
        #expect(
            subscriber.deliveries(to: "/all").last?.message.body
                == (try daemon.document("atom.xml", of: "all").body)
        )
    }
}
