import Foundation
import Testing

struct ManyFilesTests {
    @Test func `ten thousand files copied in while it runs are all published, in few passes`() throws {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        let daemon = try Daemon(site, arguments: ["--log-level", "notice"])
        let count = 10_000
        let outside = site.beside("outside")
        for number in 0..<count {
            let folder = "\(outside)/\(number / 500)"
            if number % 500 == 0 {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            try Data(SiteFolder.article("Number \(number)", date: "2024-01-01T00:00:00Z").utf8).write(
                to: URL(filePath: "\(folder)/\(number).md")
            )
        }
        let copy = try Command(program: "cp", ["-r", outside, site.absolute("news/articles/all")])
        #expect(copy.code == 0)
        try eventually("every one is published", within: 120) {
            try daemon.status().feeds[0].entries == count + 1
        }
        let editions = try daemon.log.contents.components(separatedBy: "edition published").count - 1
        #expect(editions < count / 50)
        #expect(try daemon.status().problems.isEmpty)
        #expect(try daemon.status().feeds[0].held.isEmpty)
        let last = try daemon.http.ask("GET", "/news/\(count - 1)/")
        #expect(last.status == 200)
    }

    @Test func `a folder of many files that is moved in is published whole`() throws {
        let site = try SiteFolder()
        try site.lay(SiteFolder.article("First"), at: "news/articles/first.md")
        let daemon = try Daemon(site)
        let outside = site.beside("outside")
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        for number in 0..<2_000 {
            try Data(SiteFolder.article("Number \(number)").utf8).write(
                to: URL(filePath: "\(outside)/\(number).md")
            )
        }
        try FileManager.default.moveItem(atPath: outside, toPath: site.absolute("news/articles/all"))
        try eventually("every one is published", within: 60) {
            try daemon.status().feeds[0].entries == 2_001
        }
    }
}
