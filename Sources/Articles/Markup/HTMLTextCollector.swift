/// Gathers the text of sanitised HTML byte by byte.
struct HTMLTextCollector {
    /// In bytes: behind it nothing more is gathered.
    private let limit: Int
    private var text: [UInt8] = []
    private var owesSpace = false

    init(limit: Int) {
        self.limit = limit
    }

    mutating func collect(_ html: String) {
        var html = html
        html.withUTF8 { bytes in
            var index = 0
            while index < bytes.count, text.count < limit {
                switch bytes[index] {
                case UInt8(ascii: "<"):
                    index = tag(in: bytes, at: index)
                case UInt8(ascii: "&"):
                    index = entity(in: bytes, at: index)
                default:
                    add(bytes[index])
                    index += 1
                }
            }
        }
    }

    /// Whether there may be more text than was gathered.
    var isFull: Bool {
        text.count >= limit
    }

    func finish() -> String {
        // The limit may fall into a character.
        String(decoding: text, as: UTF8.self)
    }

    private mutating func add(_ byte: UInt8) {
        if byte.isHTMLSpace {
            owesSpace = !text.isEmpty
            return
        }
        if owesSpace { text.append(0x20) }
        owesSpace = false
        text.append(byte)
    }

    /// Passes a tag; one that is not inline parts words.
    private mutating func tag(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        var start = index + 1
        if start < bytes.count, bytes[start] == UInt8(ascii: "/") { start += 1 }
        var end = start
        while end < bytes.count, bytes[end].isASCIIAlphanumeric { end += 1 }
        let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        let element = SanitizerElement(named: name)
        if element == .br || element?.isInline == false { owesSpace = !text.isEmpty }
        while end < bytes.count, bytes[end] != UInt8(ascii: ">") { end += 1 }
        return min(end + 1, bytes.count)
    }

    private mutating func entity(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let longest = min(bytes.count, index + 12)
        guard let end = bytes[index..<longest].firstIndex(of: UInt8(ascii: ";")),
            let scalar = HTMLEntity.scalar(named: UnsafeBufferPointer(rebasing: bytes[(index + 1)..<end]))
        else {
            add(bytes[index])
            return index + 1
        }
        for byte in String(scalar).utf8 { add(byte) }
        return end + 1
    }
}
