import Feeds
import Testing

struct XMLWriterTests {
    private func written(_ content: (inout XMLWriter) -> Void) -> String {
        var xml = XMLWriter()
        content(&xml)
        let document = String(decoding: xml.finish(), as: UTF8.self)
        return document.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", with: "")
    }

    @Test func `an attribute is escaped, kept in order, and left out without a value`() {
        let xml = written { $0.element("a", ["z": "<\"&'\n日", "b": nil, "a": "\u{0}"]) }
        #expect(xml == "<a z=\"&lt;&quot;&amp;'&#10;日\" a=\"\u{FFFD}\"/>\n")
    }

    @Test func `text is escaped, and a carriage return survives`() {
        let xml = written { $0.element("a", text: "<&>\r\u{1}é") }
        #expect(xml == "<a>&lt;&amp;&gt;&#13;\u{FFFD}é</a>\n")
    }

    @Test func `markup becomes hexadecimal references where it is asked`() {
        let xml = written { $0.element("a", references: "a<b>&\r\u{1}é") }
        #expect(xml == "<a>a&#x3C;b&#x3E;&#x26;&#xD;\u{FFFD}é</a>\n")
    }

    @Test func `an end of CDATA is split between two sections`() {
        let xml = written { $0.element("a", cdata: "<b>]]></b>\u{1}") }
        #expect(xml == "<a><![CDATA[<b>]]]]><![CDATA[></b>\u{FFFD}]]></a>\n")
    }

    @Test func `an element of text is not indented inside`() {
        let xml = written { xml in
            xml.element("a") { xml in
                xml.element("b", text: "c")
                xml.element("d")
            }
        }
        #expect(xml == "<a>\n <b>c</b>\n <d/>\n</a>\n")
    }
}
