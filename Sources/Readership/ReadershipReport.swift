/// What `feedherald readers` shows of the feeds that it is asked about.
package struct ReadershipReport: Codable, Equatable, Sendable {
    /// What an agent did in a day.
    package struct AgentFigures: Codable, Equatable, Sendable {
        package var agent: String
        package var kind: Agent.Kind
        package var readers: Int
        package var requests: Int
    }

    package struct Day: Codable, Equatable, Sendable {
        /// As `2026-03-02`, in UTC.
        package var day: String
        /// Those of all agents with which people read.
        package var readers: Int
        /// Requests of those agents, and of the others: bots and tools.
        package var requests: Int
        package var requestsOfBots: Int
        /// Requests that were answered 304.
        package var unchanged: Int
        /// Bytes of bodies that were sent, and those that 304 and codings spared; bots are in both.
        package var sent: Int
        package var saved: Int
        /// The agents, those with the most readers first.
        package var agents: [AgentFigures]
    }

    /// The downloads of an episode, in the days that are shown.
    package struct Episode: Codable, Equatable, Sendable {
        package struct Day: Codable, Equatable, Sendable {
            package var day: String
            package var downloads: Int
        }

        /// The file's path in the feed's folder.
        package var file: String
        package var downloads: Int
        /// Oldest first; days without a download are left out.
        package var days: [Day]
    }

    package struct Feed: Codable, Equatable, Sendable {
        package var feed: String
        /// Oldest first; also the days on which nobody asked.
        package var days: [Day]
        /// Those with the most downloads first.
        package var episodes: [Episode]
    }

    package var feeds: [Feed]

    /// The last `count` days up to `today`, of the feeds of which there are rows.
    package init(_ rows: [ReadershipDay], _ downloads: [DownloadDay] = [], today: Int, days count: Int) {
        let byFeed = Dictionary(grouping: rows, by: \.key.feed)
        let episodes = Dictionary(grouping: downloads, by: \.key.feed)
        feeds = Set(byFeed.keys).union(episodes.keys).sorted().map { feed in
            let byDay = Dictionary(grouping: byFeed[feed] ?? [], by: \.key.day)
            return Feed(
                feed: feed,
                days: (today - count + 1...today).map { Day($0, byDay[$0] ?? []) },
                episodes: Self.episodes(episodes[feed] ?? [])
            )
        }
    }

    private static func episodes(_ rows: [DownloadDay]) -> [Episode] {
        let byFile = Dictionary(grouping: rows, by: \.key.file)
        let episodes = byFile.map { file, rows in
            Episode(
                file: file,
                downloads: rows.reduce(0) { $0 + $1.downloads },
                days: rows.map { row in
                    Episode.Day(day: ReadershipDay.text(ofDay: row.key.day), downloads: row.downloads)
                }
            )
        }
        return episodes.sorted { ($1.downloads, $0.file) < ($0.downloads, $1.file) }
    }
}

extension ReadershipReport.Day {
    fileprivate init(_ day: Int, _ rows: [ReadershipDay]) {
        self.day = ReadershipDay.text(ofDay: day)
        agents = rows.map { row in
            let agent = AgentTable.known.agent(named: row.key.agent)
            return ReadershipReport.AgentFigures(
                agent: row.key.agent,
                kind: agent.kind,
                readers: agent.kind.isReader ? row.readers : 0,
                requests: row.requests
            )
        }
        .sorted { ($1.readers, $1.requests, $0.agent) < ($0.readers, $0.requests, $1.agent) }
        readers = agents.reduce(0) { $0 + $1.readers }
        requests = agents.reduce(0) { $0 + ($1.kind.isReader ? $1.requests : 0) }
        requestsOfBots = agents.reduce(0) { $0 + ($1.kind.isReader ? 0 : $1.requests) }
        unchanged = rows.reduce(0) { $0 + $1.unchanged }
        sent = rows.reduce(0) { $0 + $1.sent }
        saved = rows.reduce(0) { $0 + $1.saved }
    }
}

/// What the command asks a daemon for.
package struct ReadershipRequest: Codable, Sendable {
    /// Nil for all feeds.
    package var feed: String?
    package var days: Int

    package init(feed: String?, days: Int) {
        self.feed = feed
        self.days = days
    }
}
