/// Puts what a reader reports into a tree, in one list.
struct MarkupBuilder {
    var tree = MarkupTree()
    /// The open elements' nodes; -1 for one that goes with all its content.
    private var open: [Int32] = []
    private var dropped = 0
    /// Whether the last node is a text that goes on: readers report a text in pieces.
    private var isTextOpen = false

    init(capacity: Int) {
        tree.bytes.reserveCapacity(capacity)
        tree.nodes.reserveCapacity(capacity / 24)
        tree.attributes.reserveCapacity(capacity / 96)
    }

    var depth: Int { open.count }

    /// Whether nothing of what is reported now is kept.
    var isDropping: Bool { dropped > 0 }

    /// Begins an element whose attributes stand in the tree from `first` on.
    mutating func start(_ name: Int32, attributesFrom first: Int32, line: Int32) {
        isTextOpen = false
        open.append(Int32(tree.nodes.count))
        let count = Int32(tree.attributes.count) - first
        tree.nodes.append(MarkupTree.Node(end: 0, start: first, count: count, line: line, name: name))
    }

    /// Begins an element that goes with all its content.
    mutating func drop() {
        dropped += 1
        open.append(-1)
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
}
