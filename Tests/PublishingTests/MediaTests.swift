import Articles
import Feeds
import Foundation
import Media
import Outbound
import Push
import Store
import TestSupport
import Testing

@testable import Publishing

/// Pictures and enclosures, from the folder into the documents.
@Suite struct `A file that an article refers to` {
    private static let date = "date: 2024-01-02"

    private func article(_ head: String, _ body: String = "The body.") -> String {
        "---\ntitle: A\n\(Self.date)\n\(head)\n---\n\(body)\n"
    }

    private func attachments(_ room: Newsroom) async throws -> [[String: Any]] {
        let bytes = try #require(try await room.document(.json)).bytes
        let feed = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let items = feed?["items"] as? [[String: Any]]
        return items?.first?["attachments"] as? [[String: Any]] ?? []
    }

    /// Lets somebody be subscribed: who is told of a version is owed it.
    private func subscribe(_ room: Newsroom, to document: FeedDocument) async throws {
        let wish = PendingVerification(
            mode: .subscribe,
            key: document.key,
            topic: document.selfLink,
            callback: "https://subscriber.example/",
            secret: nil,
            lease: Lease.granted(nil, within: Lease.Bounds())
        )
        try await room.store.request(wish, at: Date())
        for claim in try await room.store.claimVerifications(at: Date(), limit: 1) {
            _ = try await room.store.confirm([claim], at: Date())
        }
    }

    struct Place: Sendable, CustomTestStringConvertible {
        var article: String
        var reference: String
        var file: String
        var address: String

        var testDescription: String { "\(reference) of \(article)" }
    }

    @Test(arguments: [
        Place(
            article: "a.md",
            reference: "tone.mp3",
            file: "articles/tone.mp3",
            address: "articles/tone.mp3"
        ),
        Place(article: "a.md", reference: "tone.mp3", file: "media/tone.mp3", address: "tone.mp3"),
        Place(article: "a.md", reference: "media/tone.mp3", file: "media/tone.mp3", address: "tone.mp3"),
        Place(article: "a.md", reference: "../media/tone.mp3", file: "media/tone.mp3", address: "tone.mp3"),
        Place(article: "a.md", reference: "/tone.mp3", file: "media/tone.mp3", address: "tone.mp3"),
        Place(
            article: "a/index.md",
            reference: "tone.mp3",
            file: "articles/a/tone.mp3",
            address: "articles/a/tone.mp3"
        ),
        Place(article: "a/index.md", reference: "s/t.mp3", file: "media/s/t.mp3", address: "s/t.mp3"),
        Place(
            article: "a/index.md",
            reference: "../t.mp3",
            file: "articles/t.mp3",
            address: "articles/t.mp3"
        ),
    ])
    func `is found beside it or in media`(_ place: Place) async throws {
        let room = try Newsroom([place.article: article("enclosure: \(place.reference)")])
        try room.lay("tone.mp3", at: place.file)
        try await room.publish()
        #expect(
            try await attachments(room).first?["url"] as? String == "https://news.example/news/media/"
                + place.address
        )
        #expect(try await room.problems().isEmpty)
    }

    @Test func `is told with length, type and duration in each format`() async throws {
        let room = try Newsroom(["a.md": article("enclosures: [tone.m4a, film.mp4]")])
        try room.lay("tone.m4a", at: "media/tone.m4a")
        try room.lay("film.mp4", at: "media/film.mp4")
        try await room.publish()
        #expect(
            try await room.text(.rss).contains(
                #"<enclosure url="https://news.example/news/media/tone.m4a" length="3496" type="audio/mp4"/>"#
            )
        )
        #expect(
            try await room.text(.atom).contains(
                #"<link rel="enclosure" type="audio/mp4" href="https://news.example/news/media/tone.m4a" length="3496"/>"#
            )
        )
        let attachments = try await attachments(room)
        #expect(attachments.map { $0["size_in_bytes"] as? Int } == [3_496, 3_399])
        #expect(attachments.map { $0["mime_type"] as? String } == ["audio/mp4", "video/mp4"])
        #expect(attachments.map { $0["duration_in_seconds"] as? Int } == [3, 2])
    }

    @Test func `has the type and duration that its author writes, and the length that it has`() async throws {
        let head = "enclosure: { url: tone.mp3, length: 1, type: audio/x-mine, duration: 77 }"
        let room = try Newsroom(["a.md": article(head)])
        try room.lay("tone.mp3", at: "media/tone.mp3")
        try await room.publish()
        let attachment = try await attachments(room).first
        #expect(attachment?["size_in_bytes"] as? Int == 2_925)
        #expect(attachment?["mime_type"] as? String == "audio/x-mine")
        #expect(attachment?["duration_in_seconds"] as? Int == 77)
    }

    @Test func `gives a picture in the text its address and size`() async throws {
        let body =
            "![One](chart.png) ![Two](https://other.example/x.png)\n\n<img src=\"chart.png\" width=\"9\" alt=\"\">"
        let room = try Newsroom(["a.md": article("image: photo.jpg", body)])
        try room.lay("chart.png", at: "articles/chart.png")
        try room.lay("photo.jpg", at: "media/photo.jpg")
        try await room.publish()
        let json = try await room.text(.json)
        let address = "https://news.example/news/media/articles/chart.png"
        #expect(json.contains(#"<img src=\"\#(address)\" alt=\"One\" width=\"40\" height=\"30\">"#))
        #expect(json.contains(#"<img src=\"https://other.example/x.png\" alt=\"Two\">"#))
        #expect(json.contains(#"<img src=\"\#(address)\" width=\"9\" alt=\"\">"#))
        #expect(json.contains(#""image":"https://news.example/news/media/photo.jpg""#))
    }

    @Test func `is measured once, and again when it changes`() async throws {
        let room = try Newsroom([
            "a.md": article("enclosure: tone.mp3"), "b.md": article("enclosure: tone.mp3"),
        ])
        try room.lay("tone.mp3", at: "media/tone.mp3")
        let count = room.temporary.absolute("state/count")
        let program = room.temporary.absolute("state/program")
        try room.temporary.makeFolder("state")
        let child = URL(filePath: #filePath).appending(path: "../../MediaTests/Fixtures/child.sh")
            .standardized
        try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: child.path)
        try Data("echo >> '\(count)'; exec '\(Newsroom.program)' \"$@\"\n".utf8)
            .write(to: URL(filePath: program + ".script"))
        room.inspector = Inspector(program: program, limit: 20)
        func looks() throws -> Int { try String(contentsOfFile: count, encoding: .utf8).count }
        try await room.publish()
        try room.write(article("enclosure: tone.mp3", "More."), to: "a.md")
        try await room.publish()
        try await room.publish()
        #expect(try looks() == 1)
        let before = try #require(try await room.entry("a.md"))
        try room.lay("tone.ogg", at: "media/tone.mp3")
        try await room.publish()
        #expect(try looks() == 2)
        let attachment = try await attachments(room).first
        #expect(attachment?["size_in_bytes"] as? Int == 4_119)
        #expect(attachment?["mime_type"] as? String == "audio/ogg")
        #expect(try await room.entry("a.md")?.updated == before.updated)
    }

    @Test func `changes what is served and tells nobody, when it changes`() async throws {
        let room = try Newsroom(["a.md": article("enclosure: tone.mp3")])
        try room.lay("tone.mp3", at: "media/tone.mp3")
        try await room.start()
        let before = try #require(try await room.document(.rss))
        try await subscribe(room, to: before)
        try room.lay("tone.wav", at: "media/tone.mp3")
        try await eventually { try await room.text(.rss).contains(#"length="5078" type="audio/wav""#) }
        let after = try #require(try await room.document(.rss))
        #expect(after.version == before.version + 1)
        #expect(try await room.store.owed().ranges == 0)
        await room.stop()
    }

    @Test func `is missed until it comes, and subscribers hear of its coming`() async throws {
        let room = try Newsroom(["a.md": article("enclosure: tone.mp3")])
        try await room.start()
        #expect(try await attachments(room).isEmpty)
        #expect(
            try await room.problems() == [
                "a.md:4 the enclosure \"tone.mp3\" is not there: put it beside the article or into the feed's folder media/; until then the entry goes without it"
            ]
        )
        let before = try #require(try await room.entry("a.md"))
        try await subscribe(room, to: try #require(try await room.document(.rss)))
        try room.lay("tone.mp3", at: "media/tone.mp3")
        try await eventually { try await !attachments(room).isEmpty }
        #expect(try await room.problems().isEmpty)
        #expect(try await attachments(room).first?["size_in_bytes"] as? Int == 2_925)
        #expect(try await room.entry("a.md")?.updated == before.updated)
        #expect(try await room.store.owed().ranges == 1)
        await room.stop()
    }

    @Test(arguments: [true, false])
    func `that comes while nobody watches is told, and named in the plan`(isSilent: Bool) async throws {
        let head = isSilent ? "enclosure: tone.mp3\nsilent: true" : "enclosure: tone.mp3"
        let room = try Newsroom(["a.md": article(head)])
        try await room.start()
        try await subscribe(room, to: try #require(try await room.document(.rss)))
        await room.stop()
        try room.lay("tone.mp3", at: "media/tone.mp3")
        // A page that is asked for meanwhile takes no news away.
        let slug = try #require(try await room.entry("a.md")).slug
        guard case .page(_, let entry) = try await room.library().article(slug, in: "news") else {
            Issue.record("it has no page")
            return
        }
        #expect(!entry.enclosures.isEmpty)
        let plan = try #require(try await room.publish(isPlan: true).feeds.first)
        #expect(plan.changed.map(\.path) == ["a.md"])
        #expect(plan.changed.first?.differences == ["enclosures"])
        #expect(plan.changed.first?.isTold == !isSilent)
        let done = try #require(try await room.publish().feeds.first)
        #expect(done.changed == plan.changed)
        #expect(try await room.store.owed().ranges == (isSilent ? 0 : 1))
        #expect(try await room.publish().feeds.first?.changed.isEmpty == true)
    }

    @Test func `stays in its entry when it vanishes, and is missed`() async throws {
        let room = try Newsroom(["a.md": article("enclosure: tone.mp3\nunknwn: 1")])
        try room.lay("tone.mp3", at: "articles/tone.mp3")
        try await room.start()
        let before = try await room.text(.rss)
        try await room.shell("rm tone.mp3")
        let words =
            "a.md:4 the enclosure \"tone.mp3\" has vanished: put articles/tone.mp3 back, or take it out; until then its address answers 404"
        try await eventually { try await room.problems() == [words] }
        #expect(try await room.text(.rss) == before)
        try await room.publish()
        #expect(try await room.problems() == [words])
        try room.lay("tone.mp3", at: "articles/tone.mp3")
        try await eventually { try await room.problems().isEmpty }
        await room.stop()
    }

    @Test func `is told of though its article has another warning, and both stay`() async throws {
        let room = try Newsroom(["a.md": article("titel: B\nenclosure: tone.mp3")])
        try await room.start()
        try await eventually { try await room.problems().count == 2 }
        try room.lay("tone.mp3", at: "media/tone.mp3", share: 0)
        try await eventually { try await room.problems().contains { $0.contains("is empty") } }
        #expect(try await room.problems().count == 2)
        await room.stop()
    }

    @Test func `that comes is told nobody where its entry is silent, and later in a quiet time`() async throws
    {
        let files = [
            "a.md": article("enclosure: a.mp3\nsilent: true"), "b.md": article("enclosure: b.mp3"),
        ]
        let room = try Newsroom(files)
        try await room.start()
        try await subscribe(room, to: try #require(try await room.document(.rss)))
        func has(_ file: String) async throws -> Bool {
            try await room.text(.rss).contains("/media/\(file)")
        }
        try room.lay("tone.mp3", at: "media/a.mp3")
        try await eventually { try await has("a.mp3") }
        #expect(try await room.store.owed().ranges == 0)
        await room.stop()
        // From its publication on, for ten years of seconds and more: its edits wait.
        try room.define("[updates]\nquiet_for = \"9999d\"")
        try await room.start()
        try room.lay("tone.mp3", at: "media/b.mp3")
        try await eventually { try await has("b.mp3") }
        #expect(try await room.store.quietTimes(of: "news").map(\.isEdited) == [true])
        await room.stop()
    }

    @Test func `that comes to a silent entry is told nobody at a look at everything either`() async throws {
        let room = try Newsroom(["a.md": article("enclosure: a.mp3\nsilent: true")])
        var conditions = FeedPass.Conditions(scope: .everything, now: room.opened)
        conditions.isImmediate = true
        var first = try room.pass(conditions)
        let before = try await first.run(ledger: nil)
        try await room.store.commit(before.edition, at: room.opened)
        try room.lay("tone.mp3", at: "media/a.mp3")
        var second = try room.pass(conditions, memory: before.memory)
        let after = try await second.run(ledger: before.ledger)
        #expect(after.edition.documents.count == 3)
        #expect(!after.edition.isTold)
    }

    @Test func `is still missed when its article's file is only touched`() async throws {
        let room = try Newsroom(["a.md": article("enclosure: a.mp3")])
        try await room.start()
        let before = try #require(try await room.entry("a.md")).file.modified
        #expect(try await room.problems().count == 1)
        try await room.shell("touch -d 2021-01-01 a.md")
        try await eventually { try await room.entry("a.md")?.file.modified != before }
        #expect(try await room.problems().count == 1)
        await room.stop()
    }

    struct Move: Sendable, CustomTestStringConvertible {
        var command: String
        var isEditFirst = false
        var leadsOn: Bool
        var testDescription: String { command + (isEditFirst ? " after the edit" : "") }
    }

    @Test(arguments: [
        Move(command: "mv a.mp3 b.mp3", leadsOn: true),
        Move(command: "mv a.mp3 b.mp3", isEditFirst: true, leadsOn: true),
        Move(command: "cp a.mp3 b.mp3; rm a.mp3", leadsOn: true),
        Move(command: "cp ../media/x.mp3 b.mp3; rm a.mp3", leadsOn: false),
        // As long as the sound that it replaces, and another.
        Move(command: "head -c 2925 ../media/x.mp3 > b.mp3; rm a.mp3", leadsOn: false),
    ])
    func `leads on from its former address where it is the same file`(_ move: Move) async throws {
        let room = try Newsroom(["a.md": article("enclosure: a.mp3")])
        try room.lay("tone.mp3", at: "articles/a.mp3")
        try room.lay("tone.wav", at: "media/x.mp3")
        try await room.publish()
        func edit() async throws {
            try room.write(article("enclosure: b.mp3"), to: "a.md")
            try await room.publish()
        }
        if move.isEditFirst { try await edit() }
        try await room.shell(move.command)
        if move.isEditFirst { try await room.publish() } else { try await edit() }
        let path = try await room.store.mediaPath(of: "news", formerlyAt: "articles/a.mp3")
        #expect((path == "articles/b.mp3") == move.leadsOn)
    }

    @Test func `leads nowhere else while it is there, whatever other names it has`() async throws {
        let room = try Newsroom(["a.md": article("enclosure: a.mp3")])
        try room.lay("tone.mp3", at: "articles/a.mp3")
        try await room.publish()
        try await room.shell("ln a.mp3 b.mp3")
        try room.write(article("enclosure: b.mp3"), to: "b.md")
        try await room.publish()
        let address = try await room.store.mediaPath(of: "news", address: "articles/b.mp3", at: Date())
        #expect(address == "articles/b.mp3")
        #expect(try await room.store.mediaPath(of: "news", formerlyAt: "articles/a.mp3") == nil)
    }

    @Test func `has an address that is no other file's`() {
        let paths = ["articles/a.mp3", "media/articles/a.mp3", "media/ä.mp3", "media/à.mp3"]
        #expect(Set(paths.map(MediaAddress.of)).count == paths.count)
    }

    @Test func `leads on when its article's folder is renamed`() async throws {
        let room = try Newsroom(["a/index.md": article("enclosure: a.mp3")])
        try room.lay("tone.mp3", at: "articles/a/a.mp3")
        try await room.publish()
        try await room.shell("mv a b")
        try await room.publish()
        let path = try await room.store.mediaPath(of: "news", formerlyAt: "articles/a/a.mp3")
        #expect(path == "articles/b/a.mp3")
    }

    /// A folder of notes, as Obsidian makes it.
    private static func vault(_ notes: [String: String]) throws -> Newsroom {
        let room = try Newsroom(notes)
        try room.temporary.makeFolder("feeds/news/articles/.obsidian")
        return room
    }

    @Test func `by a name alone is found in a folder of notes`() async throws {
        let room = try Self.vault(["notes/a.md": article("", "![[photo.jpg]]")])
        try room.lay("photo.jpg", at: "articles/attachments/photo.jpg")
        try await room.publish()
        let text = try await room.text(.json)
        #expect(text.contains("/news/media/articles/attachments/photo.jpg"))
        #expect(text.contains(#"width=\"40\" height=\"30\""#))
    }

    @Test(arguments: [
        #""[[photo.jpg]]""#, #""![[photo.jpg|The sea]]""#, "attachments/photo.jpg", #"["[[photo.jpg]]"]"#,
    ])
    func `of a head of a note is found as in its text`(cover: String) async throws {
        let room = try Self.vault(["notes/deep/a.md": article("cover: \(cover)")])
        try room.lay("photo.jpg", at: "articles/attachments/photo.jpg")
        try await room.publish()
        let text = try await room.text(.json)
        #expect(text.contains(#""image":"https://news.example/news/media/articles/attachments/photo.jpg""#))
        #expect(try await room.problems().isEmpty)
    }

    @Test(arguments: ["missing.mp4", "missing.png", "missing.mp3"])
    func `in a note that is nowhere is missed by its name, with its line`(name: String) async throws {
        let room = try Self.vault([
            "a.md": article("", "x\n\n![[\(name)]]"), "b.md": article("", "[[c 1.2]]"),
        ])
        try await room.publish()
        let problems = try await room.problems()
        #expect(problems.count == 1)
        #expect(problems.first?.contains("the file \"\(name)\", ") == true)
        #expect(problems.first?.contains("is not there") == true)
        #expect(problems.first?.hasPrefix("a.md:8 ") == true, "\(problems)")
    }

    @Test func `of a head of a note that is nowhere is missed by its name`() async throws {
        let room = try Self.vault(["a.md": article(#"cover: "[[photo.jpg]]""#)])
        try await room.publish()
        #expect(try await room.problems().count == 1)
        #expect(try await room.problems().allSatisfy { $0.contains("\"photo.jpg\"") })
        #expect(try await !room.text(.json).contains("photo.jpg"))
    }

    struct Flaw: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: @Sendable () throws -> Data
        var words: String
        var isShown: Bool

        var testDescription: String { name }
    }

    private static func fixture(_ name: String) throws -> Data {
        let fixtures = URL(filePath: #filePath).appending(path: "../../MediaTests/Fixtures").standardized
        return try Data(contentsOf: fixtures.appending(path: name))
    }

    @Test(arguments: [
        Flaw(name: "empty.mp3", bytes: { Data() }, words: "is empty: put it", isShown: false),
        Flaw(
            name: "text.mp3",
            bytes: { Data("No sound.".utf8) },
            words: "holds no audio that is known, though its name says so",
            isShown: true
        ),
        Flaw(
            name: "bomb.png",
            bytes: {
                var bytes = try fixture("chart.png")
                bytes.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
                return bytes
            },
            words: "says that it is too large to be shown by anybody",
            isShown: false
        ),
        Flaw(
            name: "cut.wav",
            bytes: { try fixture("tone.wav").prefix(3_000) },
            words: "is cut off: it ends before it should",
            isShown: true
        ),
        Flaw(
            name: "cut.jpg",
            bytes: { try fixture("photo.jpg").prefix(300) },
            words: "is cut off: it ends before it should",
            isShown: true
        ),
    ])
    func `is told of where something is wrong with it`(_ flaw: Flaw) async throws {
        let room = try Newsroom(["a.md": article("enclosure: \(flaw.name)"), "b.md": article("")])
        try room.lay(try flaw.bytes(), at: "media/" + flaw.name)
        try await room.publish()
        let problems = try await room.problems()
        #expect(problems.count == 1)
        #expect(problems.first?.contains("a.md:4 the enclosure \"\(flaw.name)\" \(flaw.words)") == true)
        #expect(try await room.text(.rss).contains("<enclosure") == flaw.isShown)
        #expect(try await room.shown().count == 2)
        let address = try await room.store.mediaPath(of: "news", address: flaw.name, at: Date())
        #expect((address != nil) == flaw.isShown)
    }

    @Test func `out of the feed's folder is refused`() async throws {
        let room = try Newsroom(["a.md": article("enclosure: passwd.mp3")])
        try await room.shell("ln -s /etc/passwd passwd.mp3")
        try await room.publish()
        #expect(
            try await room.problems().first?.contains("leads out of the folders of articles and media")
                == true
        )
        #expect(try await !room.text(.rss).contains("<enclosure"))
    }

    @Test func `is found by a link that stays inside`() async throws {
        let room = try Newsroom(["a.md": article("enclosure: latest.mp3")])
        try room.lay("tone.mp3", at: "media/tone.mp3")
        try await room.shell("ln -s ../media/tone.mp3 latest.mp3")
        try await room.publish()
        #expect(try await attachments(room).first?["size_in_bytes"] as? Int == 2_925)
    }

    @Test func `is named by media_base, and measured all the same`() async throws {
        let head = "enclosures: [\"a tone.mp3\", \"https://cdn.example/p/tone.ogg\"]"
        let room = try Newsroom(["a.md": article(head, "![C](chart.png)")])
        try room.define("media_base = \"https://cdn.example/p/\"\n")
        try room.lay("tone.mp3", at: "media/a tone.mp3")
        try room.lay("tone.ogg", at: "media/tone.ogg")
        try room.lay("chart.png", at: "articles/chart.png")
        try await room.publish()
        let attachments = try await attachments(room)
        #expect(
            attachments.map { $0["url"] as? String } == [
                "https://cdn.example/p/a%20tone.mp3", "https://cdn.example/p/tone.ogg",
            ]
        )
        #expect(attachments.map { $0["size_in_bytes"] as? Int } == [2_925, 4_119])
        #expect(try await room.text(.json).contains("https://cdn.example/p/articles/chart.png"))
    }

    @Test func `is not missed where the article lives elsewhere`() async throws {
        let room = try Newsroom([
            "a.md": article(
                "link: https://other.example/a/\nimage: cover.jpg\nenclosure: x.mp3",
                "![P](p.png)"
            )
        ])
        try await room.publish()
        #expect(try await room.problems().isEmpty)
        #expect(try await attachments(room).first?["url"] as? String == "https://other.example/a/x.mp3")
    }
}

/// Enclosures that lie elsewhere.
@Suite struct `A file elsewhere` {
    private func room(_ url: String) async throws -> Newsroom {
        let room = try Newsroom([
            "a.md": "---\ntitle: A\ndate: 2024-01-02\nenclosure: \(url)\n---\nThe body.\n"
        ])
        try await room.start()
        return room
    }

    private func ask(_ room: Newsroom, _ addressGuard: AddressGuard = AddressGuard(allowsEverything: true))
        async throws
    {
        try await enquirer(for: room, addressGuard).askAll()
    }

    private func enquirer(for room: Newsroom, _ addressGuard: AddressGuard) throws -> Enquirer {
        Enquirer(
            store: room.store,
            client: HTTPClient(addressGuard: addressGuard),
            publisher: try #require(room.publisher),
            logger: Newsroom.logger
        )
    }

    @Test func `is asked for its length once, by HEAD, and holds nothing up`() async throws {
        let far = try Subscribers()
        let room = try await room(far.url("/redirect/length/777"))
        #expect(try await room.text(.rss).contains(#"length="0""#))
        let before = try #require(try await room.document(.rss)).version
        try await ask(room)
        try await eventually { try await room.text(.rss).contains(#"length="777""#) }
        #expect(try #require(try await room.document(.rss)).version == before + 1)
        try await ask(room)
        try await room.publish()
        #expect(try await far.requests("HEAD", "/length/777").count == 1)
        #expect(try await far.requests("GET", "/length/777").isEmpty)
        #expect(try await room.problems().isEmpty)
        await room.stop()
    }

    @Test func `that does not answer is told of, and asked again later`() async throws {
        let far = try Subscribers()
        let room = try await room(far.url("/status/404"))
        try await ask(room)
        try await eventually { try await room.problems().first?.contains("its server answers 404") == true }
        #expect(try await room.text(.rss).contains("<enclosure"))
        try await ask(room)
        try await room.publish()
        #expect(try await far.requests("HEAD").count == 1)
        let again = try #require(try await room.store.nextEnquiry())
        #expect(abs(again.timeIntervalSinceNow - 3_600) < 60)
        await room.stop()
    }

    @Test func `is asked also where its address is no URL before it is escaped`() async throws {
        let far = try Subscribers()
        let room = try await room(far.url("/length/777?a=é b"))
        try await ask(room)
        try await eventually { try await room.text(.rss).contains(#"length="777""#) }
        await room.stop()
    }

    @Test func `that hangs keeps no other waiting, and has not answered when the daemon stops`() async throws
    {
        let far = try Subscribers()
        let room = try await room(far.url("/length/777"))
        for name in ["b", "c", "d", "e"] {
            try room.write(
                "---\ntitle: B\nenclosure: \(far.url("/hang/\(name)"))\n---\nB.\n",
                to: "\(name).md"
            )
        }
        try await room.publish()
        let enquirer = try enquirer(for: room, AddressGuard(allowsEverything: true))
        let asking = Task { await enquirer.askAll() }
        try await eventually(within: 5) { try await far.requests("HEAD").count == 5 }
        try await eventually(within: 5) {
            try await room.store.remoteMedia(at: [far.url("/length/777")]).first?.length == 777
        }
        asking.cancel()
        _ = await asking.result
        let due = try await room.store.enquiries(at: Date(), limit: 9).map(\.url)
        #expect(due.sorted() == ["b", "c", "d", "e"].map { far.url("/hang/\($0)") })
        await room.stop()
    }

    @Test func `in a private network is never asked`() async throws {
        let far = try Subscribers()
        let room = try await room(far.url("/length/777"))
        try await ask(room, AddressGuard())
        #expect(try await far.requests("HEAD").isEmpty)
        try await eventually { try await room.problems().first?.contains("is not allowed") == true }
        await room.stop()
    }

    @Test func `whose length the author writes is not asked`() async throws {
        let room = try await room("{ url: \"https://cdn.example/x.mp3\", length: 5, duration: 7 }")
        #expect(try await room.store.nextEnquiry() == nil)
        #expect(try await room.text(.rss).contains(#"length="5" type="audio/mpeg""#))
        await room.stop()
    }
}
