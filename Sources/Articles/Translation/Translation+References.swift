/// References to articles, which tools replace by addresses wherever they stand.
extension Translation {
    /// What a reference becomes: its address where that goes on with another, or is wanted, or shown as code; else a link.
    mutating func reference(
        _ reference: String,
        after text: String,
        at offset: Int,
        of bytes: [UInt8]
    ) -> String {
        note(reference, written: reference.hasPrefix("/") ? String(reference.dropFirst()) : nil)
        let address = NamedAddress.mark(ofReference: reference)
        if Self.wantsAddress(text) || isCode(at: offset, of: bytes) { return address }
        let name = reference.split(separator: "/").last.map { String($0).droppingExtension } ?? reference
        return "[\(name.escapedForMarkdown)](\(address))"
    }

    /// Whether what comes next is an address in angle brackets, the destination of a link, or goes on with an address.
    private static func wantsAddress(_ text: String) -> Bool {
        let near = Array(text.utf8.suffix(longestAddress))
        let start =
            near.lastIndex { $0.isSpaceOrLineBreak || "([<\"'`".utf8.contains($0) }.map { $0 + 1 } ?? 0
        let piece = near[start...]
        if near.last == UInt8(ascii: "<") || wantsDestination(text) { return true }
        guard let last = piece.last, last.isASCIIAlphanumeric || "/?&=#%-_.~:".utf8.contains(last) else {
            return false
        }
        return piece.first == UInt8(ascii: "/") || near.place(of: "://", from: start) != nil
            || wantsDestination(near.string(0..<start))
    }

    /// In bytes.
    private static let longestAddress = 500

    /// Whether what comes next is the destination of a link or the value of an attribute.
    static func wantsDestination(_ text: String) -> Bool {
        let before = text.utf8.suffix(longestAddress).reversed().lazy.filter { !$0.isSpaceOrLineBreak }
        let (last, ahead) = (before.first, before.dropFirst().first ?? 0)
        switch last {
        case UInt8(ascii: "("), UInt8(ascii: ":"): return ahead == UInt8(ascii: "]")
        case UInt8(ascii: "<"): return ahead == UInt8(ascii: "(") || ahead == UInt8(ascii: ":")
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return ahead == UInt8(ascii: "=")
        case UInt8(ascii: "="): return ahead.isASCIIAlphanumeric
        default: return false
        }
    }

    /// Whether a place is in code, where Markdown means nothing.
    private mutating func isCode(at offset: Int, of bytes: [UInt8]) -> Bool {
        let ranges = code ?? MarkdownCode.ranges(of: bytes)
        code = ranges
        // The last one that begins before it, by halves: a text may have very many.
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].lowerBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 && ranges[low - 1].contains(offset)
    }
}
