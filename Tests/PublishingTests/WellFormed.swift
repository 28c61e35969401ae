import CLibXML2

/// Asks libxml2 as a strict reader does.
enum WellFormed {
    static func isXML(_ bytes: [UInt8]) -> Bool {
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let document = bytes.withUnsafeBytes { bytes in
            xmlReadMemory(bytes.baseAddress, Int32(bytes.count), "feed", nil, Int32(options))
        }
        xmlFreeDoc(document)
        return document != nil
    }
}
