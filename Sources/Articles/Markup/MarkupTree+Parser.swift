import CLibXML2

extension MarkupTree {
    /// Reads markup in UTF-8: a whole page, or a fragment of one.
    init(of markup: UnsafeRawBufferPointer, isFragment: Bool) {
        self =
            WellFormedMarkup.tree(of: markup, isFragment: isFragment)
            ?? MarkupTree(mending: markup, isFragment: isFragment)
    }

    /// Reads any markup, by libxml2.
    ///
    /// This is the only owner of libxml2's HTML reader, which calls back as it reads.
    init(mending markup: UnsafeRawBufferPointer, isFragment: Bool) {
        Self.initialization
        guard !MarkupEffort.isTooMuch(markup.bindMemory(to: UInt8.self)) else {
            var tree = MarkupTree()
            tree.hasTooManyAttributes = true
            self = tree
            return
        }
        let source = Self.legible(markup, isFragment: isFragment)
        self = source.withUnsafeBytes { bytes in
            let memory = bytes.assumingMemoryBound(to: CChar.self)
            guard let parser = htmlCreateMemoryParserCtxt(memory.baseAddress, Int32(clamping: memory.count))
            else {
                fatalError("libxml2 is out of memory")
            }
            defer { htmlFreeParserCtxt(parser) }
            htmlCtxtUseOptions(parser, Self.options)
            parser.pointee.sax.pointee = Self.handler
            var collector = MarkupCollector(reportedBy: parser, capacity: markup.count)
            withUnsafeMutablePointer(to: &collector) { collector in
                parser.pointee.userData = UnsafeMutableRawPointer(collector)
                _ = htmlParseDocument(parser)
            }
            return collector.finish()
        }
    }

    /// The markup without control characters, behind what keeps libxml2 from guessing.
    ///
    /// A byte order mark says UTF-8 and costs no conversion; an open body keeps loose text from getting a paragraph.
    private static func legible(_ markup: UnsafeRawBufferPointer, isFragment: Bool) -> [UInt8] {
        var source: [UInt8] = [0xEF, 0xBB, 0xBF]
        source.reserveCapacity(markup.count + 16)
        if isFragment {
            source += "<body>".utf8
        } else if markup.isEmpty {
            // A mark alone is too short for libxml2 to know it.
            source.append(0x20)
        }
        if markup.hasControl {
            source += markup.lazy.filter { !$0.isHTMLControl }
        } else {
            source += markup
        }
        return source
    }

    private static let initialization: Void = xmlInitParser()

    private static let options = Int32(
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOIMPLIED.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    )

    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.startElement = { collector, name, attributes in
            guard let collector, let name else { return }
            collector.assumingMemoryBound(to: MarkupCollector.self).pointee.start(name, attributes)
        }
        handler.endElement = { collector, _ in
            guard let collector else { return }
            collector.assumingMemoryBound(to: MarkupCollector.self).pointee.end()
        }
        handler.characters = { collector, text, count in
            guard let collector else { return }
            collector.assumingMemoryBound(to: MarkupCollector.self).pointee.text(
                UnsafeBufferPointer(start: text, count: Int(count))
            )
        }
        handler.cdataBlock = handler.characters
        return handler
    }
}
