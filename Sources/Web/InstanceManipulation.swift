/// What may be sent instead of a whole document (RFC 3229).
enum InstanceManipulation {
    /// Whether a value of `A-IM` takes newer entries alone.
    static func takesEntries<Text: BidirectionalCollection<UInt8>>(_ value: Text) -> Bool {
        var rest = value[...]
        while !rest.isEmpty {
            let element = rest.prefix { $0 != UInt8(ascii: ",") }
            rest = rest[element.endIndex...].dropFirst()
            let name = element.prefix { $0 != UInt8(ascii: ";") }
            if name.withoutSpaces.isWord("feed") { return Weight.thousandths(element[name.endIndex...]) > 0 }
        }
        return false
    }
}
