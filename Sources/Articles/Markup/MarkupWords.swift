/// A few words of ASCII, found by their bytes in whatever case.
struct MarkupWords {
    private static var size: Int { 1_024 }

    /// Of all the words, one behind the other.
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]
    /// By hash; -1 where there is none.
    private var places = [Int16](repeating: -1, count: size)

    /// Words in small letters.
    init(_ words: [String]) {
        for (index, word) in words.enumerated() {
            bytes += word.utf8
            ends.append(bytes.count)
            var place = Array(word.utf8).withUnsafeBufferPointer { Self.place(of: $0) }
            while places[place] >= 0 { place = (place + 1) & (Self.size - 1) }
            places[place] = Int16(index)
        }
    }

    /// Which of the words this is.
    func index(of word: UnsafeBufferPointer<UInt8>) -> Int? {
        var place = Self.place(of: word)
        while places[place] >= 0 {
            let index = Int(places[place])
            if isSame(word, index) { return index }
            place = (place + 1) & (Self.size - 1)
        }
        return nil
    }

    private func isSame(_ word: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let start = ends[index]
        guard word.count == ends[index + 1] - start else { return false }
        for offset in word.indices where !word[offset].isSameLetter(as: bytes[start + offset]) {
            return false
        }
        return true
    }

    private static func place(of word: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in word { hash = (hash ^ UInt32(byte | 0x20)) &* 16_777_619 }
        return Int(truncatingIfNeeded: hash ^ hash >> 13) & (size - 1)
    }
}

extension UInt8 {
    /// Whether two bytes are the same but for the case of a letter.
    fileprivate func isSameLetter(as other: UInt8) -> Bool {
        if self == other { return true }
        let small = self | 0x20
        return small == other | 0x20 && 0x61 <= small && small <= 0x7A
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether two names are the same but for the case of their letters.
    func isSame(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where !self[index].isSameLetter(as: other[index]) { return false }
        return true
    }

    /// Whether a word of ours is this, in whatever case.
    func isSame(_ word: StaticString) -> Bool {
        isSame(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}
