import CLibXML2

/// What libxml2's own writer alone does to write the same elements: calls in C with texts that are at hand.
final class Yardstick {
    private enum Call {
        case start(UnsafePointer<xmlChar>)
        case attribute(UnsafePointer<xmlChar>, UnsafePointer<xmlChar>)
        case text(UnsafePointer<xmlChar>)
        case section(UnsafePointer<xmlChar>)
        case end
    }

    /// Holds the texts.
    private let document: xmlDocPtr
    private var calls: [Call] = []

    /// Of a document that is well-formed.
    init(_ bytes: [UInt8]) {
        let document = bytes.withUnsafeBytes {
            xmlReadMemory(
                $0.assumingMemoryBound(to: CChar.self).baseAddress,
                Int32($0.count),
                nil,
                nil,
                Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOBLANKS.rawValue)
            )
        }
        guard let document, let root = xmlDocGetRootElement(document) else {
            fatalError("our own document is well-formed")
        }
        self.document = document
        take(root)
    }

    deinit { xmlFreeDoc(document) }

    /// Writes the document, and tells how many bytes it has.
    func write() -> Int {
        guard let buffer = xmlBufferCreate(), let writer = xmlNewTextWriterMemory(buffer, 0) else {
            fatalError("libxml2 is out of memory")
        }
        defer {
            xmlFreeTextWriter(writer)
            xmlBufferFree(buffer)
        }
        xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT)
        xmlTextWriterSetIndent(writer, 1)
        xmlTextWriterStartDocument(writer, nil, "UTF-8", nil)
        for call in calls {
            switch call {
            case .start(let name): xmlTextWriterStartElement(writer, name)
            case .attribute(let name, let value): xmlTextWriterWriteAttribute(writer, name, value)
            case .text(let text): xmlTextWriterWriteString(writer, text)
            case .section(let text): xmlTextWriterWriteCDATA(writer, text)
            case .end: xmlTextWriterEndElement(writer)
            }
        }
        xmlTextWriterEndDocument(writer)
        return Int(xmlBufferLength(buffer))
    }

    private func take(_ node: xmlNodePtr) {
        calls.append(.start(name(node.pointee.name, node.pointee.ns)))
        var namespace = node.pointee.nsDef
        while let one = namespace {
            let name = one.pointee.prefix.map { kept("xmlns:" + String(cString: $0)) } ?? kept("xmlns")
            calls.append(.attribute(name, one.pointee.href))
            namespace = one.pointee.next
        }
        var attribute = node.pointee.properties
        while let one = attribute {
            if let value = one.pointee.children?.pointee.content {
                calls.append(.attribute(name(one.pointee.name, one.pointee.ns), value))
            }
            attribute = one.pointee.next
        }
        var child = node.pointee.children
        while let one = child {
            switch one.pointee.type {
            case XML_ELEMENT_NODE: take(one)
            case XML_CDATA_SECTION_NODE: calls.append(.section(one.pointee.content))
            default: calls.append(.text(one.pointee.content))
            }
            child = one.pointee.next
        }
        calls.append(.end)
    }

    private func name(_ name: UnsafePointer<xmlChar>, _ namespace: xmlNsPtr?) -> UnsafePointer<xmlChar> {
        guard let prefix = namespace?.pointee.prefix else { return name }
        return kept(String(cString: prefix) + ":" + String(cString: name))
    }

    /// In the document's dictionary, which lives as long as it.
    private func kept(_ text: String) -> UnsafePointer<xmlChar> {
        guard let kept = xmlDictLookup(document.pointee.dict, text, -1) else {
            fatalError("libxml2 is out of memory")
        }
        return kept
    }
}
