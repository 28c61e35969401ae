/// Which addresses stay: those of a few schemes, and relative ones.
///
/// What a browser overlooks in an address is taken out first: <https://url.spec.whatwg.org/#url-parsing>
enum SanitizerURL {
    /// Of a page, a mail or a quoted source.
    static func link(_ value: String) -> String? {
        allowed(value) { scheme, _ in scheme == "http" || scheme == "https" || scheme == "mailto" }
    }

    /// Of a picture, which may also lie in the address itself.
    static func picture(_ value: String) -> String? {
        allowed(value) { scheme, rest in
            scheme == "http" || scheme == "https" || scheme == "data" && isPictureData(rest)
        }
    }

    /// Of a sound or a film.
    static func media(_ value: String) -> String? {
        allowed(value) { scheme, _ in scheme == "http" || scheme == "https" }
    }

    /// Of the pictures in a `srcset`, without those that may not stay.
    ///
    /// <https://html.spec.whatwg.org/multipage/images.html#srcset-attributes>
    static func candidates(_ value: String) -> String? {
        let kept = SourceSet(value).candidates.compactMap { candidate in
            media(candidate.url).map { SourceSet.Candidate(url: $0, descriptor: candidate.descriptor) }
        }
        return kept.isEmpty ? nil : SourceSet(kept).text
    }

    private static func allowed(_ value: String, scheme isAllowed: (String, Substring) -> Bool) -> String? {
        let url = legible(value)
        guard let end = url.utf8.firstIndex(where: isDelimiter), url.utf8[end] == UInt8(ascii: ":") else {
            return url
        }
        let rest = url[url.utf8.index(after: end)...]
        return isAllowed(url[..<end].lowercased(), rest) ? url : nil
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): true
        default: false
        }
    }

    /// Without the control characters that browsers skip, and with what may not stand in an address encoded.
    private static func legible(_ value: String) -> String {
        if value.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7F && !mustBeEncoded(Unicode.Scalar($0)) }) {
            return value
        }
        let scalars = value.unicodeScalars
        let visible = scalars.filter { !$0.properties.isHidden }
        let trimmed = visible.drop { $0.value <= 0x20 }.reversed().drop { $0.value <= 0x20 }.reversed()
        var url = ""
        for scalar in trimmed {
            if mustBeEncoded(scalar) {
                url += "%" + String(scalar.value, radix: 16, uppercase: true)
            } else {
                url.unicodeScalars.append(scalar)
            }
        }
        return url
    }

    private static func mustBeEncoded(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\"", "<", ">", "`", "{", "}", "|", "^", "\\": true
        default: false
        }
    }

    private static func isPictureData(_ rest: Substring) -> Bool {
        let start = rest.prefix(16).lowercased()
        return ["png", "jpeg", "gif", "webp"].contains { kind in
            start.hasPrefix("image/\(kind);") || start.hasPrefix("image/\(kind),")
        }
    }
}

extension Unicode.Scalar.Properties {
    /// Whether a browser passes over this character, so that it may hide a scheme.
    fileprivate var isHidden: Bool {
        switch generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
