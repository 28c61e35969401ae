/// Which addresses stay: those of a few schemes, and relative ones.
///
/// What a browser overlooks in an address is taken out first: <https://url.spec.whatwg.org/#url-parsing>
enum SanitizerURL {
    /// What an address is for.
    enum Kind {
        /// A page, a mail or a quoted source.
        case link
        /// It may also lie in the address itself.
        case picture
        /// A sound or a film.
        case media
    }

    enum Judgement: Equatable {
        /// It may stay as it is.
        case plain
        /// It may stay in this form.
        case mended(String)
        case refused
    }

    /// Whether an address may stay: nearly all can be told byte by byte.
    static func judge(_ value: UnsafeBufferPointer<UInt8>, as kind: Kind) -> Judgement {
        let isPlain = mustBeMended.withUnsafeBufferPointer { mustBeMended in
            for byte in value where mustBeMended[Int(byte)] { return false }
            return true
        }
        guard isPlain else { return mended(value.text, as: kind).map(Judgement.mended) ?? .refused }
        guard let colon = value.firstIndex(where: isDelimiter), value[colon] == UInt8(ascii: ":") else {
            return .plain
        }
        // The commonest schemes need no text.
        if value.starts(with: "https:".utf8) || value.starts(with: "http:".utf8) { return .plain }
        let scheme = UnsafeBufferPointer(rebasing: value[..<colon]).text
        let rest = UnsafeBufferPointer(rebasing: value[(colon + 1)...].prefix(16)).text
        return isAllowed(scheme, rest[...], as: kind) ? .plain : .refused
    }

    /// The pictures in a `srcset`, without those that may not stay.
    ///
    /// <https://html.spec.whatwg.org/multipage/images.html#srcset-attributes>
    static func candidates(_ value: String) -> String? {
        let kept = SourceSet(value).candidates.compactMap { candidate in
            mended(candidate.url, as: .media).map {
                SourceSet.Candidate(url: $0, descriptor: candidate.descriptor)
            }
        }
        return kept.isEmpty ? nil : SourceSet(kept).text
    }

    /// An address of the web, or a relative one, in the form in which it may stay.
    static func webAddress(_ value: String) -> String? {
        mended(value, as: .media)
    }

    private static func mended(_ value: String, as kind: Kind) -> String? {
        let url = legible(value)
        guard let end = url.utf8.firstIndex(where: isDelimiter), url.utf8[end] == UInt8(ascii: ":") else {
            return url
        }
        let rest = url[url.utf8.index(after: end)...]
        return isAllowed(String(url[..<end]), rest, as: kind) ? url : nil
    }

    private static func isAllowed(_ scheme: String, _ rest: Substring, as kind: Kind) -> Bool {
        switch scheme.lowercased() {
        case "http", "https": true
        case "mailto": kind == .link
        case "data": kind == .picture && isPictureData(rest)
        default: false
        }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): true
        default: false
        }
    }

    /// Without the control characters that browsers skip, and with what may not stand in an address encoded.
    private static func legible(_ value: String) -> String {
        if !value.utf8.contains(where: { mustBeMended[Int($0)] }) { return value }
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

    /// By byte: whether it may be one of a hidden character, or one that has to be encoded.
    private static let mustBeMended: [Bool] = (0...255).map { (byte: UInt8) in
        byte <= 0x20 || byte >= 0x7F || mustBeEncoded(Unicode.Scalar(byte))
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
