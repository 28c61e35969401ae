import CLibXML2

/// What libxml2's names mean, by their addresses: it keeps each name once for as long as it reads.
struct MarkupNameCache<Meaning> {
    private static var size: Int { 256 }

    private var addresses = [UInt](repeating: 0, count: size)
    private var meanings: [Meaning]
    private var count = 0

    init(none: Meaning) {
        meanings = [Meaning](repeating: none, count: Self.size)
    }

    subscript(name: UnsafePointer<xmlChar>) -> Meaning? {
        let address = UInt(bitPattern: name)
        var place = Self.place(of: address)
        while true {
            if addresses[place] == address { return meanings[place] }
            if addresses[place] == 0 { return nil }
            place = (place + 1) & (Self.size - 1)
        }
    }

    /// Remembers a meaning, unless there are more names than honest markup has: the places must not run out.
    mutating func remember(_ meaning: Meaning, of name: UnsafePointer<xmlChar>) {
        guard count < Self.size / 2 else { return }
        count += 1
        let address = UInt(bitPattern: name)
        var place = Self.place(of: address)
        while addresses[place] != 0 { place = (place + 1) & (Self.size - 1) }
        addresses[place] = address
        meanings[place] = meaning
    }

    private static func place(of address: UInt) -> Int {
        Int(truncatingIfNeeded: address ^ address >> 8) & (size - 1)
    }
}
