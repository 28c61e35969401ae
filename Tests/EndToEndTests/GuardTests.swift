import Foundation
import Glibc
import Testing

/// What a disaster in the folder does to readers and subscribers: nothing, until somebody says so.
struct GuardTests {
    private static let count = 30

    private func site() throws -> SiteFolder {
        let site = try SiteFolder()
        for number in 0..<Self.count {
            try site.lay(
                SiteFolder.article(
                    "Number \(number)",
                    date: "2025-01-\(number < 9 ? "0" : "")\(number + 1)T00:00:00Z"
                ),
                at: "news/articles/\(number).md"
            )
        }
        return site
    }

    private func shell(_ site: SiteFolder, _ script: String) throws {
        let command = try Command(
            program: "sh",
            ["-ec", script],
            folder: site.absolute("news/articles")
        )
        #expect(command.code == 0, "\(command.errors)")
    }

    private func held(_ daemon: Daemon) throws -> Int {
        try daemon.status().feeds.reduce(0) { $0 + $1.held.count }
    }

    @Test func `rm -rf is held through a kill -9 and a start, and ends by force alone`() throws {
        let site = try site()
        let daemon = try Daemon(site)
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "feed.json")
        let before = try daemon.document("feed.json")
        try shell(site, "rm -rf *")
        try eventually("it is held") { try held(daemon) == Self.count }
        #expect(try daemon.log.contents.contains("articles held back"))
        try daemon.stop(SIGKILL)
        let next = try Daemon(site, port: daemon.port)
        #expect(try next.document("feed.json").body == before.body)
        let status = try next.command("status")
        #expect(status.code == 2)
        #expect(status.output.contains("! 0.md  Number 0  urn:uuid:"))
        #expect(status.output.contains("feedherald publish --now --force news"))
        #expect(try next.log.contents.contains("articles held back"))
        // Neither a plan nor haste lifts it.
        let plan = try next.command("publish", ["--dry-run"])
        #expect(plan.code == 2)
        #expect(plan.output.contains("news: 30 held"))
        #expect(plan.output.contains("! 29.md  Number 29  urn:uuid:"))
        #expect(try next.command("publish", ["--now"]).code == 2)
        // What is new is published, and told, with all that is held.
        try site.write(SiteFolder.article("New"), to: "news/articles/new.md")
        try eventually("what is new is told") { subscriber.deliveries().count == 1 }
        #expect(try next.titles().count == Self.count + 1)
        #expect(subscriber.deliveries()[0].message.text.contains("Number 0"))
        #expect(try next.command("publish", ["--now", "--force", "news"]).code == 0)
        #expect(try next.titles() == ["New"])
        #expect(try next.http.ask("GET", "/news/0/").status == 410)
        #expect(try next.command("status").code == 0)
    }

    @Test func `another branch, checked out while the daemon is down, is held until the first is back`()
        throws
    {
        let site = try site()
        let git = "git -c user.name=A -c user.email=a@example.org -c init.defaultBranch=main"
        try shell(
            site,
            "cd ..; \(git) init -q .; echo >README; \(git) add README; \(git) commit -qm 1; \(git) branch other; "
                + "\(git) add articles; \(git) commit -qm 2"
        )
        let daemon = try Daemon(site)
        let before = try daemon.document("atom.xml")
        try daemon.stop()
        try shell(site, "cd ..; \(git) checkout -q other; mkdir -p articles")
        let next = try Daemon(site, port: daemon.port)
        try eventually("it is held") { try held(next) == Self.count }
        #expect(try next.document("atom.xml").body == before.body)
        try shell(site, "cd ..; \(git) checkout -q main")
        try eventually("it is over") { try held(next) == 0 }
        #expect(try next.log.contents.contains("hold ended"))
        #expect(try next.document("atom.xml").body == before.body)
        #expect(try next.command("status").code == 0)
    }

    @Test
    func `another branch, checked out and left under the daemon, is seen by no reader and no subscriber`()
        throws
    {
        let site = try site()
        let git = "git -c user.name=A -c user.email=a@example.org -c init.defaultBranch=main"
        let other = "printf -- '---\\ntitle: Foreign %s\\ndate: 2020-01-01\\n---\\nForeign %s' $f $f > $f"
        try shell(
            site,
            "cd ..; \(git) init -q .; \(git) add .; \(git) commit -qm 1; \(git) checkout -qb other; cd articles; "
                + "for f in *.md; do \(other); done; \(git) commit -qam 2; \(git) checkout -q main"
        )
        try shell(site, "touch -d '1 hour ago' *.md")
        let daemon = try Daemon(site)
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "feed.json")
        let before = try daemon.document("atom.xml")
        for round in 1...3 {
            let story: Comment = "round \(round)"
            try shell(site, "\(git) checkout -q other")
            try eventually("it is held") {
                #expect(try daemon.document("atom.xml").body == before.body, story)
                #expect(try daemon.http.ask("GET", "/news/7/").text.contains("Foreign") == false, story)
                return try held(daemon) == Self.count
            }
            try shell(site, "\(git) checkout -q main")
            try eventually("it is over") {
                #expect(try daemon.document("atom.xml").body == before.body, story)
                return try held(daemon) == 0
            }
        }
        usleep(1_200_000)
        #expect(try daemon.document("atom.xml").body == before.body)
        #expect(try daemon.command("status").code == 0)
        #expect(subscriber.deliveries().isEmpty)
    }

    @Test func `the page of an article that is made a draft again is gone, until it is published again`()
        throws
    {
        let site = try site()
        let daemon = try Daemon(site)
        let date = "2025-01-08T00:00:00Z"
        #expect(try daemon.http.ask("GET", "/news/7/").status == 200)
        try site.write(SiteFolder.article("Number 7", date: date + "\ndraft: true"), to: "news/articles/7.md")
        try eventually("it is gone") { try daemon.http.ask("GET", "/news/7/").status == 410 }
        try site.write(SiteFolder.article("Number 7", date: date), to: "news/articles/7.md")
        try eventually("it is there") { try daemon.http.ask("GET", "/news/7/").status == 200 }
        try site.write(
            SiteFolder.article("Draft", date: date + "\ndraft: true"),
            to: "news/articles/draft.md"
        )
        usleep(300_000)
        #expect(try daemon.http.ask("GET", "/news/draft/").status == 404)
    }

    @Test func `without a daemon a command holds too, and force is asked for a feed and with --now`() throws {
        let site = try site()
        let arguments = ["--dir", site.path, "--store", site.beside("state/store.sqlite")]
        #expect(try Command(["publish"] + arguments).code == 0)
        try shell(
            site,
            "mkdir ../../../empty; rsync -a --delete --include='1*' --exclude='*' ../../../empty/ ./"
        )
        let act = try Command(["publish", "--json"] + arguments)
        #expect(act.code == 2)
        #expect(try act.json(as: PublishReport.self).feeds[0].held.count == 11)
        #expect(try act.json(as: PublishReport.self).feeds[0].held[0].fate == "removed")
        #expect(try Command(["status"] + arguments).code == 2)
        #expect(try Command(["publish", "--force", "news"] + arguments).code == 64)
        #expect(try Command(["publish", "--now", "--force"] + arguments).code == 64)
        let forced = try Command(["publish", "--now", "--force", "news", "--json"] + arguments)
        #expect(forced.code == 0)
        #expect(try forced.json(as: PublishReport.self).feeds[0].removed.count == 11)
    }

    @Test
    func `an edit in the quiet time is served and not pushed, until it ends though the daemon was killed`()
        throws
    {
        let site = try site()
        try site.lay("[updates]\nquiet_for = \"6s\"\n", at: "news/feed.toml")
        let daemon = try Daemon(site)
        let subscriber = try Subscriber()
        try daemon.subscribe(subscriber, to: "feed.json")
        try site.write(SiteFolder.article("New"), to: "news/articles/new.md")
        try eventually("what is new is told") { subscriber.deliveries().count == 1 }
        for edit in 1...3 {
            try site.write(SiteFolder.article("New", body: "Edit \(edit)."), to: "news/articles/new.md")
            try eventually("it is served") {
                try daemon.feed().items.contains { $0.content_html?.contains("Edit \(edit).") == true }
            }
        }
        #expect(subscriber.deliveries().count == 1)
        try daemon.stop(SIGKILL)
        let next = try Daemon(site, port: daemon.port)
        try eventually("the edits are told") { subscriber.deliveries().count == 2 }
        #expect(subscriber.deliveries()[1].message.text.contains("Edit 3."))
        _ = next
    }
}
