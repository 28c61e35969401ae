/// What markup would take libxml2 beyond what grows with its size: it compares each attribute with all before it.
enum MarkupEffort {
    /// Half a second, at ten nanoseconds each.
    private static let mostComparisons = 50_000_000
    /// Tags of people and of programs have fewer attributes.
    private static let usual = 100

    /// Whether its tags have too many attributes.
    static func isTooMuch(_ markup: UnsafeBufferPointer<UInt8>) -> Bool {
        var comparisons = 0
        var index = 0
        while let start = markup.index(of: UInt8(ascii: "<"), from: index) {
            index = start + 1
            guard index < markup.count, markup[index].isASCIIAlphanumeric else { continue }
            var tag = Tag(markup: markup, index: index)
            tag.count()
            index = tag.index
            guard tag.attributes > usual else { continue }
            comparisons += tag.attributes * tag.attributes / 2
            if comparisons > mostComparisons { return true }
        }
        return false
    }

    /// A start tag, read as libxml2 does.
    private struct Tag {
        let markup: UnsafeBufferPointer<UInt8>
        var index: Int
        /// Its own name among them.
        var attributes = 0

        mutating func count() {
            while index < markup.count {
                pass { $0.isHTMLSpace }
                guard index < markup.count, markup[index] != UInt8(ascii: ">") else { return }
                let start = index
                pass { $0.isInName }
                if index > start {
                    attributes += 1
                    pass { $0.isHTMLSpace }
                    if index < markup.count, markup[index] == UInt8(ascii: "=") { passValue() }
                } else {
                    pass { !$0.isHTMLSpace && $0 != UInt8(ascii: ">") }
                }
            }
        }

        private mutating func passValue() {
            index += 1
            pass { $0.isHTMLSpace }
            guard index < markup.count else { return }
            let quote = markup[index]
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                index = (markup.index(of: quote, from: index + 1) ?? markup.count - 1) + 1
            } else {
                pass { !$0.isHTMLSpace && $0 != UInt8(ascii: ">") }
            }
        }

        private mutating func pass(while isPassed: (UInt8) -> Bool) {
            while index < markup.count, isPassed(markup[index]) { index += 1 }
        }
    }
}

extension UInt8 {
    fileprivate var isInName: Bool {
        isASCIIAlphanumeric || self == UInt8(ascii: "_") || self == UInt8(ascii: ":")
            || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
    }
}
