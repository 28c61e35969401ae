import Foundation

/// How Hugo makes paths of texts and of names.
///
/// <https://gohugo.io/configuration/all/#disablepathtolower>, <https://gohugo.io/configuration/all/#removepathaccents>
struct HugoNaming: Equatable, Sendable {
    var keepsCase = false
    var dropsAccents = false

    /// A text as it stands in a path: letters, digits and few signs; spaces are hyphens, and other hyphens stay as they are.
    func path(_ text: String) -> String {
        let scalars = (dropsAccents ? Self.withoutAccents(text) : text).unicodeScalars
        var path = String.UnicodeScalarView()
        var isApart = false
        var last: Unicode.Scalar?
        for (place, scalar) in zip(scalars.indices, scalars) {
            guard Self.isKept(scalar) || scalar == "%" && Self.isEscape(scalars[place...]) else {
                if scalar.properties.isWhitespace, !path.isEmpty, last != "-" { isApart = true }
                continue
            }
            if isApart, scalar != "-" { path.append("-") }
            isApart = false
            last = scalar
            append(scalar, to: &path)
        }
        return String(path)
    }

    private func append(_ scalar: Unicode.Scalar, to path: inout String.UnicodeScalarView) {
        if keepsCase {
            path.append(scalar)
        } else {
            // One letter for one, whatever stands beside it: Go knows no others.
            path.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars.prefix(1))
        }
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .nonspacingMark, .spacingMark, .enclosingMark:
            true
        default: "./\\_#+~-@".unicodeScalars.contains(scalar)
        }
    }

    private static func isEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
        let digits = rest.dropFirst().prefix(2)
        return digits.count == 2 && digits.allSatisfy(\.properties.isASCIIHexDigit)
    }

    private static func withoutAccents(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars
        where scalar.properties.generalCategory != .nonspacingMark {
            kept.append(scalar)
        }
        return String(kept).precomposedStringWithCanonicalMapping
    }

    /// A path that a template has made: Hugo reads it as the query of a URL, in which a plus sign is a space.
    static func unescaped(_ path: String) -> String {
        let bytes = Array(path.utf8)
        var text: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let digits = bytes[place...].dropFirst().prefix(2)
            if bytes[place] == UInt8(ascii: "%"), digits.count == 2,
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                text.append(byte)
                place += 3
            } else {
                text.append(bytes[place] == UInt8(ascii: "+") ? 0x20 : bytes[place])
                place += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
