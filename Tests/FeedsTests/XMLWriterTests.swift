import CLibXML2
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

    @Test func `every text is written as libxml2's writer writes it`() {
        let texts = [
            "", " ", "a", "\r\n\t\n", "a<b>c&d\"e'f", "日本&語<é>\u{FF1C}\u{FFFD}", "😀\"<\u{7F}\u{85}\u{2028}",
            "]]>",
            "&amp;&lt;", String(repeating: "<p class=\"é\">text</p>\n", count: 9),
        ]
        let marks = (0x20..<0x7F).compactMap { Unicode.Scalar($0) }.map { "1234567" + String($0) + "89" }
        for text in texts + marks {
            let ours = written { xml in
                xml.element("a", ["x": text, "y": text]) { xml in
                    xml.element("b", text: text)
                    xml.element("c") { $0.element("d", ["x": text]) }
                    xml.element("e") { $0.element("f") { _ in } }
                    if !text.contains("]]>") { xml.element("g", ["y": ""], cdata: text) }
                }
            }
            #expect(ours == writtenByLibXML2(text))
        }
    }

    /// The same calls in C.
    private func writtenByLibXML2(_ text: String) -> String? {
        guard let buffer = xmlBufferCreate(), let xml = xmlNewTextWriterMemory(buffer, 0) else { return nil }
        defer { xmlBufferFree(buffer) }
        xmlTextWriterSetIndent(xml, 1)
        xmlTextWriterStartDocument(xml, nil, "UTF-8", nil)
        xmlTextWriterStartElement(xml, "a")
        xmlTextWriterWriteAttribute(xml, "x", text)
        xmlTextWriterWriteAttribute(xml, "y", text)
        xmlTextWriterWriteElement(xml, "b", text)
        xmlTextWriterStartElement(xml, "c")
        xmlTextWriterStartElement(xml, "d")
        xmlTextWriterWriteAttribute(xml, "x", text)
        xmlTextWriterEndElement(xml)
        xmlTextWriterEndElement(xml)
        xmlTextWriterStartElement(xml, "e")
        xmlTextWriterStartElement(xml, "f")
        xmlTextWriterEndElement(xml)
        xmlTextWriterEndElement(xml)
        if !text.contains("]]>") {
            xmlTextWriterStartElement(xml, "g")
            xmlTextWriterWriteAttribute(xml, "y", "")
            xmlTextWriterWriteCDATA(xml, text)
            xmlTextWriterEndElement(xml)
        }
        xmlTextWriterEndDocument(xml)
        xmlFreeTextWriter(xml)
        let document = String(cString: xmlBufferContent(buffer))
        return document.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", with: "")
    }
}
