import Foundation
import Glibc

/// The encoding of a text that is no UTF-8.
package enum Charset: Equatable {
    case utf8
    case windows1252
    /// By the name that the C library knows.
    case named(String)

    /// The charset that a page means by a label.
    ///
    /// <https://encoding.spec.whatwg.org/#names-and-labels>
    package init?(label: String) {
        let label = label.lowercased()
        switch label {
        case "utf-8", "utf8", "unicode-1-1-utf-8": self = .utf8
        // A label that could be read is in no UTF-16.
        case _ where label.hasPrefix("utf-16") || label.hasPrefix("ucs-2"): self = .utf8
        case "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1",
            "ascii", "us-ascii":
            self = .windows1252
        case "shift_jis", "shift-jis", "sjis", "x-sjis": self = .named("CP932")
        case "gb2312", "gbk", "x-gbk": self = .named("GB18030")
        case "euc-kr", "ks_c_5601-1987", "korean": self = .named("CP949")
        case "big5", "big5-hkscs": self = .named("BIG5-HKSCS")
        case "iso-8859-9", "latin5": self = .named("CP1254")
        // Its ASCII is none: a browser refuses it too.
        case _ where label.hasPrefix("utf-7"): return nil
        default:
            let isName = label.utf8.allSatisfy {
                $0.isASCIIAlphanumeric || "-_:.".utf8.contains($0)
            }
            guard isName, !label.isEmpty else { return nil }
            self = .named(label)
        }
    }

    /// Whether texts of this charset can be read here.
    package var isKnown: Bool {
        guard case .named(let name) = self else { return true }
        let converter = iconv_open("UTF-8", name)
        guard converter != iconv_t(bitPattern: -1) else { return false }
        iconv_close(converter)
        return true
    }

    /// The bytes as UTF-8; nil where they are none of this charset.
    package func utf8(of bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        switch self {
        case .utf8: UTF8Check.isValid(bytes) ? Array(bytes) : nil
        case .windows1252: String(bytes: bytes, encoding: .windowsCP1252).map { Array($0.utf8) }
        case .named(let name): Self.converted(bytes, from: name)
        }
    }

    /// UTF-16 behind its byte order mark, as UTF-8; nil where a half of a character is missing.
    package static func utf8(ofUTF16 bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard bytes.count >= 2 else { return nil }
        return utf8(ofUTF16: bytes, from: 2, isBigEndian: bytes[0] == 0xFE)
    }

    /// UTF-16 without a mark, as UTF-8; nil where it does not look like that.
    ///
    /// It begins with a character of ASCII, as heads and pages do, and has zeros in one byte of two alone, as many as any
    /// text has spaces.
    static func utf8(ofUnmarkedUTF16 bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard bytes.count % 2 == 0, bytes.count >= 8, (bytes[0] == 0) != (bytes[1] == 0) else { return nil }
        let isBigEndian = bytes[0] == 0
        var zeros = (even: 0, odd: 0)
        for (place, byte) in bytes.enumerated() where byte == 0 {
            if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let (high, low) = isBigEndian ? (zeros.even, zeros.odd) : (zeros.odd, zeros.even)
        guard low == 0, high * 20 >= bytes.count else { return nil }
        return utf8(ofUTF16: bytes, from: 0, isBigEndian: isBigEndian)
    }

    private static func utf8(
        ofUTF16 bytes: UnsafeRawBufferPointer,
        from start: Int,
        isBigEndian: Bool
    ) -> [UInt8]? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: start, to: bytes.count, by: 2).lazy.map { index in
            let unit = bytes.loadUnaligned(fromByteOffset: index, as: UInt16.self)
            return isBigEndian ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit)
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }

    /// Converts as <https://www.gnu.org/software/libc/manual/html_node/iconv-Examples.html> shows.
    private static func converted(_ bytes: UnsafeRawBufferPointer, from name: String) -> [UInt8]? {
        let converter = iconv_open("UTF-8", name)
        // The C library's word for no converter.
        guard converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var source = UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var left = bytes.count
        var text: [UInt8] = []
        let room = max(bytes.count * 2, 64)
        while left > 0 {
            var isBroken = false
            let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                var target = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var free = room
                let result = iconv(converter, &source, &left, &target, &free)
                isBroken = result == -1 && errno != E2BIG
                count = room - free
            }
            if isBroken { return nil }
            text += piece
        }
        return text
    }
}
