/// A text without its references and quotes, and where each byte of it stands in the document.
struct SourceText {
    /// A stretch that stands in the document as it is, or what one reference stands for.
    private struct Piece {
        /// Where it begins in this text.
        var start: UInt32
        /// Where it begins in the document; the highest bit marks a reference.
        var source: UInt32
    }

    private static let reference: UInt32 = 1 << 31

    private(set) var bytes: [UInt8] = []
    private var pieces: [Piece] = []

    init() {}

    var string: String { String(decoding: bytes, as: UTF8.self) }

    var isEmpty: Bool { bytes.isEmpty }

    /// Whether there is nothing but white space.
    var isBlank: Bool { bytes.allSatisfy(Bytes.isSpace) }

    /// Takes over what stands in the document at this range.
    mutating func append(_ range: Range<Int>, of document: [UInt8]) {
        if range.isEmpty { return }
        pieces.append(Piece(start: UInt32(bytes.count), source: UInt32(range.lowerBound)))
        bytes += document[range]
    }

    /// Takes what the reference at `offset` stands for.
    mutating func append(_ replacement: some Sequence<UInt8>, for offset: Int) {
        pieces.append(Piece(start: UInt32(bytes.count), source: UInt32(offset) | Self.reference))
        bytes += replacement
    }

    mutating func append(_ other: SourceText) {
        let shift = UInt32(bytes.count)
        pieces += other.pieces.map { Piece(start: $0.start + shift, source: $0.source) }
        bytes += other.bytes
    }

    /// The place in the document of the byte at `index`.
    func offset(at index: Int) -> Int {
        guard let first = pieces.first else { return 0 }
        var low = 0
        var high = pieces.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if pieces[middle].start <= index { low = middle } else { high = middle }
        }
        let piece = low == 0 ? first : pieces[low]
        if piece.source & Self.reference != 0 { return Int(piece.source & ~Self.reference) }
        return Int(piece.source) + index - Int(piece.start)
    }

    /// The place of the first character that is no white space.
    var offset: Int { offset(at: bytes.firstIndex { !Bytes.isSpace($0) } ?? 0) }

    /// Without the white space around it.
    var trimmed: String {
        guard let first = bytes.firstIndex(where: { !Bytes.isSpace($0) }),
            let last = bytes.lastIndex(where: { !Bytes.isSpace($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
