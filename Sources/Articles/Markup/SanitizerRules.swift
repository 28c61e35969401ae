/// Which attributes stay, and with which values.
enum SanitizerRules {
    typealias Value = UnsafeBufferPointer<UInt8>

    /// Appends the attributes that stay; false where the element is nothing without the ones it lost.
    static func append(
        _ attributes: MarkupAttributes,
        of element: SanitizerElement,
        to written: inout [UInt8]
    ) -> Bool {
        var hasTarget = false
        let isDot = element == .img && isPlaceholder(attributes)
        let sources = isDot ? attributes[.srcset].flatMap(SanitizerURL.candidates) : nil
        for (name, value) in attributes {
            if name == .src, sources != nil { continue }
            guard append(value, of: name, on: element, to: &written) else { continue }
            if name == .href || name == .src || name == .srcset { hasTarget = true }
        }
        if let source = sources.flatMap({ SourceSet($0).candidates.first?.url }) {
            _ = append(source, as: .src, to: &written)
        }
        switch element {
        case .a, .img, .source:
            return hasTarget
        case .audio, .video:
            written += " controls=\"\"".utf8
            return true
        default:
            return true
        }
    }

    /// Whether a picture lies in its own address, and is too small to show anything.
    static func isPlaceholder(_ attributes: MarkupAttributes) -> Bool {
        guard let source = attributes.value(of: .src) else { return false }
        return source.count < longestPlaceholder && source.starts(with: "data:".utf8)
    }

    /// In bytes: a picture of one dot has about a hundred.
    private static let longestPlaceholder = 300

    /// The character for a check box of a task list.
    static func checkBox(_ attributes: MarkupAttributes) -> String? {
        guard attributes[.type]?.lowercased() == "checkbox" else { return nil }
        return attributes.has(.checked) ? "☑" : "☐"
    }

    private static func append(
        _ value: Value,
        of name: MarkupAttributes.Name,
        on element: SanitizerElement,
        to written: inout [UInt8]
    ) -> Bool {
        switch (name, element) {
        case (.title, _), (.alt, .img), (.sizes, .img), (.sizes, .source), (.media, .source),
            (.type, .source), (.datetime, .time), (.datetime, .del), (.datetime, .ins):
            append(value, as: name, to: &written)
        case (.href, .a), (.cite, .blockquote), (.cite, .q), (.cite, .del), (.cite, .ins):
            append(url: value, as: name, .link, to: &written)
        // The page itself is no picture.
        case (.src, .img) where value.allSatisfy({ $0.isHTMLSpace }): false
        case (.src, .img), (.poster, .video):
            append(url: value, as: name, .picture, to: &written)
        case (.src, .audio), (.src, .video), (.src, .source):
            append(url: value, as: name, .media, to: &written)
        case (.class, _), (.role, _), (.itemprop, _), (.itemtype, _), (.hidden, _), (.ariaHidden, _),
            (.href, _),
            (.property, _), (.rel, _):
            false
        case (.id, _) where element != .a && element != .li: false
        default:
            append(rare: value.text, of: name, on: element, to: &written)
        }
    }

    private static func append(
        rare value: String,
        of name: MarkupAttributes.Name,
        on element: SanitizerElement,
        to written: inout [UInt8]
    ) -> Bool {
        guard let value = harmless(value, of: name, on: element) else { return false }
        return append(value, as: name, to: &written)
    }

    private static func append(
        url value: Value,
        as name: MarkupAttributes.Name,
        _ kind: SanitizerURL.Kind,
        to written: inout [UInt8]
    ) -> Bool {
        switch SanitizerURL.judge(value, as: kind) {
        case .plain: append(value, as: name, to: &written)
        case .mended(let url): append(url, as: name, to: &written)
        case .refused: false
        }
    }

    private static func append(_ value: String, as name: MarkupAttributes.Name, to written: inout [UInt8])
        -> Bool
    {
        var value = value
        return value.withUTF8 { append($0, as: name, to: &written) }
    }

    private static func append(_ value: Value, as name: MarkupAttributes.Name, to written: inout [UInt8])
        -> Bool
    {
        written.append(UInt8(ascii: " "))
        written += name.rawValue.utf8
        written += "=\"".utf8
        written.appendEscaped(attribute: value)
        written.append(UInt8(ascii: "\""))
        return true
    }

    private static func harmless(
        _ value: String,
        of name: MarkupAttributes.Name,
        on element: SanitizerElement
    ) -> String? {
        switch (name, element) {
        case (.lang, _): isPlain(value) ? value : nil
        case (.dir, _): ["ltr", "rtl", "auto"].contains(value.lowercased()) ? value.lowercased() : nil
        case (.srcset, .img), (.srcset, .source): SanitizerURL.candidates(value)
        case (.width, .img), (.width, .video), (.height, .img), (.height, .video):
            isSize(value) ? value : nil
        case (.colspan, .td), (.colspan, .th), (.rowspan, .td), (.rowspan, .th):
            isNumber(value) ? value : nil
        case (.align, .td), (.align, .th): ["left", "center", "right"].contains(value) ? value : nil
        case (.id, .a), (.id, .li): isFootnote(value) ? value : nil
        case (.start, .ol), (.value, .li): isNumber(value) ? value : nil
        case (.type, .ol): ["1", "a", "A", "i", "I"].contains(value) ? value : nil
        case (.reversed, .ol), (.open, .details): ""
        default: nil
        }
    }

    static func isPlain(_ value: some StringProtocol) -> Bool {
        !value.isEmpty
            && value.utf8.allSatisfy {
                $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
    }

    /// Whether an id is one end of a footnote as cmark-gfm names it; no other is needed, nor can be trusted.
    private static func isFootnote(_ value: String) -> Bool {
        (value.hasPrefix("fn-") || value.hasPrefix("fnref-")) && isPlain(value)
    }

    private static func isNumber(_ value: String) -> Bool {
        let digits = value.hasPrefix("-") ? value.dropFirst() : value[...]
        return (1...9).contains(digits.utf8.count) && digits.utf8.allSatisfy(\.isASCIIDigit)
    }

    private static func isSize(_ value: String) -> Bool {
        let digits = value.hasSuffix("%") ? value.dropLast() : value[...]
        return (1...9).contains(digits.utf8.count) && digits.utf8.allSatisfy(\.isASCIIDigit)
    }
}
