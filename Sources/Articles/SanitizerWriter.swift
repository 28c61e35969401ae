import CLibXML2

/// Writes what may stay, in the canonical form, as the parser reports it.
struct SanitizerWriter {
    /// Beyond this many open elements libxml2's search for the right end tag takes longer than a feed can wait.
    private static let deepest = 1_000

    /// Elements that are kept stand no deeper than this in one another; deeper ones only give their content.
    private static let deepestKept = 100

    /// An element that the parser has opened.
    private struct Open {
        var element: SanitizerElement?
        var isBlock: Bool
        var isDropped = false
    }

    /// Whether the markup was nested too deeply to be followed to its end.
    private(set) var isTooDeep = false

    private var html: [UInt8] = []
    private var open: [Open] = []
    private var kept = 0
    private var dropped = 0
    /// How many open elements hold text only.
    private var textHolders = 0
    /// For each open block, whether it is one whose tags went, so that its loose text becomes a paragraph.
    private var blocks: [Bool] = []
    private var isParagraphOpen = false
    private var isLineBegun = false
    private var owesLineBreak = false

    private let parser: htmlParserCtxtPtr

    init(reportedBy parser: htmlParserCtxtPtr, capacity: Int) {
        self.parser = parser
        html.reserveCapacity(capacity)
    }

    mutating func start(_ name: String, _ attributes: SanitizerAttributes) {
        guard open.count < Self.deepest else {
            isTooDeep = true
            return xmlStopParser(parser)
        }
        if dropped > 0 { return drop() }
        switch SanitizerFate(ofElementNamed: name) {
        case .kept(let element):
            start(element, attributes)
        case .opened(let isBlock):
            if isBlock { startBlock(isKept: false) }
            open.append(Open(element: nil, isBlock: isBlock))
        case .dropped:
            drop()
        case .input:
            if let box = SanitizerRules.checkBox(attributes) { text(box) }
            drop()
        case .frame:
            if let link = SanitizerRules.videoLink(attributes) { write(linkTo: link) }
            drop()
        }
    }

    mutating func end() {
        guard let last = open.popLast() else { return }
        if last.isDropped {
            dropped -= 1
            return
        }
        if last.isBlock { endBlock(isKept: last.element != nil) }
        guard let element = last.element else { return }
        kept -= 1
        if element.isInline || element.isLine { textHolders -= 1 }
        if element.isVoid { return }
        html += "</".utf8
        html += element.rawValue.utf8
        html.append(UInt8(ascii: ">"))
    }

    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard dropped == 0 else { return }
        if !text.allSatisfy(\.isHTMLSpace) {
            beginInline()
            isLineBegun = true
        }
        html.appendEscaped(text)
    }

    /// What was written, with everything closed that is still open.
    mutating func finish() -> String {
        while !open.isEmpty { end() }
        closeParagraph()
        return String(decoding: html, as: UTF8.self)
    }

    private mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    private mutating func start(_ element: SanitizerElement, _ attributes: SanitizerAttributes) {
        let written = SanitizerRules.attributes(attributes, of: element)
        guard let written, kept < Self.deepestKept, element.isInline || makesRoomForBlock() else {
            if element == .img, let alternative = attributes["alt"] { text(alternative) }
            if !element.isInline { startBlock(isKept: false) }
            open.append(Open(element: nil, isBlock: !element.isInline))
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
        open.append(Open(element: element, isBlock: !element.isInline))
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

    private mutating func drop() {
        dropped += 1
        open.append(Open(element: nil, isBlock: false, isDropped: true))
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
