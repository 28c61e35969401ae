/// Which attributes stay, and with which values.
enum SanitizerRules {
    /// The attributes of a start tag as they are written; nil where the element is nothing without the ones it lost.
    static func attributes(_ attributes: SanitizerAttributes, of element: SanitizerElement) -> [UInt8]? {
        var written: [UInt8] = []
        var hasTarget = false
        for (name, value) in attributes {
            guard let value = harmless(value, of: name, on: element) else { continue }
            if name == "href" || name == "src" || name == "srcset" { hasTarget = true }
            append(name, value, to: &written)
        }
        switch element {
        case .a, .img, .source:
            return hasTarget ? written : nil
        case .audio, .video:
            append("controls", "", to: &written)
            return written
        default:
            return written
        }
    }

    /// The character for a check box of a task list.
    static func checkBox(_ attributes: SanitizerAttributes) -> String? {
        guard attributes["type"]?.lowercased() == "checkbox" else { return nil }
        return attributes["checked"] == nil ? "☐" : "☑"
    }

    /// The page of a video that a frame of YouTube or Vimeo shows.
    static func videoLink(_ attributes: SanitizerAttributes) -> String? {
        guard let source = attributes["src"] else { return nil }
        let place = source.drop { $0 != "/" }
        guard place.hasPrefix("//") else { return nil }
        let parts = place.split(whereSeparator: { "/?#&".contains($0) }).map(String.init)
        guard let host = parts.first?.lowercased(), let id = parts.dropFirst(2).first, isPlain(id) else {
            return nil
        }
        switch (host, parts[1]) {
        case ("www.youtube.com", "embed"), ("youtube.com", "embed"), ("www.youtube-nocookie.com", "embed"):
            return "https://www.youtube.com/watch?v=\(id)"
        case ("player.vimeo.com", "video"):
            return "https://vimeo.com/\(id)"
        default:
            return nil
        }
    }

    private static func append(_ name: String, _ value: String, to written: inout [UInt8]) {
        written.append(UInt8(ascii: " "))
        written += name.utf8
        written += "=\"".utf8
        written.appendEscaped(attribute: value)
        written.append(UInt8(ascii: "\""))
    }

    private static func harmless(_ value: String, of name: String, on element: SanitizerElement) -> String? {
        switch (name, element) {
        case ("title", _), ("alt", .img): value
        case ("lang", _): isPlain(value) ? value : nil
        case ("dir", _): ["ltr", "rtl", "auto"].contains(value.lowercased()) ? value.lowercased() : nil
        case ("href", .a): SanitizerURL.link(value)
        case ("cite", .blockquote), ("cite", .q), ("cite", .del), ("cite", .ins): SanitizerURL.link(value)
        case ("src", .img), ("poster", .video): SanitizerURL.picture(value)
        case ("src", .audio), ("src", .video), ("src", .source): SanitizerURL.media(value)
        case ("srcset", .img), ("srcset", .source): SanitizerURL.candidates(value)
        case ("sizes", .img), ("sizes", .source), ("media", .source), ("type", .source): value
        case ("width", .img), ("width", .video), ("height", .img), ("height", .video):
            isSize(value) ? value : nil
        case ("colspan", .td), ("colspan", .th), ("rowspan", .td), ("rowspan", .th):
            isNumber(value) ? value : nil
        case ("align", .td), ("align", .th): ["left", "center", "right"].contains(value) ? value : nil
        case ("datetime", .time), ("datetime", .del), ("datetime", .ins): value
        case ("id", .a), ("id", .li): isFootnote(value) ? value : nil
        case ("start", .ol), ("value", .li): isNumber(value) ? value : nil
        case ("type", .ol): ["1", "a", "A", "i", "I"].contains(value) ? value : nil
        case ("reversed", .ol), ("open", .details): ""
        default: nil
        }
    }

    private static func isPlain(_ value: String) -> Bool {
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
