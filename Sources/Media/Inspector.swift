package import Articles
package import Feeds
package import Foundation
package import Reactor

/// Has files looked at by short-lived children, which one of them may kill without harm to us.
package actor Inspector: QueueActor {
    package nonisolated let executor = QueueExecutor("media.inspector")

    /// A child is given so many files at most.
    static let largestBatch = 64
    /// A file that a child has looked at for so long, in seconds, when the time is over, is given up.
    private static let patience: TimeInterval = 2

    private let program: String
    private let limit: TimeInterval
    /// Why nothing can be looked at, in words for the one who runs us; nil where all is well.
    package private(set) var inability: String?

    /// Makes an inspector whose children are this `program`, and which looks for so many seconds at most each time.
    package init(program: String = "/proc/self/exe", limit: TimeInterval = 3) {
        self.program = program
        self.limit = limit
    }

    /// What came of looking at files.
    package struct Findings: Sendable {
        /// Those that are known now, each as it was when it was opened and still is.
        package var known: [(file: MediaFile, facts: MediaFacts)] = []
        /// Whether there was no time for all.
        package var isShortOfTime = false
    }

    /// Looks at the files at these paths; those that are gone, changing, or beyond its means or its time are left out.
    ///
    /// Its queue waits for the children meanwhile: nobody else's. No more files are open at once than one child is given.
    package func inspect(_ paths: [String], in folders: MediaFolders) -> Findings {
        var findings = Findings()
        let end = ContinuousClock.now + .seconds(limit)
        var rest = paths[...]
        while !rest.isEmpty {
            let files = rest.prefix(Self.largestBatch).compactMap { folders.open($0) }
            rest = rest.dropFirst(Self.largestBatch)
            let all = inspect(files, until: end)
            for (file, facts) in zip(files, all) {
                if let facts, file.isUnchanged { findings.known.append((file.file, facts)) }
            }
            if inability != nil { break }
            if all.contains(nil) || .now >= end && !rest.isEmpty {
                findings.isShortOfTime = true
                break
            }
        }
        return findings
    }

    /// What files hold, in their order; nil for those that there was no time for, or no means.
    func inspect(_ files: [OpenMedia]) -> [MediaFacts?] {
        inspect(files, until: .now + .seconds(limit))
    }

    private func inspect(_ files: [OpenMedia], until end: ContinuousClock.Instant) -> [MediaFacts?] {
        var found: [MediaFacts?] = []
        while found.count < files.count, .now < end {
            let batch = Array(files[found.count...].prefix(Self.largestBatch))
            let result = run(batch, until: end)
            found += result.measurements
            switch result.ending {
            case .exited(.done): inability = nil
            case .exited(.librariesMissing):
                inability = "\(result.rest) is missing: install libmediainfo0v5 and libwebp7"
                return found + missing(files, found)
            case .exited(.limitsRefused):
                inability = "the system lets no limits be set on the child that looks at files"
                return found + missing(files, found)
            case .notStarted(let reason):
                inability = "the child that looks at files cannot be started: \(reason)"
                return found + missing(files, found)
            case .died where found.count < files.count:
                found.append(MediaFacts(flaw: .unfathomable))
            case .overdue where result.seconds >= Self.patience && found.count < files.count:
                found.append(MediaFacts(flaw: .unfathomable))
            case .died, .overdue: break
            }
        }
        return found + missing(files, found)
    }

    private func missing(_ files: [OpenMedia], _ found: [MediaFacts?]) -> [MediaFacts?] {
        Array(repeating: nil, count: max(0, files.count - found.count))
    }

    private func run(_ files: [OpenMedia], until end: ContinuousClock.Instant) -> Child.Result {
        do throws(Child.NotStarted) {
            return try Child(program, given: files).follow(until: end)
        } catch {
            return Child.Result(ending: .notStarted(error.reason))
        }
    }
}
