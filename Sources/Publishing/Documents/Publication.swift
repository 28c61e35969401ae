import Foundation
package import Store

/// A publication by hand, followed until each delivery has been attempted.
package struct Publication: Sendable {
    /// How far it is.
    package enum Step: Codable, Equatable, Sendable {
        /// The pass is over; so many deliveries are to be attempted.
        case published(owed: Int)
        case attempted(Int, of: Int)
        case done(Report)

        /// One line of JSON.
        package var line: String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let data = try? encoder.encode(self) else {
                preconditionFailure("a step holds nothing but texts and numbers")
            }
            return String(decoding: data, as: UTF8.self)
        }

        package init(line: String) throws {
            self = try JSONDecoder().decode(Step.self, from: Data(line.utf8))
        }
    }

    private let publisher: Publisher
    private let store: any Store

    package init(publisher: Publisher, store: any Store) {
        self.publisher = publisher
        self.store = store
    }

    /// Runs the pass, and waits until nothing is owed that was never attempted; and has the site written into a folder
    /// where that is asked for.
    package func carryOut(
        _ request: PublishRequest,
        print: (@Sendable (String) async -> Printed)? = nil
    ) -> AsyncStream<Step> {
        let (steps, step) = AsyncStream.makeStream(of: Step.self)
        Task {
            let commits = store.commits()
            let began = Date()
            var report = await publisher.publish(request)
            if let folder = request.output, let print, report.unknown.isEmpty {
                report.printed = await print(folder)
            }
            if !request.isPlan {
                report.attempted = await follow(commits) { step.yield($0) }
                report.failing = (try? await store.owed().failing) ?? []
                report.seconds = Date().timeIntervalSince(began)
            }
            step.yield(.done(report))
            step.finish()
        }
        return steps
    }

    /// How many deliveries were owed and are attempted.
    private func follow(_ commits: AsyncStream<Void>, tell: (Step) -> Void) async -> Int {
        var most = (try? await store.unattempted()) ?? 0
        tell(.published(owed: most))
        if most == 0 { return 0 }
        for await _ in commits {
            guard let rest = try? await store.unattempted() else { break }
            most = max(most, rest)
            tell(.attempted(most - rest, of: most))
            if rest == 0 { break }
        }
        return most
    }
}
