import Foundation
import Testing
import Validation

struct ValidatorTests {
    private func verdict(_ text: String, url: String? = nil, charset: String? = nil) -> Verdict {
        Validator.judge(Array(text.utf8), at: url, charset: charset, now: Template.now)
    }

    @Test(arguments: ["", " \n\t "])
    func `what is empty is no feed`(text: String) {
        let verdict = verdict(text)
        #expect(verdict.format == nil)
        #expect(verdict.findings.map(\.rule) == ["no-feed"])
        #expect(verdict.hasFaults)
    }

    @Test func `bytes of gzip are told as such`() {
        let verdict = Validator.judge([0x1F, 0x8B, 8, 0, 0], now: Template.now)
        #expect(verdict.findings.first?.message.contains("gzip") == true)
    }

    @Test func `of a page the feeds are told that it names`() {
        let page = """
            <!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml">
            <link rel="alternate" type="application/feed+json" href="feed.json"></head></html>
            """
        let verdict = verdict(page, url: "https://example.org/blog/")
        #expect(verdict.format == nil)
        #expect(verdict.feeds == ["https://example.org/rss.xml", "https://example.org/blog/feed.json"])
        #expect(verdict.findings.map(\.rule) == ["no-feed"])
    }

    @Test(arguments: [
        ("<rss version=\"0.92\"><channel/></rss>", "RSS 0.92"),
        ("<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"/>", "Atom 0.3"),
        (
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"/>",
            "RSS 1.0"
        ),
        (
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://my.netscape.com/rdf/simple/0.9/\"><channel/></rdf:RDF>",
            "RSS 0.90"
        ),
        ("<entry xmlns=\"http://www.w3.org/2005/Atom\"/>", "an Atom 1.0 entry"),
        ("{\"version\": \"https://jsonfeed.org/version/1\"}", "JSON Feed 1.0"),
    ])
    func `it is told what a document is`(text: String, format: String) {
        #expect(verdict(text).format == format)
    }

    @Test func `columns count characters, and lines of any encoding`() {
        let text = "<rss version=\"2.0\">\n<channel><title>é🚢 & b</title></channel></rss>"
        let units = Array(text.utf16)
        let little: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] as [UInt8] }
        let big: [UInt8] = [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] as [UInt8] }
        for bytes in [Array(text.utf8), little, big] {
            let found = Validator.judge(bytes, now: Template.now).findings.first {
                $0.rule == "unescaped-ampersand"
            }
            #expect(found?.place?.line == 2)
            #expect(found?.place?.column == 20)
        }
    }

    @Test(arguments: [
        ("utf-16", String.Encoding.utf16), ("shift_jis", .shiftJIS), ("windows-1252", .windowsCP1252),
    ])
    func `a feed in another encoding is read as it says`(name: String, encoding: String.Encoding) throws {
        let text = Template.rss.document.replacing("encoding=\"utf-8\"", with: "encoding=\"\(name)\"")
        let bytes = [UInt8](try #require(text.data(using: encoding)))
        let verdict = Validator.judge(bytes, now: Template.now)
        #expect(verdict.findings.map(\.rule) == ["not-utf-8"])
        #expect(verdict.entries == 1)
    }

    @Test func `a byte that is no UTF-8 is found, and what follows is judged`() throws {
        let text = Template.rss.document.replacing("Harbour news", with: "Harbour|news").replacing(
            "isPermaLink=\"true\"",
            with: "isPermaLink=\"yes\""
        )
        let bytes: [UInt8] = text.utf8.map { byte in byte == UInt8(ascii: "|") ? 0xE9 : byte }
        let found = Validator.judge(bytes, now: Template.now).findings
        let place = try #require(found.first { $0.rule == "wrong-encoding" }?.place)
        #expect(place.line == 4)
        #expect(place.column == 17)
        #expect(found.contains { $0.rule == "invalid-value" })
    }

    @Test func `the charset of the answer is compared with that of the document`() {
        let found = verdict(Template.rss.document, charset: "iso-8859-1").findings
        #expect(found.contains { $0.rule == "charset-mismatch" && $0.place?.line == 1 })
        // Whose word is wrong is named: what the document says is right.
        let accented = verdict(
            Template.rss.document.replacing("<title>", with: "<title>é"),
            charset: "iso-8859-1"
        )
        let wrong = accented.findings.first { $0.rule == "wrong-encoding" }
        #expect(wrong?.message.hasPrefix("the answer's Content-Type says iso-8859-1") == true)
        #expect(wrong?.fix == "have it sent with charset=utf-8")
        #expect(verdict(Template.rss.document, charset: "UTF-8").findings == [])
    }

    @Test func `the feed's own link is compared with where it was found`() {
        #expect(
            verdict(Template.rss.document, url: "https://example.org/other").findings.map(\.rule) == [
                "self-differs"
            ]
        )
        #expect(verdict(Template.rss.document, url: "https://example.org/rss.xml").findings == [])
        #expect(
            verdict(Template.json.document, url: "https://example.org/other").findings.map(\.rule) == [
                "self-differs"
            ]
        )
    }

    @Test func `who tries a feed out at home is not told that it is at home`() {
        let document = Template.rss.document.replacing("https://example.org/", with: "http://127.0.0.1:8080/")
        #expect(verdict(document, url: "http://127.0.0.1:8080/rss.xml").findings == [])
        #expect(!verdict(document).findings.isEmpty)
    }

    @Test func `http within a feed of https is told`() {
        let document = Template.rss.document.replacing(
            "&lt;p&gt;",
            with: "&lt;img src=\"http://example.org/a.png\"&gt;&lt;p&gt;"
        )
        #expect(
            verdict(document, url: "https://example.org/rss.xml").findings.map(\.rule) == [
                "insecure-reference"
            ]
        )
        #expect(verdict(document).findings == [])
    }

    @Test func `a thousand breaches of a rule are listed, and the others counted`() {
        let items = String(repeating: "<titel/>", count: 1_500)
        let verdict = verdict(Template.rss.document.replacing("<!--channel-->", with: items))
        #expect(verdict.findings.count { $0.rule == "unknown-element" } == 1_000)
        #expect(verdict.unlisted == ["unknown-element": 500])
        #expect(verdict.text(of: "x", isColoured: false).contains("1500 errors"))
    }

    @Test func `a document of which advice alone is to be given has no faults`() {
        let verdict = verdict(Template.rss.document.replacing("<language>en</language>", with: ""))
        #expect(verdict.findings.map(\.severity) == [.advice])
        #expect(!verdict.hasFaults)
    }

    @Test func `entities that name entities make no text larger`() {
        var subset = "<!ENTITY a \"aaaaaaaaaaaaaaaaaaaa\">"
        for name in ["b", "c", "d", "e", "f", "g", "h"] {
            subset += "<!ENTITY \(name) \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
        }
        let bomb =
            "<!DOCTYPE rss [\(subset)]>\n<rss version=\"2.0\"><channel><title>\(String(repeating: "&h;", count: 10_000))</title></channel></rss>"
        #expect(verdict(bomb).format == "RSS 2.0")
    }
}
