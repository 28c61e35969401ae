import Crypto
import Foundation

/// Ids for entries whose authors give none.
enum EntryID {
    /// The namespace of our names: itself a version 5 UUID, of "feedherald" among DNS names.
    private static let namespace: [UInt8] = [
        0x5B, 0x0A, 0x3C, 0x5E, 0x9D, 0x1F, 0x5C, 0x43, 0xA2, 0x6E, 0x77, 0x1B, 0x0C, 0x4D, 0x2E, 0x90,
    ]

    /// A version 5 UUID as a URN (RFC 9562, section 5.5) of who publishes, in which feed, under which first path.
    static func derived(authority: String, feed: String, path: String) -> String {
        var sha1 = Insecure.SHA1()
        sha1.update(data: namespace)
        for part in [authority, feed, path] {
            var part = part + "\n"
            part.withUTF8 { sha1.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        var bytes = Array(sha1.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return urn(bytes)
    }

    private static func urn(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text = Array("urn:uuid:".utf8)
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
