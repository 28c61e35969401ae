import CLibXML2

/// Makes markup harmless, and is the only owner of libxml2's HTML reader.
package enum Sanitizer {
    /// The harmless part of the markup in one canonical form: known elements, double-quoted attributes, closed tags.
    package static func clean(_ html: String) -> String {
        var html = html
        return html.withUTF8 { clean($0) }
    }

    /// libxml2's parser calls back as it reads.
    ///
    /// No tree is built: at 256 levels a tree stops the parser, and all that follows would be lost.
    private static func clean(_ markup: UnsafeBufferPointer<UInt8>) -> String {
        initialization
        return legible(markup).withUnsafeBytes { bytes in
            let memory = bytes.assumingMemoryBound(to: CChar.self)
            guard let parser = htmlCreateMemoryParserCtxt(memory.baseAddress, Int32(clamping: memory.count))
            else {
                fatalError("libxml2 is out of memory")
            }
            defer { htmlFreeParserCtxt(parser) }
            htmlCtxtUseOptions(parser, options)
            parser.pointee.sax.pointee = handler
            var writer = SanitizerWriter(reportedBy: parser, capacity: markup.count + markup.count / 8)
            withUnsafeMutablePointer(to: &writer) { writer in
                parser.pointee.userData = UnsafeMutableRawPointer(writer)
                _ = htmlParseDocument(parser)
            }
            return writer.isTooDeep ? text(of: markup) : writer.finish()
        }
    }

    /// What is left of markup whose structure nobody can follow.
    private static func text(of markup: UnsafeBufferPointer<UInt8>) -> String {
        "<p>\(HTMLText.plain(String(decoding: markup, as: UTF8.self)).escapedForHTML)</p>"
    }

    /// The markup without control characters, behind what keeps libxml2 from guessing.
    ///
    /// A byte order mark says UTF-8 and costs no conversion; an open body keeps loose text from getting a paragraph.
    private static func legible(_ markup: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var source: [UInt8] = [0xEF, 0xBB, 0xBF]
        source.reserveCapacity(markup.count + 16)
        source += "<body>".utf8
        if markup.contains(where: isControl) {
            source += markup.lazy.filter { !isControl($0) }
        } else {
            source += markup
        }
        return source
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x9 && byte != 0xA && byte != 0xD
    }

    private static let initialization: Void = xmlInitParser()

    private static let options = Int32(
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOIMPLIED.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    )

    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.startElement = { writer, name, attributes in
            guard let writer, let name else { return }
            writer.assumingMemoryBound(to: SanitizerWriter.self).pointee.start(
                String(cString: name),
                SanitizerAttributes(attributes)
            )
        }
        handler.endElement = { writer, _ in
            guard let writer else { return }
            writer.assumingMemoryBound(to: SanitizerWriter.self).pointee.end()
        }
        handler.characters = { writer, text, count in
            guard let writer else { return }
            writer.assumingMemoryBound(to: SanitizerWriter.self).pointee.text(
                UnsafeBufferPointer(start: text, count: Int(count))
            )
        }
        handler.cdataBlock = handler.characters
        return handler
    }
}
