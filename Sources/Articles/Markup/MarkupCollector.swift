import CLibXML2
import Glibc

/// Gathers what libxml2 reports into a tree.
struct MarkupCollector {
    typealias AttributeList = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

    private var builder: MarkupBuilder
    private var elements = MarkupNameCache<Int32>(none: -1)
    private var attributes = MarkupNameCache<MarkupAttributes.Name?>(none: nil)
    private let parser: htmlParserCtxtPtr

    init(reportedBy parser: htmlParserCtxtPtr, capacity: Int) {
        self.parser = parser
        builder = MarkupBuilder(capacity: capacity)
    }

    mutating func start(_ name: UnsafePointer<xmlChar>, _ list: AttributeList?) {
        guard builder.depth < MarkupTree.deepest else {
            builder.tree.isTooDeep = true
            return xmlStopParser(parser)
        }
        guard !builder.isDropping else { return builder.drop() }
        let index = elements[name] ?? learn(name)
        let meaning = builder.tree.names[Int(index)]
        if meaning.isWorthless || meaning.role == .script && !Self.isData(list) { return builder.drop() }
        let first = Int32(builder.tree.attributes.count)
        if let list { take(list) }
        let line = Int32(truncatingIfNeeded: parser.pointee.input.pointee.line)
        builder.start(index, attributesFrom: first, line: line)
    }

    mutating func end() {
        builder.end()
    }

    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        builder.text(text)
    }

    /// The tree, with everything ended that is still open.
    mutating func finish() -> MarkupTree {
        builder.finish()
    }

    /// Whether a script is linked data, which is no program.
    private static func isData(_ list: AttributeList?) -> Bool {
        guard var pair = list else { return false }
        while let name = pair[0] {
            if let value = pair[1], strcmp(name, "type") == 0 {
                return strcasecmp(value, "application/ld+json") == 0
            }
            pair += 2
        }
        return false
    }

    private mutating func learn(_ name: UnsafePointer<xmlChar>) -> Int32 {
        let index = Int32(builder.tree.names.count)
        builder.tree.names.append(MarkupName(String(cString: name)))
        elements.remember(index, of: name)
        return index
    }

    /// Takes the attributes that mean something; libxml2 lists names and values by turns.
    private mutating func take(_ list: AttributeList) {
        var pair = list
        while let name = pair[0] {
            let known = attributes[name] ?? learn(attribute: name)
            if let known {
                let start = Int32(builder.tree.bytes.count)
                if let value = pair[1] {
                    let bytes = UnsafeBufferPointer(start: value, count: strlen(value))
                    builder.tree.bytes.append(contentsOf: bytes)
                }
                let count = Int32(builder.tree.bytes.count) - start
                builder.tree.attributes.append(
                    MarkupAttributes.Record(name: known, start: start, count: count)
                )
            }
            pair += 2
        }
    }

    private mutating func learn(attribute name: UnsafePointer<xmlChar>) -> MarkupAttributes.Name? {
        let known = MarkupAttributes.Name.named[String(cString: name)]
        attributes.remember(known, of: name)
        return known
    }
}
