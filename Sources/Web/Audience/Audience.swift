import Foundation
package import Logging
package import Reactor
import Readership
package import Store

/// Counts who reads, and gives it to the store once a minute: what a kill can lose is what came since.
package actor Audience: QueueActor {
    package nonisolated let executor = QueueExecutor("web.audience")

    /// In seconds; the loops hand over after five more.
    private static let rhythm: TimeInterval = 50
    /// In seconds: what is handed over is no older.
    private static let oldest = 10

    private let store: any Store
    private let logger: Logger
    private var census: Census
    /// What the store does not have yet.
    private var unsaved: [ReadershipDay.Key: ReadershipDay] = [:]
    private var downloads = Downloads()
    private var unsavedDownloads: [DownloadDay.Key: Int] = [:]
    /// Of which times requests were counted: a log that tells of them is not counted again.
    private var unsavedSpans: [CountedSpan.Key: [CountedSpan]] = [:]
    private var origins = Origins()
    private var saving: Alarm?
    private let dues: AsyncStream<Void>
    private let due: AsyncStream<Void>.Continuation

    package init(store: any Store, logger: Logger) {
        self.store = store
        self.logger = logger
        census = Census(day: ReadershipDay.day(of: Date()))
        (dues, due) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Gives the store what was counted, until the task is cancelled and once more then.
    package func run() async {
        for await _ in dues { await save() }
        await save()
    }

    /// How many requests have come, all from one address though from several programs; nil where nothing is strange.
    package var hiddenRequests: Int? { origins.hiddenRequests }

    /// Gives the store what was counted since.
    package func save() async {
        takeFresh()
        let days = Array(unsaved.values)
        unsaved = [:]
        let downloads = unsavedDownloads.map { DownloadDay($0.key, downloads: $0.value) }
        unsavedDownloads = [:]
        let spans = unsavedSpans.values.flatMap(\.self)
        unsavedSpans = [:]
        do {
            try await store.add(days, downloads, spans)
        } catch {
            logger.warning("readers not saved", metadata: ["error": "\(error)"])
            for day in days { unsaved[day.key, default: ReadershipDay(day.key)].add(day) }
            for day in downloads { unsavedDownloads[day.key, default: 0] += day.downloads }
            for span in spans { unsavedSpans[span.key, default: []].take(span) }
            saveSoon()
        }
    }

    func take(_ visits: [Visit], _ fetches: [EpisodeFetch] = [], lost: Int, at now: Date = Date()) {
        if lost > 0 { logger.warning("readers not counted", metadata: ["requests": "\(lost)"]) }
        let today = ReadershipDay.day(of: now)
        if census.day != today {
            takeFresh()
            // With it go the salt, and all that could tell who it was.
            census = Census(day: today)
        }
        for visit in visits {
            census.count(visit)
            origins.take(visit)
        }
        for fetch in fetches { downloads.count(fetch) }
        let second = Int(now.timeIntervalSince1970)
        for feed in Set(visits.map(\.feed)) { note(feed, .document, until: second) }
        for feed in Set(fetches.map(\.feed)) { note(feed, .episode, until: second) }
        saveSoon()
    }

    private func note(_ feed: String, _ kind: CountedSpan.Kind, until second: Int) {
        let key = CountedSpan.Key(source: "", feed: feed, kind: kind)
        unsavedSpans[key, default: []].take(CountedSpan(key, from: second - Self.oldest, to: second))
    }

    private func takeFresh() {
        for day in census.takeFresh() { unsaved[day.key, default: ReadershipDay(day.key)].add(day) }
        for day in downloads.takeFresh() { unsavedDownloads[day.key, default: 0] += day.downloads }
    }

    private func saveSoon() {
        // One that is set is left alone: visits may come so fast that it would never ring.
        guard saving == nil else { return }
        saving = Alarm(after: Self.rhythm, for: self) { audience in
            audience.saving = nil
            audience.due.yield()
        }
    }
}
