extension Check {
    /// What a browser may load or follow. https://url.spec.whatwg.org/#concept-basic-url-parser
    private static let schemes: Set<String> = ["http", "https", "mailto", "data"]
    private static let addresses: Set<String> = ["href", "src", "cite", "poster", "srcset"]
    private static let dangerous: Set<String> = [
        "script", "style", "iframe", "frame", "object", "embed", "base", "form", "meta", "link", "svg",
        "math",
    ]

    /// Reads sanitised HTML in its one canonical form, in which no browser can see anything else.
    static func harmless(_ html: String) {
        var rest = Substring(html).utf8
        var open: [String] = []
        func expect(_ isSo: Bool, _ what: String) {
            precondition(isSo, "\(what) in \(html.debugDescription)")
        }
        while let byte = rest.first {
            expect(byte != UInt8(ascii: ">"), "a bare >")
            rest.removeFirst()
            if byte == UInt8(ascii: "&") {
                let name = rest.prefix { $0 != UInt8(ascii: ";") }
                expect(["amp", "lt", "gt", "quot"].contains(String(Substring(name))), "an unknown reference")
            }
            guard byte == UInt8(ascii: "<") else { continue }
            let tag = rest.prefix { $0 != UInt8(ascii: ">") }
            expect(tag.endIndex < rest.endIndex, "an open tag")
            rest = rest[rest.index(after: tag.endIndex)...]
            let text = String(Substring(tag))
            if text.hasPrefix("/") {
                expect(open.popLast() == String(text.dropFirst()), "a stray end")
                continue
            }
            let name = String(text.prefix { $0 != " " })
            expect(
                !name.isEmpty && name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 },
                "no name"
            )
            expect(!dangerous.contains(name), "a dangerous element")
            if !["br", "hr", "img", "source"].contains(name) { open.append(name) }
            attributes(text.dropFirst(name.count), expect)
        }
        expect(open.isEmpty, "an element without an end")
    }

    private static func attributes(_ text: Substring, _ expect: (Bool, String) -> Void) {
        var rest = text
        while !rest.isEmpty {
            guard
                let attribute = rest.prefixMatch(
                    of: /\ ([a-z]+)="([^"<>]*)"/.matchingSemantics(.unicodeScalar)
                )
            else { return expect(false, "a strange attribute") }
            rest = rest[attribute.range.upperBound...]
            let (name, value) = (String(attribute.1), attribute.2)
            expect(!name.hasPrefix("on") && name != "style" && name != "class", "a dangerous attribute")
            guard addresses.contains(name) else { continue }
            for url in name == "srcset" ? candidates(value) : [value] {
                expect(isHarmless(url), "a dangerous address")
            }
        }
    }

    /// The URLs of a list of pictures, each of which stands before its width.
    /// https://html.spec.whatwg.org/multipage/images.html#srcset-attribute
    private static func candidates(_ list: Substring) -> [Substring] {
        list.split(separator: ",").compactMap { $0.split(whereSeparator: \.isWhitespace).first }
    }

    private static func isHarmless(_ url: Substring) -> Bool {
        let seen = String(String.UnicodeScalarView(url.unicodeScalars.filter { $0.value > 0x20 }))
        let scheme = seen.prefix { !":/?#".contains($0) }
        return !seen[scheme.endIndex...].hasPrefix(":") || schemes.contains(scheme.lowercased())
    }
}
