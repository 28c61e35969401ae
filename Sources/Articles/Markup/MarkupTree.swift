/// Markup as libxml2 has read it: elements and texts in their order, in one list.
///
/// libxml2's own tree ends at 256 levels and loses what follows; this one has no levels, only ends.
struct MarkupTree {
    struct Node {
        /// Of what follows the whole of it.
        var end: Int32
        /// Of its first byte or attribute, and how many there are.
        var start: Int32
        var count: Int32
        /// In the markup, counted from 1.
        var line: Int32
        /// Among the names; negative for a text.
        var name: Int32

        var isText: Bool { name < 0 }
    }

    /// Beyond this many open elements libxml2's search for the right end tag takes longer than a feed can wait.
    static let deepest = 1_000

    var nodes: [Node] = []
    var attributes: [MarkupAttributes.Record] = []
    /// Of the texts and of the attributes' values.
    var bytes: [UInt8] = []
    var names: [MarkupName] = []
    /// Whether the markup was nested too deeply to be followed to its end.
    var isTooDeep = false
    /// Whether reading it would take too long, so that it was not read.
    var hasTooManyAttributes = false

    /// Whether there is nothing to be made of it.
    var isUnreadable: Bool { isTooDeep || hasTooManyAttributes }

    /// Whether two readers made the same of some markup; each may number the names as it likes.
    func isSame(as other: MarkupTree) -> Bool {
        guard nodes.count == other.nodes.count, bytes == other.bytes, isTooDeep == other.isTooDeep,
            attributes.elementsEqual(
                other.attributes,
                by: { $0.name == $1.name && $0.start == $1.start && $0.count == $1.count }
            )
        else { return false }
        return zip(nodes, other.nodes).allSatisfy { node, twin in
            guard node.end == twin.end, node.start == twin.start, node.count == twin.count,
                node.line == twin.line, node.isText == twin.isText
            else { return false }
            return node.isText || names[Int(node.name)] == other.names[Int(twin.name)]
        }
    }

    /// The tree of a page with one root: HTML lets one leave out the tags of html, head and body.
    ///
    /// <https://html.spec.whatwg.org/multipage/syntax.html#optional-tags>
    var rooted: MarkupTree {
        guard let first = nodes.first, Int(first.end) < nodes.count else { return self }
        let hasRoot = nodes.contains { node in
            guard !node.isText else { return false }
            let role = names[Int(node.name)].role
            return role == .html || role == .body
        }
        if hasRoot { return self }
        var tree = self
        for index in tree.nodes.indices { tree.nodes[index].end += 1 }
        let name = Int32(names.count)
        tree.names.append(MarkupName("html"))
        tree.nodes.insert(Node(end: Int32(nodes.count + 1), start: 0, count: 0, line: 1, name: name), at: 0)
        return tree
    }

    /// Lends the tree for a look at it.
    func read<Result>(_ look: (View) throws -> Result) rethrows -> Result {
        try nodes.withUnsafeBufferPointer { nodes in
            try attributes.withUnsafeBufferPointer { attributes in
                try bytes.withUnsafeBufferPointer { bytes in
                    try names.withUnsafeBufferPointer { names in
                        try look(View(nodes: nodes, attributes: attributes, bytes: bytes, names: names))
                    }
                }
            }
        }
    }

    /// The tree while it is lent.
    struct View {
        let nodes: UnsafeBufferPointer<Node>
        fileprivate let attributes: UnsafeBufferPointer<MarkupAttributes.Record>
        fileprivate let bytes: UnsafeBufferPointer<UInt8>
        fileprivate let names: UnsafeBufferPointer<MarkupName>

        init(
            nodes: UnsafeBufferPointer<Node>,
            attributes: UnsafeBufferPointer<MarkupAttributes.Record>,
            bytes: UnsafeBufferPointer<UInt8>,
            names: UnsafeBufferPointer<MarkupName>
        ) {
            self.nodes = nodes
            self.attributes = attributes
            self.bytes = bytes
            self.names = names
        }
    }
}

extension MarkupTree.View {
    typealias Node = MarkupTree.Node

    /// The name of an element.
    func name(of node: Node) -> MarkupName {
        names[Int(node.name)]
    }

    /// What an element is for; nothing for a text.
    func role(of node: Node) -> MarkupRole {
        node.isText ? .none : names[Int(node.name)].role
    }

    func text(of node: Node) -> UnsafeBufferPointer<UInt8> {
        let start = Int(node.start)
        return UnsafeBufferPointer(rebasing: bytes[start..<start + Int(node.count)])
    }

    func attributes(of node: Node) -> MarkupAttributes {
        let start = Int(node.start)
        return MarkupAttributes(
            records: UnsafeBufferPointer(rebasing: attributes[start..<start + Int(node.count)]),
            bytes: bytes
        )
    }

    /// Of the texts and the attributes' values, in bytes.
    var size: Int { bytes.count }

    /// Whether a letter or a digit of ASCII is in an element's text.
    func hasASCIILetter(in index: Int) -> Bool {
        nodes[index..<Int(nodes[index].end)].contains { node in
            node.isText && text(of: node).contains { $0.isASCIIAlphanumeric }
        }
    }

    /// The text in an element, each run of white space as one space.
    func text(in index: Int) -> String {
        var text: [UInt8] = []
        for node in nodes[index..<Int(nodes[index].end)] where node.isText { text += self.text(of: node) }
        return String(decoding: text, as: UTF8.self).oneLine
    }
}
