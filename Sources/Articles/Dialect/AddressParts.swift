/// What the address of an article on its own site is made of.
struct AddressParts {
    /// In the tool's content folder.
    var path: String
    /// When it appeared, by the site's clock; nil where its file does not say.
    var day: CalendarDay?
    var title: String
    /// As the head says it.
    var slug: String?
    /// By the folders above it, and then by its head.
    var categories: [String] = []
    var language: String?
    var author: String?
    /// The names of the sections around it as Hugo counts them, and their slugs, as their own heads or the folders say them.
    var sectionNames: [String] = []
    var sectionSlugs: [String] = []
    /// What Hugo makes of these.
    var naming = HugoNaming()

    /// The folders above the file, without that of a bundle.
    var sections: [String] {
        var parts = path.split(separator: "/").map(String.init)
        let name = parts.popLast() ?? ""
        if Dialect.Layout.isIndex(name), !parts.isEmpty { parts.removeLast() }
        return parts
    }

    var isPlainText: Bool { path.lowercased().hasSuffix(".txt") }

    /// The file's name without extension and language; the name of its folder for a bundle.
    var name: String {
        let parts = path.split(separator: "/").map(String.init)
        guard let last = parts.last else { return "" }
        if Dialect.Layout.isIndex(last), let folder = parts.dropLast().last { return folder }
        var name = last.droppingExtension
        if let language, name.lowercased().hasSuffix("." + language.lowercased()) {
            name = String(name.dropLast(language.count + 1))
        }
        return name
    }
}

extension String {
    /// Without what stands behind its last dot.
    var droppingExtension: String {
        guard let dot = utf8.lastIndex(of: UInt8(ascii: ".")), dot > startIndex else { return self }
        return String(self[..<dot])
    }

    /// As a path of an address: all that may not stand there in hexadecimal. https://www.rfc-editor.org/rfc/rfc3986#section-3.3
    var percentEncodedPath: String {
        var encoded = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
                UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "="),
                UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: ";"),
                UInt8(ascii: ":"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return encoded
    }

    /// The path with one slash between its parts.
    var withoutDoubleSlashes: String {
        var path = ""
        for character in self where character != "/" || path.last != "/" { path.append(character) }
        return path
    }

    /// The parts of a template, each mark of it replaced by what it stands for; nil where one stands for nothing.
    func filling(_ mark: Regex<(Substring, Substring)>, _ part: (String) -> String?) -> String? {
        var filled = ""
        var rest = self[...]
        while let match = rest.firstMatch(of: mark) {
            guard let part = part(String(match.output.1)) else { return nil }
            filled += rest[..<match.range.lowerBound] + part
            rest = rest[match.range.upperBound...]
        }
        return filled + rest
    }
}
