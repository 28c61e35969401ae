import CLibXML2
import Glibc

/// Gathers what libxml2 reports into a tree.
struct MarkupCollector {
    typealias AttributeList = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

    private var tree = MarkupTree()
    /// The open elements' nodes; -1 for one that goes with all its content.
    private var open: [Int32] = []
    private var dropped = 0
    /// Whether the last node is a text that goes on: libxml2 reports a text in pieces.
    private var isTextOpen = false
    private var elements = MarkupNameCache<Int32>(none: -1)
    private var attributes = MarkupNameCache<MarkupAttributes.Name?>(none: nil)
    private let parser: htmlParserCtxtPtr

    init(reportedBy parser: htmlParserCtxtPtr, capacity: Int) {
        self.parser = parser
        tree.bytes.reserveCapacity(capacity)
        tree.nodes.reserveCapacity(capacity / 24)
        tree.attributes.reserveCapacity(capacity / 96)
    }

    mutating func start(_ name: UnsafePointer<xmlChar>, _ list: AttributeList?) {
        guard open.count < MarkupTree.deepest else {
            tree.isTooDeep = true
            return xmlStopParser(parser)
        }
        guard dropped == 0 else { return drop() }
        let index = elements[name] ?? learn(name)
        let meaning = tree.names[Int(index)]
        if meaning.isWorthless || meaning.role == .script && !Self.isData(list) { return drop() }
        isTextOpen = false
        let first = Int32(tree.attributes.count)
        if let list { take(list) }
        open.append(Int32(tree.nodes.count))
        tree.nodes.append(
            MarkupTree.Node(
                end: 0,
                start: first,
                count: Int32(tree.attributes.count) - first,
                line: Int32(truncatingIfNeeded: parser.pointee.input.pointee.line),
                name: index
            )
        )
    }

    mutating func end() {
        guard let last = open.popLast() else { return }
        if last < 0 {
            dropped -= 1
        } else {
            isTextOpen = false
            tree.nodes[Int(last)].end = Int32(tree.nodes.count)
        }
    }

    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard dropped == 0, !text.isEmpty else { return }
        let start = Int32(tree.bytes.count)
        tree.bytes.append(contentsOf: text)
        if isTextOpen {
            tree.nodes[tree.nodes.count - 1].count += Int32(text.count)
            return
        }
        isTextOpen = true
        tree.nodes.append(
            MarkupTree.Node(
                end: Int32(tree.nodes.count + 1),
                start: start,
                count: Int32(text.count),
                line: 0,
                name: -1
            )
        )
    }

    /// The tree, with everything ended that is still open.
    mutating func finish() -> MarkupTree {
        while !open.isEmpty { end() }
        return tree
    }

    private mutating func drop() {
        dropped += 1
        open.append(-1)
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
        let index = Int32(tree.names.count)
        tree.names.append(MarkupName(String(cString: name)))
        elements.remember(index, of: name)
        return index
    }

    /// Takes the attributes that mean something; libxml2 lists names and values by turns.
    private mutating func take(_ list: AttributeList) {
        var pair = list
        while let name = pair[0] {
            let known = attributes[name] ?? learn(attribute: name)
            if let known {
                let start = Int32(tree.bytes.count)
                if let value = pair[1] {
                    tree.bytes.append(contentsOf: UnsafeBufferPointer(start: value, count: strlen(value)))
                }
                let count = Int32(tree.bytes.count) - start
                tree.attributes.append(MarkupAttributes.Record(name: known, start: start, count: count))
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
