import Testing

@testable import Readership

struct VisitorTests {
    @Test(arguments: [
        (
            "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 812 subscribers; like FeedFetcher-Google)",
            "Feedly", 812
        ),
        ("FeedlyBot/1.0 (http://feedly.com; 1 subscriber)", "Feedly", 1),
        ("Mozilla/5.0 (compatible; inoreader.com; 12 subscribers)", "Inoreader", 12),
        (
            "NewsBlur Feed Fetcher - 42 subscribers - http://www.newsblur.com/site/1/a (Mozilla/5.0 (Macintosh; Intel Mac OS X 10_12_3) AppleWebKit/603.3.8 (KHTML, like Gecko) Version/10.1.2 Safari/603.3.8)",
            "NewsBlur", 42
        ),
        ("Feedbin feed-id:1234 - 5 subscribers", "Feedbin", 5),
        ("Mozilla/5.0 (compatible; theoldreader.com; 3 subscribers; feed-id=4f)", "The Old Reader", 3),
        ("BazQux/2.4 (+https://bazqux.com/fetcher; 6 subscribers)", "BazQux", 6),
        (
            "Feedspot/1.0 (+https://www.feedspot.com/fs/fetcher; 1,204 subscribers; like FeedFetcher-Google)",
            "Feedspot", 1_204
        ),
        ("Overcast/1.0 Podcast Sync (123 subscribers; feed-id=456; +http://overcast.fm/)", "Overcast", 123),
        ("Newcomer/1.0 (7 subscribers)", "other aggregators", 7),
        ("LiveJournal.com (webmaster@livejournal.com; for http://a.example; 12 readers)", "LiveJournal", 12),
    ])
    func `an aggregator counts for as many as it says`(text: String, agent: String, subscribers: UInt32) {
        let visitor = Visitor(userAgent: text)
        #expect(visitor.agent.name == agent)
        #expect(visitor.subscribers == subscribers)
    }

    @Test(arguments: [
        ("Mozilla/5.0 (compatible; Miniflux/2.0.51; +https://miniflux.app)", "Miniflux", Agent.Kind.direct),
        ("FreshRSS/1.21.0 (Linux; https://freshrss.org)", "FreshRSS", .direct),
        ("NetNewsWire (RSS Reader; https://netnewswire.com/)", "NetNewsWire", .direct),
        ("newsboat/2.21.0 (Linux x86_64)", "newsboat", .direct),
        ("Tiny Tiny RSS/21.05 (http://tt-rss.org/)", "Tiny Tiny RSS", .direct),
        ("Reeder/5040001 CFNetwork/1325.0.1 Darwin/21.1.0", "Reeder", .direct),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Thunderbird/102.4.0", "Thunderbird",
            .direct
        ),
        (
            "Liferea/1.14.0 (Linux; https://lzone.de/liferea/) AppleWebKit (KHTML, like Gecko)", "Liferea",
            .direct
        ),
        ("Akregator/5.22.3; syndication", "Akregator", .direct),
        ("NextCloud-News/1.0", "Nextcloud News", .direct),
        ("CommaFeed/4.0 (https://github.com/Athou/commafeed)", "CommaFeed", .direct),
        ("PocketCasts/1.0 (Pocket Casts Feed Parser; +http://pocketcasts.com/)", "Pocket Casts", .podcast),
        ("AntennaPod/3.2.0", "AntennaPod", .podcast),
        ("Podcasts/1650.20 CFNetwork/1333.0.4 Darwin/21.5.0", "Apple Podcasts", .podcast),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot", .bot),
        (
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
            "GPTBot", .bot
        ),
        ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "AhrefsBot", .bot),
        ("SomeCrawler/0.1", "other bots", .bot),
        ("curl/7.88.1", "curl", .tool),
        ("python-requests/2.28.1", "Python", .tool),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "Firefox", .browser),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36",
            "Chrome", .browser
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/119.0.0.0 Safari/537.36 Edg/119.0.0.0",
            "Edge", .browser
        ),
        ("Unheard of", "others", .other),
        ("", "others", .other),
    ])
    func `an agent is known by its marks, whatever else it claims to be`(
        text: String,
        agent: String,
        kind: Agent.Kind
    ) {
        let visitor = Visitor(userAgent: text)
        #expect(visitor.agent.name == agent)
        #expect(visitor.agent.kind == kind)
        #expect(visitor.subscribers == 0)
    }

    @Test func `no agent stands in the table twice`() {
        let names = AgentTable.known.agents.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `every mark is in lower case, and leads to the agent or to one before it`() {
        let table = AgentTable.known
        for (place, agent) in table.agents.enumerated() {
            for mark in agent.marks {
                #expect(mark == mark.lowercased())
                #expect(Visitor(userAgent: mark).place <= place, "\(agent.name)")
            }
            #expect(agent.marks.contains { Visitor(userAgent: $0).place == place }, "\(agent.name)")
        }
    }

    @Test func `a number that nobody can have is no number`() {
        #expect(Visitor(userAgent: "Feedly/1.0 (4000000000 subscribers)").subscribers == 0)
        #expect(Visitor(userAgent: "Feedly/1.0 (99999999999999999999999 subscribers)").subscribers == 0)
        #expect(Visitor(userAgent: "Feedly/1.0 (many subscribers)").subscribers == 0)
    }
}
