import CLibXML2

/// What libxml2 alone does with the same bytes: the least that anything built upon it needs.
enum Yardstick {
    /// Reads without making anything of what is read: each callback is empty.
    ///
    /// The bytes begin with a byte order mark, which spares libxml2 the search for an encoding, as it spares us.
    static func readEvents(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            let memory = bytes.assumingMemoryBound(to: CChar.self)
            guard let parser = htmlCreateMemoryParserCtxt(memory.baseAddress, Int32(bytes.count)) else {
                fatalError("libxml2 is out of memory")
            }
            defer { htmlFreeParserCtxt(parser) }
            htmlCtxtUseOptions(parser, options)
            var handler = xmlSAXHandler()
            handler.startElement = { _, _, _ in }
            handler.endElement = { _, _ in }
            handler.characters = { _, _, _ in }
            handler.cdataBlock = { _, _, _ in }
            parser.pointee.sax.pointee = handler
            htmlParseDocument(parser)
        }
    }

    /// Reads into the tree of libxml2's own, as most programs do.
    static func readTree(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            let memory = bytes.assumingMemoryBound(to: CChar.self)
            guard
                let document = htmlReadMemory(
                    memory.baseAddress,
                    Int32(bytes.count),
                    nil,
                    "UTF-8",
                    options
                )
            else { fatalError("libxml2 reads every page") }
            xmlFreeDoc(document)
        }
    }

    private static let options = Int32(
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
    )
}
