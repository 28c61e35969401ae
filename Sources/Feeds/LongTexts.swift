import Foundation

/// Cuts texts in XML that are longer than libxml2 reads.
///
/// It refuses a text of ten million bytes (`XML_MAX_TEXT_LENGTH`) unless it is told to have no limits at all
/// (`XML_PARSE_HUGE`), and then it has none of depth nor of what entities grow to either. Of such texts nobody here wants
/// more than the beginning.
struct LongTexts {
    /// So much of a text or comment is kept, in bytes.
    private static let kept = 4_000_000
    /// The longest document that can have no text that is too long.
    private static let harmless = 9_000_000

    private let bytes: [UInt8]
    private var result: [UInt8] = []
    /// What has been written of `bytes`.
    private var written = 0

    /// The document without the ends of such texts; as it is, where it has none, or where its shape cannot be told by its
    /// bytes.
    static func shortened(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > harmless else { return bytes }
        var texts = LongTexts(bytes)
        guard texts.walk(), texts.written > 0 else { return bytes }
        texts.result += bytes[texts.written...]
        return texts.result
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// False where this is no XML in an encoding that writes ASCII as ASCII, or has declarations of its own.
    private mutating func walk() -> Bool {
        // UTF-16 and UTF-32 have zeros; ISO-2022 escapes.
        if next(0, from: 0) != nil || next(0x1B, from: 0) != nil { return false }
        var index = 0
        while let open = next("<", from: index) {
            cut(index, open, isMarkup: true)
            let end: Int?
            if begins("<![CDATA[", at: open) {
                end = next("]]>", from: open + 9)
                if let end { cut(open + 9, end, isMarkup: false) }
            } else if begins("<!--", at: open) {
                end = next("-->", from: open + 4)
                if let end { cut(open + 4, end, isMarkup: false) }
            } else if begins("<!", at: open) {
                return false
            } else {
                end = endOfTag(from: open)
            }
            guard let end else { return true }
            index = end
        }
        return true
    }

    /// Leaves out the end of a text that is too long: behind white space, or at least at a character's beginning and in no
    /// reference.
    private mutating func cut(_ start: Int, _ end: Int, isMarkup: Bool) {
        guard end - start > Self.kept else { return }
        var place = start + Self.kept
        let earliest = place - 1_024
        while place > earliest, ![0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place -= 1 }
        if place == earliest {
            place = start + Self.kept
            while bytes[place] & 0xC0 == 0x80 { place -= 1 }
            let reference = bytes[(place - 16)..<place].lastIndex(of: UInt8(ascii: "&"))
            if isMarkup, let reference { place = reference }
        }
        // A comment may not end in a hyphen, nor CDATA be closed twice.
        while !isMarkup, [UInt8(ascii: "-"), UInt8(ascii: "]")].contains(bytes[place - 1]) { place -= 1 }
        result += bytes[written..<place]
        written = end
    }

    /// Behind the tag or instruction that begins here; values between quotes may have `>` in them.
    private func endOfTag(from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if quote == nil { quote = bytes[index] } else if quote == bytes[index] { quote = nil }
            case UInt8(ascii: ">") where quote == nil: return index + 1
            default: break
            }
        }
        return nil
    }

    private func begins(_ text: StaticString, at index: Int) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes[index..<(index + $0.count)]) }
    }

    /// Where this begins next.
    private func next(_ text: StaticString, from start: Int) -> Int? {
        var index = start
        while let found = next(text.withUTF8Buffer { $0[0] }, from: index) {
            if begins(text, at: found) { return found }
            index = found + 1
        }
        return nil
    }

    private func next(_ byte: UInt8, from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard start < bytes.count, let first = bytes.baseAddress,
                let found = memchr(first + start, Int32(byte), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - first
        }
    }
}
