extension LogLine {
    /// `192.0.2.1 - - [27/Nov/2026:03:14:15 +0000] "GET / HTTP/1.1" 200 12 "-" "newsboat/2"`, also without what
    /// follows the number of bytes, and with more behind it.
    ///
    /// In quotes nginx writes `\x22` and Apache `\"`; both are resolved.
    init?(combined line: Slice<UnsafeRawBufferPointer>) {
        var rest = line
        guard let client = Self.client(&rest), let start = rest.firstIndex(of: UInt8(ascii: "[")) else {
            return nil
        }
        rest = rest[(start + 1)...]
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")),
            let second = LogMoment.second(common: String(decoding: rest[..<end], as: UTF8.self))
        else { return nil }
        rest = rest[(end + 1)...]
        guard let request = Self.quoted(&rest) else { return nil }
        guard let status = Int(Self.word(&rest)) else { return nil }
        let sent = Self.word(&rest)
        guard sent == "-" || Int64(sent) != nil else { return nil }
        _ = Self.quoted(&rest)
        let agent = Self.quoted(&rest) ?? ""
        let words = request.split(separator: " ")
        self.init(
            client: client,
            second: second,
            method: words.count > 1 ? String(words[0]) : "",
            target: words.count > 1 ? String(words[1]) : "",
            status: status,
            sent: Int64(sent) ?? 0,
            userAgent: agent == "-" ? "" : agent
        )
    }

    /// Who asked; what stands before, as Apache's `vhost_combined` has it, is the name of a server with its port.
    private static func client(_ rest: inout Slice<UnsafeRawBufferPointer>) -> Client? {
        var word = bytes(&rest)
        if let client = Client(word) { return client }
        if word.contains(UInt8(ascii: ":")) {
            word = bytes(&rest)
            if let client = Client(word) { return client }
        }
        return named(word)
    }

    /// Whose name is logged in place of the address: as many different ones as there are names.
    static func named(_ name: some Collection<UInt8>) -> Client? {
        guard let first = name.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "[") else {
            return nil
        }
        // FNV-1a, and a place that no address of the Internet has.
        let hash = name.reduce(14_695_981_039_346_656_037 as UInt64) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        return Client(high: hash | 1 << 63, low: 0)
    }

    private static func bytes(_ rest: inout Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        rest = rest.drop { $0 == 0x20 }
        let word = rest.prefix { $0 > 0x20 }
        rest = rest[word.endIndex...]
        return word
    }

    private static func word(_ rest: inout Slice<UnsafeRawBufferPointer>) -> String {
        String(decoding: bytes(&rest), as: UTF8.self)
    }

    /// Takes the next text in quotes, and resolves what is escaped in it.
    private static func quoted(_ rest: inout Slice<UnsafeRawBufferPointer>) -> String? {
        rest = rest.drop { $0 == 0x20 }
        guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                text.append(byte)
                continue
            }
            if escaped == UInt8(ascii: "x"), let value = rest.prefix(2).hexadecimal {
                text.append(value)
                rest = rest.dropFirst(2)
            } else {
                text.append(escaped)
            }
        }
        return nil
    }
}
