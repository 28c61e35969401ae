/// Eight bytes at a time: tests that tell which of them deserve a closer look.
///
/// The word tests may name a byte too many, behind a true one, but never miss one; callers look again.
/// <https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord>
struct EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    let word: UInt64

    /// The high bit of each byte that is less than `limit`, which is at most 128.
    @inline(__always)
    func less(than limit: UInt8) -> UInt64 {
        (word &- Self.ones &* UInt64(limit)) & ~word & Self.highs
    }

    /// The high bit of each byte that is `byte`.
    @inline(__always)
    func equal(to byte: UInt8) -> UInt64 {
        let difference = word ^ (Self.ones &* UInt64(byte))
        return (difference &- Self.ones) & ~difference & Self.highs
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The first place from `start` on where `matches` is true, among those that the word test does not rule out.
    ///
    /// It runs at several gigabytes a second where the test is rarely true.
    @inline(__always)
    func firstIndex(
        from start: Int,
        suspects: (EightBytes) -> UInt64,
        matches: (Int) -> Bool
    ) -> Int? {
        guard let base = baseAddress else { return nil }
        let raw = UnsafeRawPointer(base)
        var index = start
        while index + 8 <= count {
            let word = EightBytes(
                word: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            )
            var bits = suspects(word)
            while bits != 0 {
                let place = index + bits.trailingZeroBitCount / 8
                if matches(place) { return place }
                bits &= bits - 1
            }
            index += 8
        }
        while index < count {
            if matches(index) { return index }
            index += 1
        }
        return nil
    }
}
