import Articles
import Foundation

/// The last part of an article page's address.
enum Slug {
    /// Words that addresses of ours have below a feed.
    static let reserved: Set<String> = ["summary", "tag", "author", "section", "lang", "archive", "media"]

    private static let longest = 120

    /// The slug of an article that nobody else contests, by its head (`wish`) or else by its path.
    static func own(_ wish: String?, path: String) -> String {
        let slug = wish.map(make) ?? ofFile(path)
        return reserved.contains(slug) ? slug + "-2" : slug
    }

    /// Whether `slug` is `own` with the number that tells it from another's.
    static func isNumbered(_ slug: String, from own: String) -> Bool {
        guard slug.hasPrefix(own + "-") else { return false }
        let number = slug.utf8.dropFirst(own.utf8.count + 1)
        return !number.isEmpty && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Letters and digits of any script in lower case, joined by hyphens; never empty.
    static func make(_ text: String) -> String {
        if let plain = plainASCII(text) { return plain }
        var slug = ""
        var isApart = false
        for scalar in text.lowercased().precomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.generalCategory == .nonspacingMark
            {
                if isApart && !slug.isEmpty { slug.unicodeScalars.append("-") }
                isApart = false
                slug.unicodeScalars.append(scalar)
            } else if scalar != "'" && scalar != "’" {
                isApart = true
            }
        }
        // What stood between two scalars that compose may have gone.
        slug = slug.precomposedStringWithCanonicalMapping
        return slug.isEmpty ? "untitled" : String(slug.prefix(longest))
    }

    /// The slug of a word that entries are filed under: as ``make(_:)``, but for the signs that tell C++, C# and C apart, and no
    /// longer than the name of a folder may be.
    static func ofWord(_ word: String) -> String {
        if let plain = plainASCII(word), plain.utf8.count <= longestOfWord { return plain }
        var spelled = word
        for (sign, name) in [("+", " plus "), ("#", " sharp ")] where word.dropFirst().contains(sign) {
            spelled = String(spelled.prefix(1)) + spelled.dropFirst().replacing(sign, with: name)
        }
        if word.first == ".", word.dropFirst().first?.isLetter ?? false {
            spelled = "dot " + spelled.dropFirst()
        }
        let slug = make(spelled)
        // Of signs alone, emoji say, which have no other names here.
        if slug == "untitled", !word.lowercased().contains(slug) {
            return word.unicodeScalars.prefix(8).map { "u" + String($0.value, radix: 16) }.joined(
                separator: "-"
            )
        }
        if slug.utf8.count <= longestOfWord, word.count <= longest { return slug }
        let hash = ContentHash(of: word.lowercased().precomposedStringWithCanonicalMapping).hexadecimal
        var start = slug.prefix(longestOfWord)
        while start.utf8.count > longestOfWord { start.removeLast() }
        return "\(start)-\(hash.prefix(8))"
    }

    /// In bytes.
    private static let longestOfWord = 120

    /// The text itself where it is a slug already, which most are.
    private static func plainASCII(_ text: String) -> String? {
        if text.utf8.count > longest { return nil }
        let isPlain = text.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "-")
        }
        return isPlain && !text.isEmpty && !text.hasPrefix("-") && !text.hasSuffix("-") ? text : nil
    }

    /// A file's name without its date and extension: the slug of an article that gives none.
    ///
    /// An index has the name of its folder, as it has on a website.
    static func ofFile(_ path: String) -> String {
        let stem = path.withoutExtension
        var name =
            stem.utf8.lastIndex(of: UInt8(ascii: "/")).map { stem[stem.index(after: $0)...] } ?? stem[...]
        if name == "index" || name.hasPrefix("index."), name.startIndex > stem.startIndex {
            // The index of a folder has the folder's name, and its translation's ending.
            let folder = stem[..<stem.index(before: name.startIndex)].split(separator: "/").last ?? ""
            name = folder + name.dropFirst("index".count)
        }
        return make(String(startsWithDate(name) ? name.dropFirst(11) : name))
    }

    /// Whether a name begins as `2026-03-02-` does, with something behind it.
    private static func startsWithDate(_ name: Substring) -> Bool {
        let head = Array(name.utf8.prefix(12))
        guard head.count == 12 else { return false }
        return head.prefix(11).enumerated().allSatisfy { place, byte in
            switch place {
            case 4, 7: byte == UInt8(ascii: "-")
            case 10: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            default: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
        }
    }
}
