import Crypto
import Foundation

/// What a page may load and run: pictures and media from anywhere, and the styles and scripts in its own head.
///
/// These are known by their hashes (<https://www.w3.org/TR/CSP3/#match-element-to-source-list>). What an author wrote stands
/// in the body, or escaped, so nothing of it can ever be one of them. Linked data is no script that runs.
enum PagePolicy {
    static func of(_ html: String) -> String {
        // Bytes: to look for a text among characters takes longer than to make the page.
        let end = html.utf8.firstRange(of: "</head>".utf8)?.lowerBound ?? html.startIndex
        let head = html.utf8[..<end]
        let styles = hashes(of: "style", in: head)
        let scripts = hashes(of: "script", in: head)
        return
            (["default-src 'none'", "img-src * data:", "media-src *"]
            + (styles.isEmpty ? [] : ["style-src \(styles.joined(separator: " "))"])
            + (scripts.isEmpty ? [] : ["script-src \(scripts.joined(separator: " "))"])
            + ["base-uri 'none'", "form-action 'none'"])
            .joined(separator: "; ")
    }

    private static func hashes(of element: String, in head: Substring.UTF8View) -> [String] {
        var hashes: [String] = []
        var rest = head
        while let start = rest.firstRange(of: "<\(element)".utf8) {
            rest = rest[start.upperBound...]
            guard let open = rest.firstIndex(of: UInt8(ascii: ">")),
                let close = rest.firstRange(of: "</\(element)>".utf8)
            else { break }
            let attributes = rest[..<open]
            if open < close.lowerBound, attributes.firstRange(of: "application/ld+json".utf8) == nil {
                let digest = SHA256.hash(data: Data(rest[rest.index(after: open)..<close.lowerBound]))
                hashes.append("'sha256-\(Data(digest).base64EncodedString())'")
            }
            rest = rest[close.upperBound...]
        }
        return hashes
    }
}
