import Foundation
import Store
import Testing

/// What every store keeps of what was before: older feeds, and addresses that led to articles.
@Suite struct FormerAddressTests {
    @Test(arguments: StoreForm.allCases)
    func `an address is its entry's until another takes it, or it is given up`(form: StoreForm) async throws {
        let opened = try form.open()
        var edition = Edition.of(.sample("a"), .sample("b"))
        edition.former = [FormerAddresses(id: "id:a", slugs: ["one", "two"], aliases: ["2019/x.html"])]
        try await opened.store.commit(edition, at: start)
        func owner(_ address: String, of feed: String = "news") async throws -> String? {
            try await opened.store.entryID(of: feed, formerlyAt: address)
        }
        #expect(try await owner("one") == "id:a")
        #expect(try await owner("2019/x.html") == "id:a")
        #expect(try await owner("a") == nil)
        #expect(try await owner("one", of: "other") == nil)
        #expect(try await opened.store.formerSlugs(of: "news") == ["id:a": ["one", "two"]])
        edition = Edition.of()
        edition.former = [FormerAddresses(id: "id:b", slugs: ["two"]), FormerAddresses(id: "id:c")]
        try await opened.store.commit(edition, at: start)
        #expect(try await owner("two") == "id:b")
        edition.former = [FormerAddresses(id: "id:a")]
        try await opened.store.commit(edition, at: start)
        #expect(try await owner("one") == nil)
        #expect(try await owner("2019/x.html") == nil)
        #expect(try await owner("two") == "id:b")
    }

    @Test(arguments: [Inheritance(), Inheritance(feedID: "tag:x", podcastGUID: "guid", sources: ["a", "b"])])
    func `what a feed inherits comes back as it was written`(_ inheritance: Inheritance) async throws {
        for form in StoreForm.allCases {
            let opened = try form.open()
            var edition = Edition.of()
            edition.feed.inheritance = inheritance
            try await opened.store.commit(edition, at: start)
            #expect(try await opened.store.feed("news")?.inheritance == inheritance)
            #expect(try await opened.store.feeds().map(\.inheritance) == [inheritance])
        }
    }
}
