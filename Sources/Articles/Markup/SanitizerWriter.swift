/// Writes what may stay of a tree, in the canonical form.
struct SanitizerWriter {
    /// Elements that are kept stand no deeper than this in one another; deeper ones only give their content.
    private static let deepestKept = 100

    /// An element that is being written.
    private struct Open {
        var element: SanitizerElement?
        var isBlock: Bool
        /// The node behind it.
        var end: Int
    }

    private let markup: MarkupTree.View
    private var html: [UInt8] = []
    private var open: [Open] = []
    private var kept = 0
    /// How many open elements hold text only.
    private var textHolders = 0
    /// For each open block, whether it is one whose tags went, so that its loose text becomes a paragraph.
    private var blocks: [Bool] = []
    private var isParagraphOpen = false
    private var isLineBegun = false
    private var owesLineBreak = false
    /// The attributes of the element that begins.
    private var written: [UInt8] = []

    init(of markup: MarkupTree.View, capacity: Int) {
        self.markup = markup
        html.reserveCapacity(capacity)
    }

    /// Writes some nodes with all that is in them, but for those left out, which are sorted.
    mutating func write(_ nodes: Range<Int>, leavingOut omitted: [Int] = []) {
        var index = nodes.lowerBound
        var omission = 0
        while index < nodes.upperBound {
            while let last = open.last, last.end <= index { end() }
            let node = markup.nodes[index]
            while omission < omitted.count, omitted[omission] < index { omission += 1 }
            let isOmitted = omission < omitted.count && omitted[omission] == index
            if node.isText, !isOmitted {
                text(markup.text(of: node))
            } else if !isOmitted, start(node) {
                index += 1
                continue
            }
            index = Int(node.end)
        }
        while !open.isEmpty { end() }
    }

    /// Writes what is in an element, as if it were all of a page's body.
    mutating func writeContent(of root: Int, leavingOut omitted: [Int]) {
        blocks.append(true)
        write(root + 1..<Int(markup.nodes[root].end), leavingOut: omitted)
    }

    /// What was written.
    mutating func finish() -> String {
        closeParagraph()
        return String(decoding: html, as: UTF8.self)
    }

    /// Begins an element; false where nothing in it is written.
    private mutating func start(_ node: MarkupTree.Node) -> Bool {
        switch markup.name(of: node).fate {
        case .kept(.img) where isPlaceholder(node): return false
        case .kept(let element):
            start(element, node)
            return true
        case .opened(let isBlock):
            if isBlock { startBlock(isKept: false) }
            open.append(Open(element: nil, isBlock: isBlock, end: Int(node.end)))
            return true
        case .dropped:
            return false
        case .input:
            if let box = SanitizerRules.checkBox(markup.attributes(of: node)) { text(box) }
            return false
        case .frame:
            if let page = SanitizerFrame.link(of: markup.attributes(of: node)) { write(linkTo: page) }
            return false
        }
    }

    /// Whether it is a dot that stands for a picture until a script puts that in its place, and the picture itself follows
    /// for those who run none.
    private func isPlaceholder(_ node: MarkupTree.Node) -> Bool {
        guard SanitizerRules.isPlaceholder(markup.attributes(of: node)) else { return false }
        var next = Int(node.end)
        while next < markup.nodes.count, markup.nodes[next].isText,
            markup.text(of: markup.nodes[next]).allSatisfy({ $0.isHTMLSpace })
        {
            next += 1
        }
        guard next < markup.nodes.count, !markup.nodes[next].isText,
            markup.name(of: markup.nodes[next]).fate == .opened(isBlock: false),
            next + 1 < markup.nodes.count,
            next + 1 < Int(markup.nodes[next].end)
        else { return false }
        let inner = markup.nodes[next + 1]
        return !inner.isText && markup.name(of: inner).fate == .kept(.img)
            && !SanitizerRules.isPlaceholder(markup.attributes(of: inner))
    }

    private mutating func end() {
        guard let last = open.popLast() else { return }
        if last.isBlock { endBlock(isKept: last.element != nil) }
        guard let element = last.element else { return }
        kept -= 1
        if element.isInline || element.isLine { textHolders -= 1 }
        if element.isVoid { return }
        html += "</".utf8
        html += element.rawValue.utf8
        html.append(UInt8(ascii: ">"))
    }

    private mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        if !text.allSatisfy({ $0.isHTMLSpace }) {
            beginInline()
            isLineBegun = true
        }
        html.appendEscaped(text)
    }

    private mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    private mutating func start(_ element: SanitizerElement, _ node: MarkupTree.Node) {
        let attributes = markup.attributes(of: node)
        written.removeAll(keepingCapacity: true)
        let isWhole = SanitizerRules.append(attributes, of: element, to: &written)
        guard isWhole, kept < Self.deepestKept, element.isInline || makesRoomForBlock() else {
            if element == .img, let alternative = attributes[.alt] { text(alternative) }
            if !element.isInline { startBlock(isKept: false) }
            open.append(Open(element: nil, isBlock: !element.isInline, end: Int(node.end)))
            return
        }
        if element.isInline { beginInline() } else { startBlock(isKept: true) }
        html.append(UInt8(ascii: "<"))
        html += element.rawValue.utf8
        html += written
        html.append(UInt8(ascii: ">"))
        if element == .img { isLineBegun = true }
        kept += 1
        if element.isInline || element.isLine { textHolders += 1 }
        open.append(Open(element: element, isBlock: !element.isInline, end: Int(node.end)))
    }

    /// Whether a block can begin here; a paragraph ends for it, as it does in a browser.
    ///
    /// libxml2 does so too, but not where an element of HTML 5 is concerned.
    private mutating func makesRoomForBlock() -> Bool {
        if isParagraphOpen { return textHolders == 0 }
        var isInsideInline = false
        for index in open.indices.reversed() {
            guard let element = open[index].element else { continue }
            if element.isInline {
                isInsideInline = true
            } else if element == .p, !isInsideInline {
                endParagraph(at: index)
                return true
            } else {
                return !element.isLine
            }
        }
        return true
    }

    /// What follows in it is loose text.
    private mutating func endParagraph(at index: Int) {
        html += "</p>".utf8
        open[index].element = nil
        kept -= 1
        textHolders -= 1
        let outer = open[..<index].count(where: \.isBlock)
        blocks[outer] = true
        owesLineBreak = false
    }

    private mutating func write(linkTo url: String) {
        beginInline()
        html += "<a href=\"".utf8
        html.appendEscaped(attribute: url)
        html += "\">".utf8
        text(url)
        html += "</a>".utf8
    }

    /// Before text or an inline element: gives loose text its paragraph, or the line break that a lost block owes it.
    private mutating func beginInline() {
        if textHolders == 0, !isParagraphOpen, blocks.count > 1, blocks.last == true {
            html += "<p>".utf8
            isParagraphOpen = true
        } else if owesLineBreak {
            html += "<br>".utf8
        }
        owesLineBreak = false
    }

    private mutating func startBlock(isKept: Bool) {
        partLines(isKept: isKept)
        blocks.append(!isKept)
    }

    private mutating func endBlock(isKept: Bool) {
        partLines(isKept: isKept)
        _ = blocks.popLast()
    }

    private mutating func partLines(isKept: Bool) {
        closeParagraph()
        owesLineBreak = !isKept && textHolders > 0 && (owesLineBreak || isLineBegun)
        isLineBegun = false
    }

    private mutating func closeParagraph() {
        guard isParagraphOpen, textHolders == 0 else { return }
        html += "</p>".utf8
        isParagraphOpen = false
    }
}
