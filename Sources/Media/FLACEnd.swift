import Glibc

/// Whether a FLAC file ends before its last sample (RFC 9639).
///
/// Its head says how many samples there are. Each frame says which ones it has, and ends with a checksum.
enum FLACEnd {
    /// The last frame begins no farther from the end than this, or than its largest size twice, in bytes.
    private static let leastReach: Int64 = 1 << 18

    static func isMissing(in descriptor: CInt, size: Int64) -> Bool {
        let start = SoundEnd.lengthOfID3(descriptor)
        let head = SoundEnd.bytes(of: descriptor, from: start, count: 42)
        // Section 8.2; the stream's own description is always the first.
        guard head.count == 42, head.starts(with: "fLaC".utf8), head[4] & 0x7F == 0 else { return false }
        let description = Array(head[8...])
        let blockSize = SoundEnd.number(description[0..<2])
        let largestFrame = SoundEnd.number(description[7..<10])
        let samples = SoundEnd.number(description[13..<18]) & 0xF_FFFF_FFFF
        guard samples > 0 else { return false }
        let reach = max(leastReach, 2 * largestFrame)
        let end = SoundEnd.bytes(of: descriptor, from: max(0, size - reach), count: Int(min(size, reach)))
        var place = end.count - 6
        while place >= 0 {
            if let last = lastSample(ofFrameAt: place, in: end, blockSize: blockSize), last <= samples {
                return last < samples || !hasChecksum(end[place...])
            }
            place -= 1
        }
        return true
    }

    /// The number of the sample behind a frame's last; nil where there begins none (section 9.1).
    private static func lastSample(ofFrameAt start: Int, in bytes: [UInt8], blockSize: Int64) -> Int64? {
        guard bytes[start] == 0xFF, bytes[start + 1] & 0xFE == 0xF8, bytes[start + 3] & 1 == 0 else {
            return nil
        }
        var place = start + 4
        func take(_ count: Int) -> Int64? {
            guard place + count <= bytes.count else { return nil }
            defer { place += count }
            return SoundEnd.number(bytes[place..<(place + count)])
        }
        // A number is written as UTF-8 would write it, in up to seven bytes.
        guard let first = take(1) else { return nil }
        let length = max(1, (~UInt8(first)).leadingZeroBitCount)
        var number = length == 1 ? first : first & (0x7F >> Int64(length))
        for _ in 1..<max(length, 1) {
            guard let next = take(1), next & 0xC0 == 0x80 else { return nil }
            number = number << 6 | next & 0x3F
        }
        let code = Int64(bytes[start + 2] >> 4)
        let own: Int64?
        switch code {
        case 1: own = 192
        case 2...5: own = 144 << code
        case 6: own = take(1).map { $0 + 1 }
        case 7: own = take(2).map { $0 + 1 }
        case 8...15: own = 1 << code
        default: own = nil
        }
        let rate = bytes[start + 2] & 0x0F
        if rate >= 12, take(rate == 12 ? 1 : 2) == nil { return nil }
        guard let own, let sum = take(1) else { return nil }
        let check = bytes[start..<(place - 1)].reduce(UInt8(0)) { Self.next($0 ^ $1) }
        guard check == UInt8(sum) else { return nil }
        let isByFrame = bytes[start + 1] & 1 == 0
        return (isByFrame ? number * blockSize : number) + own
    }

    /// Section 9.1.8: x^8 + x^2 + x + 1.
    private static func next(_ sum: UInt8) -> UInt8 {
        (0..<8).reduce(sum) { sum, _ in sum << 1 ^ (sum & 0x80 == 0 ? 0 : 0x07) }
    }

    /// Whether a frame that begins here ends with its checksum, whatever stands behind it (section 9.3).
    private static func hasChecksum(_ bytes: ArraySlice<UInt8>) -> Bool {
        var sum: UInt16 = 0
        for byte in bytes {
            sum ^= UInt16(byte) << 8
            for _ in 0..<8 { sum = sum << 1 ^ (sum & 0x8000 == 0 ? 0 : 0x8005) }
            // Over a frame and its checksum it is none.
            if sum == 0 { return true }
        }
        return false
    }
}
