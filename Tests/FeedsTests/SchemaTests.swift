import Feeds
import Foundation
import TestSupport
import Testing

struct SchemaTests {
    @Test(arguments: Sample.allCases)
    func `an Atom feed is valid by RFC 4287's schema`(sample: Sample) throws {
        let schema = try RelaxNG(Fixtures.url("atom-rfc4287.rng").path())
        #expect(schema.complaints(about: sample.feed.document(.atom)) == [])
    }

    @Test func `RFC 4287's schema finds a feed without an id`() throws {
        let schema = try RelaxNG(Fixtures.url("atom-rfc4287.rng").path())
        let document = String(decoding: Sample.gazette.feed.document(.atom), as: UTF8.self)
        let broken = document.replacing(/<id>.*<\/id>/, with: "")
        #expect(schema.complaints(about: [UInt8](broken.utf8)) != [])
    }

    @Test func `an XML document with a control character is found not to be well-formed`() throws {
        let schema = try RelaxNG(Fixtures.url("atom-rfc4287.rng").path())
        #expect(schema.complaints(about: [UInt8]("<feed>\u{B}</feed>".utf8)) == ["it is not well-formed"])
    }

    @Test(arguments: Sample.allCases)
    func `a JSON feed is valid by the schema of version 1.1`(sample: Sample) throws {
        let feed = sample.feed.document(.json)
        let complaints = try Python(script: Fixtures.url("check_json_feed.py"))
            .output([Fixtures.url("jsonfeed-1.1.json").path()], input: feed)
        #expect(complaints == "")
    }

    @Test func `the schema of version 1.1 finds an item without content`() throws {
        let broken = String(decoding: Sample.gazette.feed.document(.json), as: UTF8.self)
            .replacing("\"content_text\"", with: "\"_none\"")
        let complaints = try Python(script: Fixtures.url("check_json_feed.py"))
            .output([Fixtures.url("jsonfeed-1.1.json").path()], input: [UInt8](broken.utf8))
        #expect(complaints.contains("items"))
    }
}
