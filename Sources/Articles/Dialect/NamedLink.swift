import Foundation

/// A link to what a text calls by a name or a path of its tool: what it leads to is known when all articles are.
///
/// In HTML its address is `[[name]]` in hexadecimal, which no other relative address begins with.
package enum NamedLink {
    /// The address of what is called so, for a destination of Markdown or an attribute of HTML.
    static func address(of name: String, anchor: String = "") -> String {
        let end = anchor.isEmpty ? "" : "#" + anchor.percentEncodedPath
        // What stands before a colon would be taken for a scheme.
        return opening + name.percentEncodedPath.replacing(":", with: "%3A") + closing + end
    }

    /// Of a name and what may stand behind a `#` in it.
    static func address(ofReference reference: String) -> String {
        guard let mark = reference.firstIndex(of: "#") else { return address(of: reference) }
        let anchor = String(reference[reference.index(after: mark)...])
        if mark == reference.startIndex { return "#" + anchor.percentEncodedPath }
        return address(of: String(reference[..<mark]), anchor: anchor)
    }

    /// What a value of a head calls by its name: `[[name]]`, `[[name|text]]` or a path; nil of what is an address.
    package static func name(inProperty value: String) -> String? {
        if let link = value.wholeMatch(of: /!?\[\[([^\[\]|#]+)(?:[|#][^\[\]]*)?\]\]/) {
            return String(link.output.1).trimmed
        }
        return value.isEmpty || value.contains(":") || value.hasPrefix("//") ? nil : value
    }

    private static let opening = "%5B%5B"
    private static let closing = "%5D%5D"

    /// Whether sanitised HTML has such links.
    package static func isFound(in html: String) -> Bool {
        html.hasBytes("=\"" + opening)
    }

    /// The names in sanitised HTML.
    package static func names(in html: String) -> [String] {
        var names: [String] = []
        _ = rewriting(html) { name in
            names.append(name)
            return nil
        }
        return names
    }

    /// The HTML with these links leading to what they mean; where that is nothing, the text of a link stays, a picture goes.
    package static func rewriting(_ html: String, _ address: (String) -> String?) -> String {
        var result = ""
        var rest = html[...]
        while let mark = rest.firstRange(of: "=\"" + opening) {
            guard let tag = rest[..<mark.lowerBound].lastIndex(of: "<"),
                let quote = rest[mark.upperBound...].firstIndex(of: "\""),
                let end = rest[quote...].firstIndex(of: ">")
            else { break }
            let value = HTMLEntity.decoded(String(rest[mark.upperBound..<quote]))
            let (name, anchor) = parts(of: value)
            if let address = name.flatMap(address) {
                result += rest[..<mark.lowerBound] + "=\"" + (address + anchor).escapedForAttribute
                rest = rest[quote...]
                continue
            }
            let element = rest[rest.index(after: tag)...].prefix { $0.isLetter }
            result += rest[..<tag]
            rest = rest[rest.index(after: end)...]
            guard ["a", "audio", "video"].contains(element),
                let close = rest.firstRange(of: "</\(element)>")
            else { continue }
            if element == "a" { result += rest[..<close.lowerBound] }
            rest = rest[close.upperBound...]
        }
        return result + rest
    }

    private static func parts(of value: String) -> (name: String?, anchor: String) {
        guard let end = value.firstRange(of: closing) else { return (nil, "") }
        return (String(value[..<end.lowerBound]).removingPercentEncoding, String(value[end.upperBound...]))
    }
}
