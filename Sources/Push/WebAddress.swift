import Glibc

/// The rule for a URL that a stranger gives us: it means one thing only, to us and to whoever connects.
///
/// <https://www.rfc-editor.org/rfc/rfc3986>
package enum WebAddress {
    /// In bytes.
    package static let longest = 2_048

    /// What is wrong with the URL, or nil where nothing is.
    package static func flaw(of url: String) -> String? {
        if url.utf8.count > longest { return "is longer than \(longest) bytes" }
        for byte in url.utf8 {
            switch byte {
            case 0...0x20, 0x7F: return "holds a space or a control character"
            case 0x80...: return "holds a character that is not ASCII, write hosts as punycode"
            case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"):
                return "holds a character that must be escaped"
            case UInt8(ascii: "#"): return "has a fragment"
            default: break
            }
        }
        guard let authority = authority(of: url) else { return "is not an http or https URL" }
        if authority.contains("@") { return "holds a user's name" }
        return flaw(ofAuthority: authority)
    }

    private static func authority(of url: String) -> Substring? {
        guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return nil }
        guard ["http", "https"].contains(url[..<colon].lowercased()) else { return nil }
        return url[colon...].dropFirst(3).prefix { $0 != "/" && $0 != "?" }
    }

    private static func flaw(ofAuthority authority: Substring) -> String? {
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return "has a host that is none" }
            let host = authority[..<end].dropFirst()
            var address = in6_addr()
            guard inet_pton(AF_INET6, String(host), &address) == 1 else { return "has a host that is none" }
            return flaw(ofPort: authority[end...].dropFirst())
        }
        let colon = authority.firstIndex(of: ":") ?? authority.endIndex
        let host = authority[..<colon]
        if host.isEmpty { return "has no host" }
        guard host.utf8.count <= 254, host.utf8.allSatisfy(isLegalInHost), host.contains(where: { $0 != "." })
        else { return "has a host that is none" }
        return flaw(ofPort: authority[colon...])
    }

    private static func flaw(ofPort text: Substring) -> String? {
        if text.isEmpty { return nil }
        let digits = text.dropFirst()
        guard text.first == ":", digits.count <= 5, digits.utf8.allSatisfy(isDigit),
            let port = Int(digits), (1...65_535).contains(port)
        else { return "has a port that is none" }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Percent signs are not among them: some would decode the host, and some would not.
    private static func isLegalInHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: isDigit(byte)
        }
    }
}
