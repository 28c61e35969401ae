import CLibXML2
import Foundation

/// A RELAX NG schema, as libxml2 checks it.
final class RelaxNG {
    struct Unreadable: Error {
        var path: String
    }

    private let schema: xmlRelaxNGPtr

    init(_ path: String) throws {
        let parser = xmlRelaxNGNewParserCtxt(path)
        defer { xmlRelaxNGFreeParserCtxt(parser) }
        guard let schema = xmlRelaxNGParse(parser) else { throw Unreadable(path: path) }
        self.schema = schema
    }

    deinit {
        xmlRelaxNGFree(schema)
    }

    /// What is wrong with a document, by the schema or already as XML.
    func complaints(about document: [UInt8]) -> [String] {
        let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue)
        let parsed = document.withUnsafeBytes { bytes in
            xmlReadMemory(bytes.baseAddress, Int32(bytes.count), "document", nil, options)
        }
        guard let parsed else { return ["it is not well-formed"] }
        defer { xmlFreeDoc(parsed) }
        var complaints: [String] = []
        let validator = xmlRelaxNGNewValidCtxt(schema)
        defer { xmlRelaxNGFreeValidCtxt(validator) }
        withUnsafeMutablePointer(to: &complaints) { list in
            xmlRelaxNGSetValidStructuredErrors(
                validator,
                { list, error in
                    guard let error, let message = error.pointee.message else { return }
                    list?.assumingMemoryBound(to: [String].self).pointee.append(String(cString: message))
                },
                list
            )
            if xmlRelaxNGValidateDoc(validator, parsed) != 0, list.pointee.isEmpty {
                list.pointee.append("it is invalid, for a reason that libxml2 does not tell")
            }
        }
        return complaints
    }
}
