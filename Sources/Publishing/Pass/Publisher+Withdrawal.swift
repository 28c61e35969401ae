import Articles
import Feeds
import Foundation
import Glibc
import Logging
import Store

/// The end of feeds.
extension Publisher {
    /// Ends the feeds that are named and whose folders are gone: by force that is meant; nothing, where a target is no such feed.
    func withdraw(what report: inout Report) async {
        let now = Date()
        do {
            let served = Set(try await store.documentHeads().map(\.key.feed))
            let names = report.unknown.map { $0.file.replacing(settings.folder + "/", with: "") }
            guard names.allSatisfy({ served.contains($0) && isGone($0) }) else { return }
            for name in names {
                var changes = Report.Changes(feed: name)
                changes.isWithdrawn = true
                changes.removed = try await store.newest(of: name, at: now, limit: .max, leavingOut: [])
                    .map { Report.Item($0) }
                report.feeds.append(changes)
                if report.isPlan { continue }
                try await store.withdraw(feed: name, at: now)
                (troubles[name], ledgers[name]) = (nil, nil)
                logger.notice("feed withdrawn", metadata: ["feed": "\(name)"])
            }
            report.unknown = []
        } catch {
            report.problems.append(Problem(file: settings.folder, message: "not withdrawn: \(error)"))
        }
    }

    /// Whether nothing is where the folder of a feed was.
    private func isGone(_ name: String) -> Bool {
        !definitions.feeds.contains { $0.name == name }
            && access("\(settings.folder)/\(name)", F_OK) != 0 && errno == ENOENT
    }
}
