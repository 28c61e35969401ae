/// The fingerprint of a body that a change of its white space alone leaves as it is.
enum BodyHash {
    /// The hash of `body` with each run of white space as one space, trimmed.
    static func of(_ body: UnsafeRawBufferPointer) -> ContentHash {
        guard let source = body.baseAddress, !body.isEmpty else { return ContentHash(of: body) }
        return withUnsafeTemporaryAllocation(byteCount: body.count, alignment: 8) { buffer in
            guard let target = buffer.baseAddress else {
                preconditionFailure("an allocation of at least one byte has an address")
            }
            let count = squeeze(source, count: body.count, into: target)
            return ContentHash(of: UnsafeRawBufferPointer(start: target, count: count))
        }
    }

    /// The hash of a text, likewise.
    static func of(_ body: String) -> ContentHash {
        var body = body
        return body.withUTF8 { of(UnsafeRawBufferPointer($0)) }
    }

    /// Copies text with its white space made single, and returns the size of the copy.
    ///
    /// Eight bytes go at once where no two spaces meet, which is nearly everywhere: byte by byte takes five times as long.
    private static func squeeze(
        _ source: UnsafeRawPointer,
        count: Int,
        into target: UnsafeMutableRawPointer
    ) -> Int {
        var read = 0
        var written = 0
        var isAfterSpace = true
        while read < count {
            if read + 8 <= count {
                let word = UInt64(littleEndian: source.loadUnaligned(fromByteOffset: read, as: UInt64.self))
                let spaces = spaces(in: word)
                if spaces & (spaces << 8 | (isAfterSpace ? 0x80 : 0)) == 0 {
                    let mask = (spaces >> 7) &* 0xFF
                    let single = word & ~mask | 0x2020_2020_2020_2020 & mask
                    target.storeBytes(of: single.littleEndian, toByteOffset: written, as: UInt64.self)
                    read += 8
                    written += 8
                    isAfterSpace = spaces >> 63 == 1
                    continue
                }
            }
            let end = min(read + 8, count)
            while read < end {
                let byte = source.load(fromByteOffset: read, as: UInt8.self)
                let isSpace = byte.isSpaceOrLineBreak
                target.storeBytes(of: isSpace ? 0x20 : byte, toByteOffset: written, as: UInt8.self)
                written += isSpace && isAfterSpace ? 0 : 1
                isAfterSpace = isSpace
                read += 1
            }
        }
        return isAfterSpace && written > 0 ? written - 1 : written
    }

    /// The highest bit of each of eight bytes that is white space of ASCII; no sum carries into the next byte.
    private static func spaces(in word: UInt64) -> UInt64 {
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let fromTab = low &+ 0x7777_7777_7777_7777
        let afterReturn = low &+ 0x7272_7272_7272_7272
        let fromSpace = low &+ 0x6060_6060_6060_6060
        let afterSpace = low &+ 0x5F5F_5F5F_5F5F_5F5F
        return (fromTab & ~afterReturn | fromSpace & ~afterSpace) & ~word & 0x8080_8080_8080_8080
    }
}
