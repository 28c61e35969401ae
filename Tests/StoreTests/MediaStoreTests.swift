import Feeds
import Foundation
import Store
import Testing

/// What every store keeps of pictures and sounds.
@Suite struct MediaStoreTests {
    private func edition(_ media: EditionMedia, _ entries: CatalogueEntry...) -> Edition {
        var edition = Edition(feed: .sample())
        edition.entries = entries
        edition.media = media
        return edition
    }

    @Test(arguments: StoreForm.allCases)
    func `what a file held comes back to the last field, and is replaced`(form: StoreForm) async throws {
        let opened = try form.open()
        var file = StoredMedia(
            path: "media/ä.mp4",
            inode: .max,
            size: 1 << 40,
            modified: 9,
            measurement: MediaFacts(
                type: "video/mp4",
                width: 1,
                height: 2,
                duration: 3.25,
                flaw: .truncated,
                colours: .cmyk
            )
        )
        var media = EditionMedia()
        media.measured = [file]
        #expect(!edition(media).isEmpty)
        try await opened.store.commit(edition(media), at: start)
        #expect(try await opened.store.media(of: "news", at: [file.path, "media/none"]) == [file])
        #expect(try await opened.store.media(of: "other", at: [file.path]).isEmpty)
        file.size = 0
        file.measurement = MediaFacts()
        media.measured = [file]
        try await opened.store.keep(media, of: "news")
        #expect(try await opened.store.media(of: "news", at: [file.path]) == [file])
    }

    @Test(arguments: StoreForm.allCases)
    func `an address leads to its file while an entry is shown that refers to it`(form: StoreForm)
        async throws
    {
        let opened = try form.open()
        let store = opened.store
        var media = EditionMedia()
        media.references = [
            "id:a": [MediaReference(address: "x.png", path: "media/x.png")],
            "id:b": [MediaReference(address: "x.png", path: "media/x.png")],
        ]
        try await store.commit(
            edition(media, .sample("a", expires: start + 9), .sample("b", published: start + 5)),
            at: start
        )
        func path(at now: Date) async throws -> String? {
            try await store.mediaPath(of: "news", address: "x.png", at: now)
        }
        #expect(try await path(at: start - 1) == nil)
        #expect(try await path(at: start) == "media/x.png")
        #expect(try await store.mediaPath(of: "other", address: "x.png", at: start) == nil)
        #expect(try await store.mediaPath(of: "news", address: "media/x.png", at: start) == nil)
        try await store.commit(edition(EditionMedia(), .sample("b", state: .draft)), at: start)
        #expect(try await path(at: start + 8) == "media/x.png")
        #expect(try await path(at: start + 9) == nil)
        #expect(try await store.mediaReferences(of: "news", entry: "id:a") == media.references["id:a"])
        media.references = ["id:a": []]
        try await store.keep(media, of: "news")
        #expect(try await path(at: start) == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `a file that has moved on is found by each address that it had`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        func move(_ old: String, _ new: String) async throws {
            var media = EditionMedia()
            let goal = MediaReference(address: new, path: "media/" + new)
            media.moves = [MediaMove(address: old, from: "media/" + old, to: goal)]
            #expect(!media.isEmpty)
            try await store.keep(media, of: "news")
        }
        func place(_ address: String) async throws -> String? {
            try await store.mediaPath(of: "news", formerlyAt: address)
        }
        try await move("a", "b")
        try await move("b", "c")
        #expect(try await place("a") == "media/c")
        #expect(try await place("b") == "media/c")
        #expect(try await store.mediaPath(of: "other", formerlyAt: "a") == nil)
        try await move("c", "a")
        #expect(try await place("a") == nil)
        #expect(try await place("c") == "media/a")
    }

    @Test(arguments: StoreForm.allCases)
    func `what the feed itself shows is shown without an entry, and files are found by their inodes`(
        form: StoreForm
    ) async throws {
        let opened = try form.open()
        let file = StoredMedia(path: "media/x", inode: .max, size: 1, modified: 2, measurement: MediaFacts())
        var media = EditionMedia()
        media.measured = [file]
        media.references = ["": [MediaReference(address: "x", path: "media/x")]]
        try await opened.store.commit(edition(media), at: start)
        #expect(try await opened.store.mediaPath(of: "news", address: "x", at: start) == "media/x")
        #expect(try await opened.store.media(of: "news", inodes: [.max, 1]) == [file])
        #expect(try await opened.store.media(of: "other", inodes: [.max]).isEmpty)
    }

    @Test(arguments: StoreForm.allCases)
    func `a length is asked for when it is due, until it is known`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        var media = EditionMedia()
        media.enquiries = ["https://a.example/", "https://b.example/"]
        try await store.commit(edition(media), at: start)
        #expect(try await store.enquiries(at: start - 1, limit: 9).isEmpty)
        #expect(try await store.enquiries(at: start, limit: 9).map(\.url) == media.enquiries)
        let known = RemoteMedia(url: "https://a.example/", length: 5, type: "audio/mpeg", attempt: 1)
        let unknown = RemoteMedia(url: "https://b.example/", attempt: 1, reason: "no")
        try await store.note(known, again: nil)
        try await store.note(unknown, again: start + 60)
        // Who asks again changes nothing.
        try await store.commit(edition(media), at: start + 1)
        #expect(try await store.remoteMedia(at: media.enquiries + ["none"]) == [known, unknown])
        #expect(try await store.enquiries(at: start + 59, limit: 9).isEmpty)
        #expect(try await store.nextEnquiry() == start + 60)
        #expect(try await store.enquiries(at: start + 60, limit: 9) == [unknown])
    }
}
