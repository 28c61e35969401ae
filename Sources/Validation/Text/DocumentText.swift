import Articles
import Foundation

/// A document as UTF-8, whatever it came in, and what was wrong with its encoding.
struct DocumentText {
    private(set) var bytes: [UInt8]
    /// By the name that the document or its bytes give it.
    private(set) var encoding = "utf-8"
    private(set) var notes = Notes()

    /// Reads bytes that an answer's head may have given a charset.
    init(_ raw: [UInt8], charset: String?) {
        bytes = raw
        if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) {
            readUTF16(raw)
            encoding = "utf-16"
            if let charset, !charset.lowercased().hasPrefix("utf-16") { mismatch(charset, "utf-16") }
            return
        }
        if raw.count >= 4, raw[0] == 0x3C && raw[1] == 0 || raw[0] == 0 && raw[1] == 0x3C {
            readUTF16((raw[0] == 0 ? [0xFE, 0xFF] : [0xFF, 0xFE]) + raw)
            encoding = "utf-16"
            notes.add(.obscureEncoding, at: nil, "the document is UTF-16 without its byte order mark")
            return
        }
        let hasMark = raw.starts(with: [0xEF, 0xBB, 0xBF])
        let declared = hasMark ? nil : Self.declared(in: raw)
        let name = hasMark ? "utf-8" : charset ?? declared?.name ?? "utf-8"
        encoding = name.lowercased()
        if !hasMark, let charset, let declared, !Self.areEqual(charset, declared.name) {
            mismatch(charset, declared.name, at: declared.offset)
        }
        if hasMark, let declared = Self.declared(in: Array(raw.dropFirst(3).prefix(256))),
            Charset(label: declared.name) != .utf8
        {
            notes.add(
                .wrongEncoding,
                at: declared.offset + 3,
                "the document says \(declared.name), and begins with the byte order mark of UTF-8",
                fix: "write encoding=\"utf-8\""
            )
        }
        let isDeclared = hasMark || charset == nil
        read(raw, as: name, at: isDeclared ? declared?.offset : nil, by: isDeclared ? .document : .answer)
        characters()
    }

    /// Who has said what encoding a document is in.
    private enum Speaker: String {
        case document = "the document"
        case answer = "the answer's Content-Type"

        var remedy: String {
            self == .document ? "write encoding=\"utf-8\"" : "have it sent with charset=utf-8"
        }
    }

    private mutating func mismatch(_ charset: String, _ declared: String, at offset: Int? = nil) {
        notes.add(
            .charsetMismatch,
            at: offset,
            "the document says \(declared), the answer's Content-Type says \(charset)",
            fix: "send both as utf-8"
        )
    }

    private static func areEqual(_ one: String, _ other: String) -> Bool {
        one.lowercased().replacing("_", with: "-") == other.lowercased().replacing("_", with: "-")
    }

    private mutating func readUTF16(_ raw: [UInt8]) {
        notes.add(.obscureEncoding, at: nil, "the document is UTF-16")
        let text = raw.withUnsafeBytes { Charset.utf8(ofUTF16: $0) }
        if let text {
            bytes = text
        } else {
            let isBig = raw[0] == 0xFE
            let units = stride(from: 2, to: raw.count - 1, by: 2).map { index -> UInt16 in
                let (first, second) = (UInt16(raw[index]), UInt16(raw[index + 1]))
                return isBig ? first << 8 | second : second << 8 | first
            }
            bytes = Array(String(decoding: units, as: UTF16.self).utf8)
            notes.add(.wrongEncoding, at: nil, "the document is UTF-16 with half a character in it")
        }
        characters()
    }

    private mutating func read(_ raw: [UInt8], as name: String, at offset: Int?, by speaker: Speaker) {
        let charset = Charset(label: name)
        let isASCII = ["us-ascii", "ascii"].contains(name.lowercased())
        switch charset {
        case .utf8:
            readUTF8(raw)
        case nil:
            unknown(name, at: offset)
            readUTF8(raw)
        case .some(let known):
            if isASCII {
                if let place = raw.firstIndex(where: { $0 >= 0x80 }) {
                    readUTF8(raw)
                    notes.add(
                        .wrongEncoding,
                        at: place,
                        "\(speaker.rawValue) says \(name), but holds the byte \(Self.hexadecimal(raw[place]))",
                        fix: speaker.remedy
                    )
                }
                return
            }
            guard let text = raw.withUnsafeBytes({ known.utf8(of: $0) }) else {
                if !known.isKnown {
                    unknown(name, at: offset)
                } else {
                    notes.add(
                        .wrongEncoding,
                        at: offset,
                        "\(speaker.rawValue) says \(name), but its bytes are none of that",
                        fix: "save it as UTF-8, and \(speaker.remedy)"
                    )
                }
                return readUTF8(raw)
            }
            let isNewToUTF8 = raw.contains { $0 >= 0x80 }
            if isNewToUTF8, raw.withUnsafeBytes(UTF8Check.isValid) {
                notes.add(
                    .wrongEncoding,
                    at: offset,
                    "\(speaker.rawValue) says \(name), but its bytes are UTF-8",
                    fix: speaker.remedy
                )
                return
            }
            notes.add(.obscureEncoding, at: offset, "the document is encoded in \(name)")
            bytes = text
            windowsBytes(raw, known, name)
        }
    }

    /// ISO 8859-1 has control characters where Windows-1252 has dashes and quotation marks.
    private mutating func windowsBytes(_ raw: [UInt8], _ charset: Charset, _ name: String) {
        guard charset == .windows1252, !name.lowercased().contains("1252"),
            let place = raw.firstIndex(where: { 0x80...0x9F ~= $0 })
        else { return }
        // Each byte behind ASCII has become more than one.
        let offset = raw[..<place].reduce(0) { $0 + ($1 < 0x80 ? 1 : 2) }
        notes.add(
            .windowsCharacter,
            at: offset,
            "the byte \(Self.hexadecimal(raw[place])) is a control character in \(name)\(XMLScanner.meant(UInt32(raw[place])))"
        )
    }

    private mutating func unknown(_ name: String, at offset: Int?) {
        notes.add(.unknownEncoding, at: offset, "nobody knows the encoding \"\(name)\"")
    }

    /// Takes bytes that should be UTF-8; what is not is taken for Windows-1252, as lenient readers do.
    private mutating func readUTF8(_ raw: [UInt8]) {
        guard var place = raw.withUnsafeBytes({ UTF8Check.firstInvalid(in: $0, from: 0) }) else { return }
        var text: [UInt8] = []
        var start = 0
        raw.withUnsafeBytes { buffer in
            while true {
                text += raw[start..<place]
                let byte = raw[place]
                let meant = String(bytes: [byte], encoding: .windowsCP1252) ?? "\u{FFFD}"
                notes.add(
                    .wrongEncoding,
                    at: text.count,
                    "the byte \(Self.hexadecimal(byte)) is no UTF-8; in Windows-1252 it would be \"\(meant)\"",
                    fix: "save the text as UTF-8, or convert it where it is read"
                )
                text += meant.utf8
                start = place + 1
                guard let next = UTF8Check.firstInvalid(in: buffer, from: start) else { break }
                place = next
            }
        }
        text += raw[start...]
        bytes = text
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    /// The encoding that the XML declaration names, and where.
    ///
    /// White space before it is forgiven, as lenient readers do.
    /// Each byte is read as a character of its own, so that a place in the text is one in the bytes.
    private static func declared(in raw: [UInt8]) -> (name: String, offset: Int)? {
        let head = raw.prefix(256)
        guard let start = head.firstIndex(where: { !Bytes.isSpace($0) }),
            head[start...].starts(with: "<?xml".utf8),
            let end = head[start...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        var characters = String.UnicodeScalarView()
        characters.append(contentsOf: head[start..<end].lazy.map { Unicode.Scalar($0) })
        let text = String(characters)
        guard let match = text.firstMatch(of: /encoding\s*=\s*["']([^"']*)["']/) else { return nil }
        let offset = characters.distance(from: text.startIndex, to: match.1.startIndex)
        return (String(match.1), start + offset)
    }

    /// Looks for characters that do not belong into any text.
    private mutating func characters() {
        let bytes = bytes
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index < buffer.count {
                let byte = buffer[index]
                if byte < 0x20 {
                    if byte != 0x0A && byte != 0x0D && byte != 0x09 { illegal(UInt32(byte), at: index) }
                } else if byte == 0xC2, index + 1 < buffer.count, buffer[index + 1] < 0xA0 {
                    windows(UInt32(buffer[index + 1]), at: index)
                } else if byte == 0xC3 || byte == 0xE2 {
                    doubled(buffer, at: index)
                } else if byte == 0xEF, index + 2 < buffer.count, buffer[index + 1] == 0xBF {
                    switch buffer[index + 2] {
                    case 0xBD:
                        notes.add(
                            .replacementCharacter,
                            at: index,
                            "the text holds U+FFFD, the mark of a lost character"
                        )
                    case 0xBE: illegal(0xFFFE, at: index)
                    case 0xBF: illegal(0xFFFF, at: index)
                    default: break
                    }
                }
                index += 1
            }
        }
    }

    private mutating func illegal(_ value: UInt32, at offset: Int) {
        let number = Unicode.Scalar(value)?.number ?? "U+\(value)"
        notes.add(.illegalCharacter, at: offset, "the character \(number) stands in the text")
    }

    private mutating func windows(_ value: UInt32, at offset: Int) {
        let number = Unicode.Scalar(value)?.number ?? "U+\(value)"
        notes.add(
            .windowsCharacter,
            at: offset,
            "\(number) is a control character; most likely Windows-1252 is meant\(XMLScanner.meant(value))"
        )
    }

    /// UTF-8 that was taken for Windows-1252 begins with Ã or â€ and goes on with what no language writes there.
    private mutating func doubled(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) {
        func has(_ sequence: [UInt8]) -> Bool {
            index + sequence.count <= buffer.count
                && buffer[index..<index + sequence.count].elementsEqual(sequence)
        }
        // "â€" and then ™ or œ or “ or ¦: an apostrophe, a quotation mark, a dash, dots.
        let isQuote = has([0xC3, 0xA2, 0xE2, 0x82, 0xAC])
        // "Ã" and then one of ¡ to ¿: a letter with an accent.
        let isLetter =
            has([0xC3, 0x83, 0xC2]) && index + 3 < buffer.count && 0xA0...0xBF ~= buffer[index + 3]
        guard isQuote || isLetter else { return }
        let end = min(index + (isQuote ? 8 : 4), buffer.count)
        let shown = String(decoding: buffer[index..<end], as: UTF8.self).prefix(isQuote ? 3 : 2)
        notes.add(.mojibake, at: index, "\"\(shown)\" is a character that was encoded twice")
    }
}
