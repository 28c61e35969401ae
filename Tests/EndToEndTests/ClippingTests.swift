import Foundation
import Testing

struct ClippingTests {
    @Test func `a web clipping, put in unchanged, becomes a whole entry without the page's debris`() throws {
        let name = "000_ed324c1dcaedcca0.txt"
        let site = try SiteFolder()
        try site.write(Data(contentsOf: Fixtures.url(name)), to: "news/articles/\(name)")
        try site.age("news/articles/\(name)")
        let daemon = try Daemon(site)
        let entry = try #require(try daemon.feed().items.first)
        #expect(entry.title == "Le groupe jihadiste JNIM revendique des attaques coordonnées au Mali")
        #expect(entry.url == "\(daemon.base)/news/jihadiste-jnim-attaques-mali/")
        #expect(entry.authors == [JSONFeed.Author(name: "Ella Popescu")])
        #expect(entry.summary?.hasPrefix("L'affilié d'al-Qaïda JNIM a revendiqué") == true)
        #expect(entry.summary?.hasSuffix("contrôle jihadiste au Mali.") == true)
        let html = try #require(entry.content_html)
        #expect(
            html.hasPrefix("<h2>Un Groupe Jihadiste Lance une Attaque Multi-fronts dans l'Ouest du Mali</h2>")
        )
        for heading in [
            "Détails des Attaques", "Réponse Militaire et Conflit Escaladant",
            "L'Influence Croissante du JNIM",
        ] {
            #expect(html.contains("<h3>\(heading)</h3>"))
        }
        #expect(html.components(separatedBy: "<p>").count == 7)
        #expect(html.contains("Ella Popescu est une spécialiste roumaine des catastrophes"))
        for debris in ["Read full bio", "You Might Also Like", "jihadiste-jnim-attaques-mali"] {
            #expect(!html.contains(debris))
        }
        let page = try daemon.http.ask("GET", "/news/jihadiste-jnim-attaques-mali/")
        #expect(page.status == 200 && page.text.contains("<h3>Détails des Attaques</h3>"))
    }

    @Test func `the feeds that the project comes with are published without a problem`() throws {
        let feeds = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "feeds")
        try #require(FileManager.default.fileExists(atPath: feeds.path))
        let site = try SiteFolder()
        try site.remove("")
        try FileManager.default.copyItem(atPath: feeds.path, toPath: site.path)
        let daemon = try Daemon(site)
        try eventually("every feed has an entry") { try daemon.status().feeds.allSatisfy { $0.entries > 0 } }
        let status = try daemon.status()
        #expect(!status.feeds.isEmpty)
        #expect(status.problems.map(\.message) == [])
    }
}
