import Feeds
import Foundation
import Store
import Testing

@testable import Publishing

/// The pictures that `feed.toml` names.
@Suite struct `A picture of the feed itself` {
    private func room(_ definition: String = "title = \"News\"\nimage = \"media/cover.jpg\"\n") throws
        -> Newsroom
    {
        let room = try Newsroom(["a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nThe body.\n"])
        try room.define(definition)
        return room
    }

    private let missing =
        "/feed.toml:2 the picture \"media/cover.jpg\" is not there: put it into the feed's folder media/; until then the feed goes without it"

    @Test func `is told under the address that it is served at, and measured`() async throws {
        let room = try room("image = \"media/cover.jpg\"\nicon = \"chart.png\"\n")
        try room.lay("photo.jpg", at: "media/cover.jpg")
        try room.lay("chart.png", at: "media/chart.png")
        try await room.publish()
        let address = "https://news.example/news/media/"
        #expect(try await room.text(.atom).contains("<logo>\(address)cover.jpg</logo>"))
        #expect(try await room.text(.atom).contains("<icon>\(address)chart.png</icon>"))
        let path = try await room.store.mediaPath(of: "news", address: "cover.jpg", at: Date())
        #expect(path == "media/cover.jpg")
        let known = try await room.store.media(of: "news", at: ["media/cover.jpg", "media/chart.png"])
        #expect(known.map(\.measurement.width) == [40, 40])
        #expect(try await room.problems().isEmpty)
    }

    @Test func `is missed with its line, and comes without anybody being told`() async throws {
        let room = try room()
        try await room.start()
        #expect(try await room.problems() == [missing])
        #expect(try await !room.text(.atom).contains("<logo>"))
        // An edit of an article says nothing about it.
        try room.write("---\ntitle: B\ndate: 2024-01-02\n---\nThe body.\n", to: "a.md")
        try await eventually { try await room.entry("a.md")?.title == "B" }
        #expect(try await room.problems() == [missing])
        let owed = try await room.store.owed().ranges
        try room.lay("photo.jpg", at: "media/cover.jpg")
        try await eventually { try await room.text(.atom).contains("/news/media/cover.jpg</logo>") }
        try await eventually { try await room.problems().isEmpty }
        #expect(try await room.store.owed().ranges == owed)
        try FileManager.default.removeItem(atPath: room.folder + "/news/media/cover.jpg")
        try await eventually { try await room.problems().first?.contains("has vanished") == true }
        #expect(try await room.text(.atom).contains("/news/media/cover.jpg</logo>"))
        await room.stop()
    }

    @Test(arguments: ["https://other.example/logo.png", "/logo.png"])
    func `may lie elsewhere, also on the same site`(_ reference: String) async throws {
        let room = try room("image = \"\(reference)\"")
        try await room.publish()
        let url = reference.hasPrefix("/") ? "https://news.example" + reference : reference
        #expect(try await room.text(.atom).contains("<logo>\(url)</logo>"))
        #expect(try await room.problems().isEmpty)
    }
}
