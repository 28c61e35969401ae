/// Puts addresses where their marks stand in sanitised HTML; it trusts the sanitiser's canonical form.
struct NamedAddressRewriter {
    private let bytes: [UInt8]
    private(set) var result: [UInt8] = []
    private var position = 0
    /// Behind the last sign of a tag in the result, and whether that is open.
    private var behindTag = (start: 0, isOpen: false)
    /// Where the end tags of links stand that lead nowhere.
    private var lost: [Int] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        result.reserveCapacity(bytes.count)
    }

    mutating func rewrite(_ address: (String) -> String?) {
        var search = 0
        while let start = NamedAddress.next(in: bytes, from: search) {
            guard let (name, end) = NamedAddress.name(in: bytes, at: start) else {
                search = start + 1
                continue
            }
            copy(to: start)
            position = end
            put(name, address(name))
            search = position
        }
        copy(to: bytes.count)
    }

    private mutating func put(_ name: String, _ address: String?) {
        let (start, isInTag) = behindTag
        if isInTag, let quote = result[start...].lastIndex(of: UInt8(ascii: "\"")) {
            guard let address else { return leaveOut(from: start - 1, value: quote + 1) }
            write(address.escapedForAttribute, behind: quote + 1)
        } else if let address {
            write(address.escapedForHTML, behind: start)
        } else {
            result += String(name.drop { $0 == "/" }).escapedForHTML.utf8
        }
    }

    /// The address, without what stands before it already, from `start` on.
    private mutating func write(_ address: String, behind start: Int) {
        let near = max(start, result.count - Self.longestBeginning)
        let joint = AddressJoint(of: Array(address.utf8), behind: result[near...])
        result.removeLast(joint.repeated)
        result += joint.rest
    }

    /// In bytes; nothing that goes on for longer is the beginning of an address.
    private static let longestBeginning = 500

    /// Leaves out the element whose tag began here, or the value where the element is more: of a link its text stays.
    private mutating func leaveOut(from tag: Int, value: Int) {
        let name = String(decoding: result[(tag + 1)...].prefix(while: \.isASCIIAlphanumeric), as: UTF8.self)
        guard ["a", "img", "source", "audio", "video"].contains(name) else {
            result.removeSubrange(value...)
            return
        }
        result.removeSubrange(tag...)
        behindTag = (tag, false)
        position = (bytes[position...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
        if name == "img" || name == "source" { return }
        guard let close = bytes.place(of: "</\(name)>", from: position) else { return }
        if name == "a" { lost.append(close) } else { position = close + "</audio>".utf8.count }
    }

    private mutating func copy(to end: Int) {
        while let close = lost.first, close < end {
            lost.removeFirst()
            if close >= position {
                append(position..<close)
                position = close + "</a>".utf8.count
            }
        }
        if position < end { append(position..<end) }
        position = max(position, end)
    }

    private mutating func append(_ range: Range<Int>) {
        let sign = bytes[range].lastIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
        if let sign {
            behindTag = (result.count + sign - range.lowerBound + 1, bytes[sign] == UInt8(ascii: "<"))
        }
        result += bytes[range]
    }
}

/// How an address goes on behind what stands before it: tools give parts of addresses, to be put behind others.
struct AddressJoint {
    /// How many bytes before it are said again.
    private(set) var repeated = 0
    private(set) var rest: ArraySlice<UInt8>

    init(of address: [UInt8], behind before: ArraySlice<UInt8>) {
        rest = address[...]
        let whole = Self.overlap(before, address[...])
        if whole >= "http://a".utf8.count {
            repeated = whole
            return
        }
        let path = Self.path(of: address)
        let shared = Self.overlap(before, path)
        let ahead = before.dropLast(shared)
        if shared > 0, ahead.last.map({ !Self.isOfAddress($0) }) ?? true {
            repeated = shared
        } else if Self.isHost(ahead) {
            repeated = shared
            rest = path
        }
    }

    /// How much of the beginning of an address stands before it.
    private static func overlap(_ before: ArraySlice<UInt8>, _ address: ArraySlice<UInt8>) -> Int {
        let longest = min(before.count, address.count)
        return (0...longest).last { before.suffix($0).elementsEqual(address.prefix($0)) } ?? 0
    }

    /// What stands behind the host; all of what has none.
    private static func path(of address: [UInt8]) -> ArraySlice<UInt8> {
        guard let host = address.place(of: "://", from: 0) else { return address[...] }
        return address[(host + 3)...].drop { $0 != UInt8(ascii: "/") }
    }

    /// Whether a text ends in a scheme and a host.
    private static func isHost(_ text: ArraySlice<UInt8>) -> Bool {
        let host = text.reversed().prefix { $0.isASCIIAlphanumeric || "-._:".utf8.contains($0) }.count
        let scheme = text.dropLast(host)
        return host > 0
            && (scheme.suffix(8).elementsEqual("https://".utf8)
                || scheme.suffix(7).elementsEqual("http://".utf8))
    }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte.isASCIIAlphanumeric || "-._~:/?#@!$%*+=".utf8.contains(byte)
    }
}
