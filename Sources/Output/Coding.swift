import NIOCore
import Web

/// A coding in which a file lies beside the plain one, for servers that hand it out as it is.
enum Coding: String, CaseIterable, Hashable {
    case gzip
    case brotli

    /// What a file's name has behind it.
    var ending: String {
        switch self {
        case .gzip: ".gz"
        case .brotli: ".br"
        }
    }

    func compress(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        // At level 9 a feed takes twice the time to become 0.5 % smaller.
        case .gzip: Array(Gzip.compress(ByteBuffer(bytes: bytes)).readableBytesView)
        case .brotli: Array(Brotli.compress(ByteBuffer(bytes: bytes), quality: 6).readableBytesView)
        }
    }

    /// What is smaller goes out in one packet anyway.
    private static let least = 1_024
    /// In bytes: what is larger is no text that anybody wrote.
    static let most = 8 << 20

    private static let texts: Set<String> = [
        "css", "csv", "htm", "html", "ics", "js", "json", "opml", "srt", "svg", "txt", "vcf", "vtt", "xml",
    ]

    /// Whether files of this name become smaller by it: pictures and sounds do not.
    static func isWorthwhile(for file: String) -> Bool {
        let name = file.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return true }
        return texts.contains(name[name.index(after: dot)...].lowercased())
    }

    /// The codings that make a text smaller.
    static func all(of bytes: [UInt8]) -> [Coding: [UInt8]] {
        if bytes.count < least || bytes.count > most { return [:] }
        var codings: [Coding: [UInt8]] = [:]
        for coding in allCases {
            let compressed = coding.compress(bytes)
            if compressed.count < bytes.count { codings[coding] = compressed }
        }
        return codings
    }
}
