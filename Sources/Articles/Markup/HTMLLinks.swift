/// Finds and replaces the relative links of sanitised HTML; it trusts the sanitiser's canonical form.
package enum HTMLLinks {
    /// The HTML with each relative link replaced by what it resolves to; nil keeps it.
    package static func absolute(_ html: String, resolve: (String) -> String?) -> String {
        var html = html
        let result = html.withUTF8 { bytes -> [UInt8]? in
            var result: [UInt8] = []
            var copied = 0
            scan(bytes) { name, range in
                let written = UnsafeBufferPointer(rebasing: bytes[range])
                guard name == .set || isRelative(written) else { return true }
                let value = HTMLEntity.decoded(String(decoding: written, as: UTF8.self))
                guard let replacement = replacement(of: value, in: name, resolve: resolve) else {
                    return true
                }
                if result.isEmpty { result.reserveCapacity(bytes.count + bytes.count / 8) }
                result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<range.lowerBound]))
                result.appendEscaped(attribute: replacement)
                copied = range.upperBound
                return true
            }
            guard copied > 0 else { return nil }
            result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
            return result
        }
        return result.map { String(decoding: $0, as: UTF8.self) } ?? html
    }

    /// Whether any link of the HTML is relative.
    package static func hasRelative(_ html: String) -> Bool {
        var html = html
        return html.withUTF8 { bytes in
            var found = false
            scan(bytes) { name, range in
                let value = UnsafeBufferPointer(rebasing: bytes[range])
                switch name {
                case .one:
                    found = isRelative(value)
                case .set:
                    let set = SourceSet(HTMLEntity.decoded(String(decoding: value, as: UTF8.self)))
                    found = set.candidates.contains { URLReference($0.url).scheme == nil }
                }
                return !found
            }
            return found
        }
    }

    /// The address that a reference means beside a base address; nil where the base is not absolute.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc3986#section-5>
    package static func absolute(_ reference: String, against base: String) -> String? {
        URLReference(reference).resolved(against: URLReference(base))?.text
    }

    /// Whether an attribute's value is one link or a set of them.
    private enum Kind {
        case one, set
    }

    private static func replacement(
        of value: String,
        in kind: Kind,
        resolve: (String) -> String?
    ) -> String? {
        switch kind {
        case .one:
            return resolve(value)
        case .set:
            var set = SourceSet(value)
            for index in set.candidates.indices where URLReference(set.candidates[index].url).scheme == nil {
                if let url = resolve(set.candidates[index].url) { set.candidates[index].url = url }
            }
            return set.text == value ? nil : set.text
        }
    }

    /// Reports each attribute that holds links, until the answer is false.
    private static func scan(_ html: UnsafeBufferPointer<UInt8>, found: (Kind, Range<Int>) -> Bool) {
        var index = 0
        while let start = html.index(of: UInt8(ascii: "<"), from: index) {
            index = start + 1
            while index < html.count, html[index].isASCIIAlphanumeric { index += 1 }
            while index < html.count, html[index] == UInt8(ascii: " ") {
                let name = index + 1
                guard let quote = html.index(of: UInt8(ascii: "\""), from: name),
                    let end = html.index(of: UInt8(ascii: "\""), from: quote + 1)
                else { return }
                if let kind = kind(of: UnsafeBufferPointer(rebasing: html[name..<(quote - 1)])),
                    !found(kind, (quote + 1)..<end)
                {
                    return
                }
                index = end + 1
            }
        }
    }

    private static func kind(of name: UnsafeBufferPointer<UInt8>) -> Kind? {
        if name.elementsEqual("href".utf8) || name.elementsEqual("src".utf8) { return .one }
        if name.elementsEqual("poster".utf8) || name.elementsEqual("cite".utf8) { return .one }
        return name.elementsEqual("srcset".utf8) ? .set : nil
    }

    /// A sanitised address is relative unless it begins with a scheme.
    private static func isRelative(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in value {
            switch byte {
            case UInt8(ascii: ":"): return false
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return true
            default: continue
            }
        }
        return true
    }
}
