extension HTTPCall {
    /// What must not reach curl, which would end a text at a zero byte and begin a header at a line break.
    var flaw: String? {
        if let hindrance { return hindrance }
        guard url.hasBytes({ $0 >= 0x21 && $0 <= 0x7E }) else {
            return "the URL holds a character that must be escaped"
        }
        for (name, value) in headers {
            guard !name.isEmpty, name.hasBytes({ $0 >= 0x21 && $0 <= 0x7E && $0 != 0x3A }),
                value.hasBytes({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F })
            else { return "the header \(name) holds a control character" }
        }
        return nil
    }

    /// Who is called, for the cap on transfers that go to one host at a time: all ports and spellings are one.
    var host: String { unixSocket ?? Self.host(of: url) }

    static func host(of url: String) -> String {
        var rest = authority(of: url)
        if rest.first == UInt8(ascii: "[") {
            rest = rest.prefix { $0 != UInt8(ascii: "]") }
        } else {
            rest = rest.prefix { $0 != UInt8(ascii: ":") }
        }
        if rest.last == UInt8(ascii: ".") { rest = rest.dropLast() }
        return Substring(rest).lowercased()
    }

    /// Who answers: one port of one host, by one protocol.
    var server: String {
        unixSocket
            ?? "\(url.prefix { $0 != ":" }) \(Substring(Self.authority(of: url)))".lowercased()
    }

    private static func authority(of url: String) -> Substring.UTF8View {
        var rest = Substring(url).utf8
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) { rest = rest[colon...].dropFirst(3) }
        return rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    }
}

extension String {
    /// Whether all bytes are so; read where they lie, which is ten times as fast as one by one.
    @inline(__always)
    fileprivate func hasBytes(_ isLegal: (UInt8) -> Bool) -> Bool {
        utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isLegal) } ?? utf8.allSatisfy(isLegal)
    }
}
