import Articles
import Foundation

/// The addresses of media files: plain ASCII, and made of nothing but the file's path, so that they stay.
package enum MediaAddress {
    private static let articles = "articles/"
    private static let media = "media/"

    /// What follows `/<feed>/media/` for a file, by its path that begins with `articles/` or `media/`.
    ///
    /// A name that is plain ASCII already is its own address. Any other is written in ASCII as far as it can be, with
    /// eight digits that tell it from others that would be written so too.
    static func of(_ path: String) -> String {
        let inside = path.utf8.starts(with: media.utf8) ? String(path.dropFirst(media.count)) : path
        let isInDoubt = path.utf8.starts(with: media.utf8) && inside.hasPrefix(articles)
        if !isInDoubt, inside.utf8.allSatisfy({ isPlain($0) || $0 == UInt8(ascii: "/") }) { return inside }
        let name = path.precomposedStringWithCanonicalMapping
        let mark = ContentHash(of: name).hexadecimal.prefix(8)
        var parts = inside.split(separator: "/").map { plain(String($0)) }
        let last = parts.popLast() ?? ""
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else {
            return (parts + ["\(last)-\(mark)"]).joined(separator: "/")
        }
        return (parts + ["\(last[..<dot])-\(mark)\(last[dot...])"]).joined(separator: "/")
    }

    /// The addresses that a file may have whose original name follows `/<feed>/media/` in a request.
    static func all(ofOriginal name: String) -> [String] {
        let paths = [media + name] + (name.hasPrefix(articles) ? [name] : [])
        return paths.map(of).filter { $0 != name }
    }

    /// The URL of a file on a host that holds the folder `media/` as it is, and the articles' files in `articles/`.
    package static func url(of path: String, below base: String) -> String {
        let inside = path.utf8.starts(with: media.utf8) ? String(path.dropFirst(media.count)) : path
        return base + "/"
            + inside.split(separator: "/").map { String($0).percentEncoded }.joined(separator: "/")
    }

    private static func plain(_ name: String) -> String {
        var plain = ""
        for scalar in name.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.isASCII, isPlain(UInt8(scalar.value)) {
                plain.unicodeScalars.append(scalar)
            } else if scalar.properties.generalCategory != .nonspacingMark, !plain.hasSuffix("-") {
                plain += "-"
            }
        }
        return plain.isEmpty ? "-" : plain
    }

    /// RFC 3986, section 2.3.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
