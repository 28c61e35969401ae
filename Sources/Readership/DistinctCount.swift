import Foundation

/// How many different ones there are, of which only hashes are seen: exactly up to a thousand, then to about 2 %.
///
/// It never takes more than some 16 KB, however many come (HyperLogLog, Flajolet and others, 2007).
package struct DistinctCount: Sendable {
    /// So many are told apart one by one.
    private static let mostExact = 1_024
    private static let width = 12

    private var exact: Set<UInt64> = []
    /// How rare the rarest hash of each kind was; empty while all are told apart.
    private var registers: [UInt8] = []

    package init() {}

    /// Takes one that has this hash.
    package mutating func insert(_ hash: UInt64) {
        guard registers.isEmpty else { return register(hash) }
        exact.insert(hash)
        guard exact.count > Self.mostExact else { return }
        registers = [UInt8](repeating: 0, count: 1 << Self.width)
        for hash in exact { register(hash) }
        exact = []
    }

    /// How many there were.
    package var count: Int {
        if registers.isEmpty { return exact.count }
        let size = Double(registers.count)
        let sum = registers.reduce(0.0) { $0 + 1 / Double(UInt64(1) << UInt64($1)) }
        let raw = 0.7213 / (1 + 1.079 / size) * size * size / sum
        let empty = registers.count { $0 == 0 }
        // Of few the empty places tell more.
        if raw < 2.5 * size, empty > 0 { return Int((size * log(size / Double(empty))).rounded()) }
        return Int(raw.rounded())
    }

    private mutating func register(_ hash: UInt64) {
        let place = Int(hash >> UInt64(64 - Self.width))
        let rest = hash << UInt64(Self.width) | 1 << UInt64(Self.width - 1)
        registers[place] = max(registers[place], UInt8(rest.leadingZeroBitCount + 1))
    }
}
