import Foundation
import Store
import Testing

/// What every store keeps for the guard and the quiet times.
@Suite struct DepartureTests {
    private func departure(_ id: String, isHeld: Bool = false) -> Departure {
        Departure(
            id: id,
            path: "\(id).md",
            fate: .replaced,
            moment: start + 0.25,
            isShown: true,
            isHeld: isHeld
        )
    }

    @Test(arguments: StoreForm.allCases)
    func `a departure comes back as it was written, until it is returned`(form: StoreForm) async throws {
        let opened = try form.open()
        var edition = Edition(feed: .sample())
        edition.departures = [departure("a"), departure("b", isHeld: true)]
        #expect(!edition.isEmpty)
        try await opened.store.commit(edition, at: start)
        #expect(try await opened.store.departures(of: "news") == edition.departures)
        #expect(try await opened.store.departures(of: "other").isEmpty)
        edition.departures = [departure("a", isHeld: true)]
        edition.returned = ["b"]
        try await opened.store.commit(edition, at: start)
        #expect(try await opened.store.departures(of: "news") == edition.departures)
    }

    @Test(arguments: StoreForm.allCases)
    func `a quiet time comes back as it was written, until it is over`(form: StoreForm) async throws {
        let opened = try form.open()
        var edition = Edition(feed: .sample())
        edition.quietTimes = [
            QuietTime(id: "a", until: start + 0.5, isEdited: true), QuietTime(id: "b", silentUntil: start),
        ]
        try await opened.store.commit(edition, at: start)
        #expect(try await opened.store.quietTimes(of: "news") == edition.quietTimes)
        edition.quietTimes = [QuietTime(id: "a")]
        try await opened.store.commit(edition, at: start)
        #expect(try await opened.store.quietTimes(of: "news").map(\.id) == ["b"])
    }

    @Test(arguments: StoreForm.allCases)
    func `what was served untold is owed when an edition says so, once`(form: StoreForm) async throws {
        let opened = try form.open()
        let store = opened.store
        var edition = Edition.of(.sample("a"))
        edition.documents = [.sample()]
        try await store.commit(edition, at: start)
        _ = try await store.confirmed(.sample())
        edition.isTold = false
        try await store.commit(edition, at: start)
        #expect(try await store.claimFanout(at: start + 9) == nil)
        edition = Edition(feed: .sample())
        edition.tellsUntold = true
        edition.pingedHubs = ["https://hub.example/"]
        try await store.commit(edition, at: start)
        let claim = try #require(try await store.claimFanout(at: start + 9))
        #expect((claim.since, claim.told, claim.version) == (1, 2, 2))
        #expect(try await store.owed().pings == 1)
        try await store.finish(claim, results: [:], at: start + 9)
        try await store.commit(edition, at: start + 9)
        #expect(try await store.claimFanout(at: start + 99) == nil)
    }

    @Test(arguments: StoreForm.allCases)
    func `an article without a kept body is found until it has one`(form: StoreForm) async throws {
        let opened = try form.open()
        var edition = Edition.of(.sample("a"), .sample("b"), .sample("c", state: .draft))
        edition.bodies = [KeptBody(id: "id:a", source: CatalogueEntry.sample("a").file.hash, html: "x")]
        try await opened.store.commit(edition, at: start)
        #expect(try await opened.store.bodiless(of: "news") == ["b"])
    }
}
