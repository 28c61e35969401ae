/// Where and why a document is not well-formed, as libxml2 sees it, which many readers are built on.
package struct XMLFault: Equatable, Sendable {
    /// Counted from 1.
    package var line: Int
    /// In bytes, counted from 1; libxml2 has often read a little beyond the place.
    package var column: Int
    package var reason: String

    /// The first one; nil where there is none.
    package static func first(in bytes: [UInt8]) -> XMLFault? {
        XMLReader.read(bytes, from: nil) { xml in
            while xml.next() {}
            return xml.fault.map { XMLFault(line: $0.line, column: $0.column, reason: $0.reason) }
        }
    }
}
