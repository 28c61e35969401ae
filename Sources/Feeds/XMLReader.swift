import CLibXML2

/// Reads one document of markup from its beginning to its end, and is the only owner of libxml2's reader.
///
/// Whoever wrote the markup is a stranger: no network, no entities in place of their references, no huge texts.
struct XMLReader: ~Copyable {
    enum Kind {
        case start
        case end
        case text
        case other
    }

    struct Attribute {
        var name: String
        var namespace: String
        var value: String
    }

    /// Why reading ended early.
    struct Break: Equatable {
        /// Counted from 1.
        var line: Int
        /// In bytes, counted from 1.
        var column = 1
        var reason: String
    }

    private let reader: xmlTextReaderPtr
    /// The tree that is walked; nil where the markup is read as it comes.
    private let tree: htmlDocPtr?
    /// Where and why the markup is broken; nil while it is not.
    private(set) var fault: Break?

    private init(_ reader: xmlTextReaderPtr, tree: htmlDocPtr? = nil) {
        self.reader = reader
        self.tree = tree
    }

    deinit {
        xmlFreeTextReader(reader)
        xmlFreeDoc(tree)
    }

    private static let options = Int32(
        XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue
    )

    private static let htmlOptions = Int32(
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue
    )

    /// Reads XML of the document at `url`, as long as `body` lasts; in an encoding that is stronger than what it declares.
    static func read<Value>(
        _ bytes: [UInt8],
        from url: String?,
        encoding: String? = nil,
        _ body: (inout XMLReader) -> Value
    ) -> Value {
        xmlInitParser()
        xmlResetLastError()
        return bytes.withUnsafeBytes { bytes in
            let memory = bytes.assumingMemoryBound(to: CChar.self)
            guard
                let parser = xmlReaderForMemory(
                    memory.baseAddress,
                    Int32(clamping: memory.count),
                    url,
                    encoding,
                    encoding == nil ? options : options | Int32(XML_PARSE_IGNORE_ENC.rawValue)
                )
            else { fatalError("libxml2 is out of memory") }
            var reader = XMLReader(parser)
            return body(&reader)
        }
    }

    /// Reads HTML, whatever its faults, as long as `body` lasts; nil where there is not even one element.
    static func readHTML<Value>(_ bytes: [UInt8], _ body: (inout XMLReader) -> Value) -> Value? {
        xmlInitParser()
        let tree = bytes.withUnsafeBytes { bytes in
            let memory = bytes.assumingMemoryBound(to: CChar.self)
            return htmlReadMemory(memory.baseAddress, Int32(clamping: memory.count), nil, nil, htmlOptions)
        }
        guard let tree else { return nil }
        guard let walker = xmlReaderWalker(tree) else { fatalError("libxml2 is out of memory") }
        var reader = XMLReader(walker, tree: tree)
        return body(&reader)
    }

    /// Moves to the next node; false at the end, and where the markup is broken.
    mutating func next() -> Bool {
        switch xmlTextReaderRead(reader) {
        case 1: return true
        case 0: return false
        default:
            fault = Self.lastBreak
            return false
        }
    }

    var kind: Kind {
        switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
        case XML_READER_TYPE_ELEMENT.rawValue: .start
        case XML_READER_TYPE_END_ELEMENT.rawValue: .end
        case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
            XML_READER_TYPE_WHITESPACE.rawValue, XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
            .text
        default: .other
        }
    }

    /// How many elements are around this node.
    var depth: Int { Int(xmlTextReaderDepth(reader)) }

    /// Whether this start has no end of its own.
    var isEmpty: Bool { xmlTextReaderIsEmptyElement(reader) == 1 }

    /// Without its prefix.
    var name: String { Self.text(xmlTextReaderConstLocalName(reader)) }

    /// Empty where the name has none.
    var namespace: String { Self.text(xmlTextReaderConstNamespaceUri(reader)) }

    /// A text's characters.
    var text: String { Self.text(xmlTextReaderConstValue(reader)) }

    /// What relative references are relative to here (XML Base); empty where nobody says.
    var base: String { Self.text(xmlTextReaderConstBaseUri(reader)) }

    /// The attributes of this start.
    mutating func attributes() -> [Attribute] {
        var attributes: [Attribute] = []
        var isAtOne = xmlTextReaderMoveToFirstAttribute(reader) == 1
        while isAtOne {
            attributes.append(Attribute(name: name, namespace: namespace, value: text))
            isAtOne = xmlTextReaderMoveToNextAttribute(reader) == 1
        }
        _ = xmlTextReaderMoveToElement(reader)
        return attributes
    }

    private static func text(_ text: UnsafePointer<xmlChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }

    /// What libxml2 says of the break, in one line without its full stop.
    private static var lastBreak: Break {
        guard let error = xmlGetLastError() else { return Break(line: 1, reason: "it is not well formed") }
        let message = error.pointee.message.map { String(cString: $0) } ?? "it is not well formed"
        let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return Break(
            line: max(1, Int(error.pointee.line)),
            column: max(1, Int(error.pointee.int2)),
            reason: words
        )
    }
}
