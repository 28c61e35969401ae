/// Counts the readers of one day.
///
/// Who reads directly is known by a hash of address and agent, with a salt that is made for the day and kept nowhere:
/// the next day, or the next run, nobody can tell who it was. What is counted is bounded: agents by the table, reports of an
/// aggregator to 1,024 of a feed, direct readers by ``DistinctCount``.
package struct Census: Sendable {
    private static let mostReports = 1_024

    fileprivate struct Report: Hashable {
        var document: UInt64
        var feedID: UInt64
    }

    fileprivate struct Count {
        var fresh: ReadershipDay
        /// The most that an aggregator reported for each of its feeds.
        var reported: [Report: UInt32] = [:]
        var clients = DistinctCount()
        var isFresh = true

        /// An aggregator that says no number fetches for one reader at least.
        func readers(of agent: Agent) -> Int {
            let reported = reported.values.reduce(0) { $0 + Int($1) }
            return agent.kind == .aggregator ? max(reported, 1) : reported + clients.count
        }
    }

    private struct Place: Hashable {
        var feed: String
        /// The agent's place in the table.
        var agent: Int
    }

    /// Days of UTC since 1970.
    package let day: Int
    private let salt: (UInt64, UInt64)
    private var counts: [Place: Count] = [:]

    package init(day: Int) {
        self.day = day
        salt = (.random(in: .min ... .max), .random(in: .min ... .max))
    }

    package mutating func count(_ visit: Visit) {
        let place = Place(feed: visit.feed, agent: visit.visitor.place)
        var hasher = Hasher()
        hasher.combine(salt.0)
        hasher.combine(salt.1)
        hasher.combine(visit.client.household)
        hasher.combine(place.agent)
        let hash = UInt64(bitPattern: Int64(hasher.finalize()))
        if counts[place] == nil {
            let key = ReadershipDay.Key(day: day, feed: visit.feed, agent: visit.visitor.agent.name)
            counts[place] = Count(fresh: ReadershipDay(key))
        }
        counts[place]?.take(visit, hash, mostReports: Self.mostReports)
    }

    /// What was counted since this was last asked: readers of the whole day, all else what is new.
    package mutating func takeFresh() -> [ReadershipDay] {
        var days: [ReadershipDay] = []
        for (place, count) in counts where count.isFresh {
            var day = count.fresh
            day.readers = count.readers(of: AgentTable.known.agents[place.agent])
            days.append(day)
            counts[place]?.fresh = ReadershipDay(day.key)
            counts[place]?.isFresh = false
        }
        return days
    }
}

extension Census.Count {
    fileprivate mutating func take(_ visit: Visit, _ hash: UInt64, mostReports: Int) {
        isFresh = true
        fresh.requests += visit.requests
        fresh.unchanged += visit.isUnchanged ? visit.requests : 0
        fresh.sent += visit.sent
        fresh.saved += visit.saved
        let subscribers = visit.visitor.subscribers
        guard subscribers > 0 else { return clients.insert(hash) }
        let report = Census.Report(document: visit.document, feedID: visit.visitor.feedID)
        if let known = reported[report] {
            reported[report] = max(known, subscribers)
        } else if reported.count < mostReports {
            reported[report] = subscribers
        }
    }
}
