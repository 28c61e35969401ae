import Foundation

/// What is asked of URLs and URIs.
///
/// <https://www.rfc-editor.org/rfc/rfc3986>
enum AddressFlaws {
    enum Wanted {
        /// Something that a reader can fetch or open: `http`, `https`, or another registered scheme.
        case absolute
        /// A name, which need not lead anywhere.
        case identifier
        /// May be relative.
        case reference
    }

    static func of(_ text: String, as wanted: Wanted, allowsIRI: Bool, base: String? = nil) -> [Flaw] {
        if text.isEmpty { return [Flaw(.blank, "an address is missing")] }
        if let flaw = characters(text, allowsIRI: allowsIRI) { return [flaw] }
        guard let scheme = scheme(of: text) else {
            if wanted == .reference { return [] }
            let resolved = base.flatMap(URL.init).flatMap {
                URL(string: text, relativeTo: $0)?.absoluteString
            }
            return [
                Flaw(
                    .relativeAddress,
                    "\(text.quoted) is no absolute address",
                    fix: resolved.map { "write \($0)" } ?? "write the address whole, with https://"
                )
            ]
        }
        let rest = text.dropFirst(scheme.count + 1)
        switch scheme.lowercased() {
        case "http", "https", "ftp":
            let host = rest.dropFirst(2).prefix { !"/?#".contains($0) }
            let name = host.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
            guard rest.hasPrefix("//"), !name.isEmpty, !name.hasPrefix(":") else {
                return [
                    Flaw(.invalidAddress, "\(text.quoted) has no host", fix: "write \(scheme)://host/path")
                ]
            }
            return isLocal(name)
                ? [Flaw(.localAddress, "\(text.quoted) leads to the reader's own machine or network")] : []
        case "urn": return urn(text)
        case "tag": return tag(text)
        case "javascript", "vbscript":
            return [Flaw(.scriptAddress, "\(text.quoted) is a program, no address")]
        case let scheme where !registered.contains(scheme):
            return [Flaw(.unknownScheme, "nobody has registered the scheme \(scheme.quoted)")]
        default:
            return rest.isEmpty ? [Flaw(.invalidAddress, "\(text.quoted) ends behind its scheme")] : []
        }
    }

    private static func characters(_ text: String, allowsIRI: Bool) -> Flaw? {
        var index = 0
        let bytes = Array(text.utf8)
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 || byte == 0x7F {
                return Flaw(
                    .invalidAddress,
                    "\(text.quoted) has \(byte == 0x20 ? "a space" : "white space or a control character") in it",
                    fix: byte == 0x20 ? "write %20 in its place" : "take it out",
                    index: index
                )
            }
            if byte >= 0x80 {
                if !allowsIRI {
                    let scalar = String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars
                        .first
                    return Flaw(
                        .internationalAddress,
                        "\(text.quoted) has \(scalar.map(\.named) ?? "a character") in it, which is no ASCII",
                        fix: "write \(URL(string: text)?.absoluteString ?? "its UTF-8 bytes as %XX")",
                        index: index
                    )
                }
            } else if "<>\"{}|\\^`".utf8.contains(byte) {
                let character = Unicode.Scalar(byte)
                let code = "%" + String(byte, radix: 16, uppercase: true)
                return Flaw(
                    .invalidAddress,
                    "\(text.quoted) has \(character.named) in it",
                    fix: "write \(code) in its place",
                    index: index
                )
            } else if byte == UInt8(ascii: "%") {
                let digits = bytes[index + 1..<min(index + 3, bytes.count)]
                if digits.count < 2 || !digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) {
                    return Flaw(
                        .invalidAddress,
                        "\(text.quoted) has a % that is followed by no two hexadecimal digits",
                        fix: "write %25 in its place",
                        index: index
                    )
                }
            }
            index += 1
        }
        return nil
    }

    /// What stands before the first colon, if that is a scheme.
    static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon]
        guard let first = scheme.utf8.first, Bytes.isLetter(first),
            scheme.utf8.allSatisfy({ Bytes.isLetter($0) || Bytes.isDigit($0) || "+-.".utf8.contains($0) })
        else { return nil }
        return String(scheme)
    }

    /// Whether a host with its port is one that others cannot reach.
    static func isLocal(_ host: some StringProtocol) -> Bool {
        var name = host.lowercased()
        if name.hasPrefix("[") {
            return name.hasPrefix("[::1]") || name.hasPrefix("[fe80") || name.hasPrefix("[fd")
        }
        if let colon = name.lastIndex(of: ":") { name = String(name[..<colon]) }
        if name == "localhost" || name.hasSuffix(".localhost") || name.hasSuffix(".local") { return true }
        let parts = name.split(separator: ".").compactMap { UInt8($0) }
        guard parts.count == 4, name.split(separator: ".").count == 4 else { return false }
        return parts[0] == 127 || parts[0] == 10 || parts[0] == 0 || (parts[0] == 192 && parts[1] == 168)
            || (parts[0] == 172 && 16...31 ~= parts[1]) || (parts[0] == 169 && parts[1] == 254)
    }

    /// As <https://www.rfc-editor.org/rfc/rfc8141> has it.
    private static func urn(_ text: String) -> [Flaw] {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[2].isEmpty, (2...32).contains(parts[1].count),
            parts[1].utf8.allSatisfy({ Bytes.isLetter($0) || Bytes.isDigit($0) || $0 == UInt8(ascii: "-") }),
            parts[1].first != "-", parts[1].last != "-"
        else {
            return [Flaw(.invalidName, "\(text.quoted) is no URN", fix: "write it as urn:NAMESPACE:NAME")]
        }
        guard parts[1].lowercased() == "uuid" else { return [] }
        let groups = parts[2].split(separator: "-", omittingEmptySubsequences: false)
        let isUUID =
            groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.joined().unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit)
        let example = "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"
        return isUUID
            ? [] : [Flaw(.invalidName, "\(text.quoted) is no UUID", fix: "write it as in \(example)")]
    }

    /// As <https://www.rfc-editor.org/rfc/rfc4151> has it.
    private static func tag(_ text: String) -> [Flaw] {
        let pattern =
            /tag:(?:[A-Za-z0-9\-._]+@)?[A-Za-z0-9](?:[A-Za-z0-9\-.]*[A-Za-z0-9])?,\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?:[A-Za-z0-9;\/?:@&=+$.\-_!~*'()%,]*(?:#[A-Za-z0-9;\/?:@&=+$.\-_!~*'()%,]*)?/
        if text.wholeMatch(of: pattern) != nil { return [] }
        return [
            Flaw(
                .invalidName,
                "\(text.quoted) is no tag URI",
                fix: "write it as in tag:example.org,2026:hello (RFC 4151)"
            )
        ]
    }

    /// Those that feeds are found to use, of <https://www.iana.org/assignments/uri-schemes>.
    private static let registered: Set<String> = [
        "http", "https", "ftp", "mailto", "news", "nntp", "telnet", "gopher", "gemini", "file", "cid", "mid",
        "data",
        "tel", "sms", "sip", "sips", "xmpp", "magnet", "rtsp", "rtmp", "mms", "git", "ssh", "sftp", "ws",
        "wss", "feed",
        "geo", "im", "irc", "ircs", "ldap", "info", "tag", "urn", "doi", "ni", "did", "acct", "at", "ipfs",
        "ipns",
        "bitcoin", "ethereum", "lightning", "spotify", "steam", "itms", "webcal", "z39.50r", "z39.50s",
        "imap", "pop",
        "nfs", "dav", "dict", "tftp", "tv", "go", "h323", "ipp", "pres", "snmp", "crid", "dns", "aaa", "aaas",
        "about",
        "wais", "prospero", "service", "vemmi", "acap", "fax", "modem", "iris", "msrp", "shttp",
        "thismessage", "view-source",
    ]
}

extension Rule {
    static let invalidAddress = Rule(
        "invalid-url",
        .error,
        why: "Readers drop the link, or open another page than the one that is meant.",
        fix: "write the address as a browser's address bar gives it when it is copied"
    )
    static let internationalAddress = Rule(
        "non-ascii-url",
        .warning,
        why:
            "RSS and JSON Feed want URLs, which are ASCII; readers in C and Go ask for another address than is meant.",
        fix: "write its UTF-8 bytes as %XX"
    )
    static let relativeAddress = Rule(
        "relative-url",
        .error,
        why:
            "At least 4 of 19 readers resolve nothing, and others against different bases: the link is dead.",
        fix: "write the address whole, with https://"
    )
    static let localAddress = Rule(
        "local-address",
        .warning,
        why:
            "It leads nowhere for anybody but its author: a base URL was left at its setting for trying out.",
        fix: "set the site's public address in the program that writes the feed"
    )
    static let scriptAddress = Rule(
        "script-url",
        .warning,
        why: "Readers take it out, since it is a way to attack whoever reads.",
        fix: "link to a page"
    )
    static let unknownScheme = Rule(
        "unknown-url-scheme",
        .warning,
        why: "A reader does not know what to open.",
        fix: "write an address that begins with https://"
    )
    static let invalidName = Rule(
        "invalid-uri",
        .error,
        why: "Strict readers refuse it as an id, and the entry with it.",
        fix: "write an https:// address, a tag: URI or a urn:uuid:"
    )
}
