/// The fingerprint of a body that a change of its white space alone leaves as it is.
enum BodyHash {
    private typealias Block = SIMD16<UInt8>

    /// The hash of `body` with each run of white space as one space, trimmed.
    static func of(_ body: UnsafeRawBufferPointer) -> ContentHash {
        guard let source = body.baseAddress, !body.isEmpty else { return ContentHash(of: body) }
        return withUnsafeTemporaryAllocation(byteCount: body.count, alignment: 16) { buffer in
            guard let target = buffer.baseAddress else {
                preconditionFailure("an allocation of at least one byte has an address")
            }
            let count = squeeze(source, count: body.count, into: target)
            return ContentHash(of: UnsafeRawBufferPointer(start: target, count: count))
        }
    }

    /// Copies text with its white space made single, and returns the size of the copy.
    private static func squeeze(
        _ source: UnsafeRawPointer,
        count: Int,
        into target: UnsafeMutableRawPointer
    ) -> Int {
        var read = 0
        var written = 0
        var isAfterSpace = true
        while read < count {
            if read > 0, read + 16 <= count {
                let block = source.loadUnaligned(fromByteOffset: read, as: Block.self)
                let before = source.loadUnaligned(fromByteOffset: read - 1, as: Block.self)
                let isSpace = spaces(in: block)
                if isNone(isSpace .& spaces(in: before)) {
                    let single = block.replacing(with: 0x20, where: isSpace)
                    target.storeBytes(of: single, toByteOffset: written, as: Block.self)
                    read += 16
                    written += 16
                    isAfterSpace = source.isSpace(at: read - 1)
                    continue
                }
            }
            let end = min(read + 16, count)
            while read < end {
                let isSpace = source.isSpace(at: read)
                let byte = isSpace ? 0x20 : source.load(fromByteOffset: read, as: UInt8.self)
                target.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
                written += isSpace && isAfterSpace ? 0 : 1
                isAfterSpace = isSpace
                read += 1
            }
        }
        return isAfterSpace && written > 0 ? written - 1 : written
    }

    private static func spaces(in block: Block) -> SIMDMask<SIMD16<Int8>> {
        (block .== 0x20) .| ((block &- 0x09) .< 5)
    }

    private static func isNone(_ mask: SIMDMask<SIMD16<Int8>>) -> Bool {
        unsafeBitCast(mask, to: SIMD2<UInt64>.self) == SIMD2(0, 0)
    }
}

extension UnsafeRawPointer {
    fileprivate func isSpace(at offset: Int) -> Bool {
        load(fromByteOffset: offset, as: UInt8.self).isSpaceOrLineBreak
    }
}
