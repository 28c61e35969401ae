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

    /// What files hold, in their order; nil for those that there was no time for, or no means.
    ///
    /// Its queue waits for the children meanwhile: nobody else's.
    package func inspect(_ files: [OpenMedia]) -> [MediaFacts?] {
        var found: [MediaFacts?] = []
        let end = ContinuousClock.now + .seconds(limit)
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
