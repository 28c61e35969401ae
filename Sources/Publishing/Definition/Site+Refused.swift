import Articles

/// The feeds of which nothing can be published.
extension Site {
    /// Takes note of why feeds, by their names, are not published at all.
    mutating func refuse(_ problems: [String: Problem]) {
        refused.formUnion(problems.keys)
        self.problems += problems.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Looks at the feeds' ledgers where no daemon has done so.
    package mutating func readLedgers(in state: String) {
        var refusals: [String: Problem] = [:]
        for feed in feeds {
            do throws(Problem) {
                _ = try LedgerFile(feed: feed, state: state).read()
            } catch {
                refusals[feed.name] = error
            }
        }
        refuse(refusals)
    }
}
