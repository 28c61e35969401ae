import Testing

@testable import Feeds

struct XMLTextTests {
    @Test func `what XML cannot carry is replaced, and nothing else is`() {
        for value in (UInt32(0)...0x11_0000) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "aé日" + String(Character(scalar)) + "😀z"
            let legal = scalar.isLegalInXML ? text : "aé日\u{FFFD}😀z"
            if text.legalInXML != legal { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test(arguments: 0..<70)
    func `an illegal character is found wherever it stands`(place: Int) {
        for illegal in ["\u{B}", "\u{FFFE}", "\u{FFFF}", "\u{0}"] {
            let before = String(repeating: "x", count: place)
            let after = String(repeating: "y", count: 70 - place)
            #expect((before + illegal + after).legalInXML == before + "\u{FFFD}" + after)
        }
    }

    @Test func `text becomes HTML that shows it`() {
        #expect("a<b & \"c\" > d".asHTML == "a&lt;b &amp; \"c\" &gt; d")
    }

    @Test(arguments: [
        ("", ""), ("]]", "]]"), ("]]>", "]]]]><![CDATA[>"), ("a]]]>b", "a]]]]]><![CDATA[>b"),
        ("] ]>", "] ]>"), ("]]>\u{301}", "]]]]><![CDATA[>\u{301}"),
        ("]]>]]>", "]]]]><![CDATA[>]]]]><![CDATA[>"),
    ])
    func `no CDATA section is ended by its text`(text: String, sections: String) {
        #expect(text.asCDATASections == sections)
    }
}
