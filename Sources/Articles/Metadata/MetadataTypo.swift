/// Tells a mistyped key from one that belongs to another tool.
enum MetadataTypo {
    /// The keys whose loss would change when or whether an article is published, or what it is called.
    private static let watched = ["title", "date", "slug", "draft"]

    /// The key that was probably meant by an unknown one: one letter too many, too few, wrong, or a pair swapped.
    static func meant(by name: String) -> String? {
        guard 3...6 ~= name.utf8.count else { return nil }
        let name = name.lowercased()
        return watched.first { isOneStep(Array(name.utf8), Array($0.utf8)) }
    }

    private static func isOneStep(_ written: [UInt8], _ meant: [UInt8]) -> Bool {
        let (short, long) = written.count < meant.count ? (written, meant) : (meant, written)
        let start = zip(short, long).prefix { $0 == $1 }.count
        if long.count == short.count + 1 { return short[start...] == long[(start + 1)...] }
        guard long.count == short.count, start < short.count else { return false }
        if short[(start + 1)...] == long[(start + 1)...] { return true }
        return start + 1 < short.count && short[start] == long[start + 1] && short[start + 1] == long[start]
            && short[(start + 2)...] == long[(start + 2)...]
    }
}
