import Foundation
import Testing

@testable import Articles

@Suite struct `The rarer keys of a head` {

    private func article(_ head: String) throws -> Article {
        let bytes = Array("---\ntitle: T\n\(head)\n---\nText.\n".utf8)
        return try bytes.withUnsafeBytes { bytes in
            try ArticleReader(timezone: .gmt).read(bytes, path: "a.md", withBody: true)
        }
    }

    @Test func `make an article an episode`() throws {
        let details = try #require(
            try article(
                """
                season: { number: 2, name: Winter }
                episode: 3.5
                episode_type: Bonus
                episode_title: The tide
                explicit: yes
                transcripts: [tide.vtt, { url: "https://a.example/t.srt", type: application/x-subrip, lang: en }]
                chapters: tide.json
                hosts: [Ann, { name: Bo, url: "https://bo.example" }]
                guests: Cy
                block: true
                """
            ).details
        )
        #expect(details.season == 2 && details.seasonName == "Winter" && details.episode == 3.5)
        #expect(details.episodeType == "bonus" && details.episodeTitle == "The tide")
        #expect(details.isExplicit == true && details.isBlocked && details.chapters == "tide.json")
        #expect(details.transcripts.map(\.url) == ["tide.vtt", "https://a.example/t.srt"])
        #expect(details.transcripts.map(\.language) == [nil, "en"])
        #expect(details.persons.map(\.name) == ["Ann", "Bo", "Cy"])
        #expect(details.persons.map(\.role) == ["host", "host", "guest"])
    }

    @Test func `tell of rights and threads`() throws {
        let details = try #require(
            try article(
                "license: CC0\ncomments: https://a.example/c\ncomment_count: 7\nin_reply_to: [https://b.example/1, nothing]"
            ).details
        )
        #expect(details.rights == "CC0" && details.comments == "https://a.example/c")
        #expect(details.commentCount == 7 && details.inReplyTo == ["https://b.example/1"])
    }

    @Test(arguments: [
        "location: 48.2, -16.4", "geo: [48.2, -16.4]", "coordinates: { lat: 48.2, lon: -16.4, name: Here }",
        "location: { latitude: 48.2, longitude: -16.4 }",
    ])
    func `tell of a place`(head: String) throws {
        let place = try #require(try article(head).details?.place)
        #expect(place.latitude == 48.2 && place.longitude == -16.4)
    }

    @Test(arguments: ["comments: true", "location: Vienna", "in_reply_to: nobody", "season:", "explicit: ''"])
    func `say nothing where others mean something else`(head: String) throws {
        #expect(try article(head).details == nil)
    }

    @Test(arguments: [
        ("season: Winter", "\"Winter\" is no whole number, write it like season: 3"),
        ("episode: S01E02", "\"S01E02\" is no number, write it like episode: 3"),
        ("episode_type: half", "\"half\" is no type of an episode, write full, trailer or bonus"),
        (
            "location: 91, 0",
            "this is no place: write its latitude and longitude in degrees, like location: 48.2, 16.4"
        ),
        ("people: { role: host }", "a person has no name, add name: to it"),
    ])
    func `that are wrong are told, and hide no article`(head: String, message: String) throws {
        let article = try article(head)
        #expect(article.warnings.map(\.message) == [message])
        #expect(article.warnings.map(\.line) == [3])
        #expect(article.title == "T")
    }

    @Test func `count as a change of the head, and their absence does not`() throws {
        let plain = try article("lang: en")
        #expect(try article("lang: en\nseason: 1").headHash != plain.headHash)
        #expect(try article("lang: en\ncomments: true").headHash == plain.headHash)
    }
}
