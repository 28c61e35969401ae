import Crypto
import Foundation

/// Ids for entries whose authors give none.
enum EntryID {
    /// The namespace of our names: itself a version 5 UUID, of "feedherald" among DNS names.
    private static let namespace: [UInt8] = [
        0x5B, 0x0A, 0x3C, 0x5E, 0x9D, 0x1F, 0x5C, 0x43, 0xA2, 0x6E, 0x77, 0x1B, 0x0C, 0x4D, 0x2E, 0x90,
    ]

    /// That of podcasts: <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/guid.md>.
    private static let podcasts: [UInt8] = [
        0xEA, 0xD4, 0xC2, 0x36, 0xBF, 0x58, 0x58, 0xC6, 0xA2, 0xC6, 0xA6, 0xB2, 0x8D, 0x12, 0x8C, 0xB6,
    ]

    /// A version 5 UUID as a URN (RFC 9562, section 5.5) of who publishes, in which feed, under which first path.
    static func derived(authority: String, feed: String, path: String) -> String {
        urn(of: "\(authority)\n\(feed)\n\(path)\n", in: namespace)
    }

    /// A podcast's name for good: a UUID made of the feed's first URL, without its scheme.
    static func podcast(feedURL: String) -> String {
        String(urn(of: feedURL, in: podcasts).dropFirst("urn:uuid:".count))
    }

    private static func urn(of name: String, in namespace: [UInt8]) -> String {
        var name = name
        return name.withUTF8 { name in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: namespace.count + name.count) { bytes in
                _ = bytes.initialize(from: namespace)
                _ = bytes[namespace.count...].initialize(from: name)
                return urn(Insecure.SHA1.hash(data: UnsafeRawBufferPointer(bytes)))
            }
        }
    }

    private static func urn(_ digest: Insecure.SHA1.Digest) -> String {
        String(unsafeUninitializedCapacity: 45) { text in
            var place = text.initialize(fromContentsOf: "urn:uuid:".utf8)
            for (index, byte) in digest.prefix(16).enumerated() {
                let byte =
                    switch index {
                    case 6: byte & 0x0F | 0x50
                    case 8: byte & 0x3F | 0x80
                    default: byte
                    }
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                text[place] = digit(byte >> 4)
                text[place + 1] = digit(byte & 0xF)
                place += 2
            }
            return place
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
