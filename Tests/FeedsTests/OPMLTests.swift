import Feeds
import Foundation
import Testing

struct OPMLTests {
    @Test func `a list of feeds is written byte for byte as its golden file`() throws {
        let list = OPML(
            title: "Feeds of <the town>",
            outlines: [
                OPML.Outline(
                    text: "News & \"views\" \u{0}",
                    xmlURL: "https://gazette.example/news/atom.xml?a=1&b=2",
                    htmlURL: "https://gazette.example/news/",
                    description: "Daily"
                ),
                OPML.Outline(
                    text: "日記",
                    xmlURL: "https://gazette.example/diary/atom.xml",
                    htmlURL: "https://gazette.example/diary/"
                ),
            ]
        )
        try expect(list.document(), in: "feeds.opml")
    }

    @Test func `a list of no feeds has a body all the same`() {
        let document = String(decoding: OPML(title: "None", outlines: []).document(), as: UTF8.self)
        #expect(document.contains("<body/>"))
    }
}
