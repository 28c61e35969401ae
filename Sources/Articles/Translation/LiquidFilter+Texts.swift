import Foundation

extension LiquidFilter {
    /// An address of the site without its host. https://jekyllrb.com/docs/liquid/filters/#relative-url
    func relativeURL(_ path: String) -> String {
        if URLReference(path).scheme != nil { return path }
        var base = base[...]
        if base.hasSuffix("/") { base.removeLast() }
        let parts = [String(base), path].map { $0.isEmpty || $0.hasPrefix("/") ? $0 : "/" + $0 }
        return parts.joined().normalizedURL
    }

    /// An address of the site with its host, where its configuration says that.
    func absoluteURL(_ path: String) -> String {
        if URLReference(path).scheme != nil { return path }
        if site.isEmpty { return relativeURL(path) }
        let url = site + relativeURL(path)
        let hasPath = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).count > 3
        return hasPath ? url.normalizedURL : url + "/"
    }

    /// A date in the words of C; nil for one that is none, and for the present, which is another at each reading.
    func date(_ text: String, _ format: String) -> String? {
        if let seconds = Int(text) {
            return CalendarDay(wallSeconds: seconds).written(inFormat: format, offset: 0)
        }
        guard let date = WrittenDate(text) else { return nil }
        return CalendarDay(wallSeconds: date.wallSeconds).written(inFormat: format, offset: date.offset ?? 0)
    }
}

extension String {
    /// With what may not stand in a URL in hexadecimal.
    fileprivate var normalizedURL: String { percentEncoded(keeping: "-_.~%/:?#[]@!$&'()*+,;=") }

    /// With all but letters, digits and these signs in hexadecimal.
    func percentEncoded(keeping signs: String) -> String {
        var encoded = ""
        for byte in utf8 {
            if byte.isASCIIAlphanumeric || signs.utf8.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return encoded
    }

    /// With what would begin markup as HTML writes it in a text.
    var withoutBrackets: String {
        replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    /// Runs of these characters, joined by hyphens.
    ///
    /// <https://jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter>
    fileprivate func slug(_ isKept: (Unicode.Scalar) -> Bool) -> String {
        var slug = ""
        var isApart = false
        for scalar in unicodeScalars {
            guard isKept(scalar) else {
                isApart = true
                continue
            }
            if isApart, !slug.isEmpty { slug += "-" }
            isApart = false
            slug.unicodeScalars.append(scalar)
        }
        return slug.lowercased()
    }

    /// Nil for a mode that is not known.
    func slugified(_ mode: String) -> String? {
        func isLetter(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .decimalNumber: true
            default: scalar.properties.isAlphabetic
            }
        }
        switch mode {
        case "none": return self
        case "raw": return slug { !$0.properties.isWhitespace }
        case "default", "": return slug(isLetter)
        case "pretty": return slug { isLetter($0) || "._~!$&'()+,;=@".unicodeScalars.contains($0) }
        case "ascii": return slug { $0.isASCII && isLetter($0) }
        case "latin": return folding(options: .diacriticInsensitive, locale: nil).slugified("ascii")
        default: return nil
        }
    }
}
