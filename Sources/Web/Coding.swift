import NIOCore

/// A coding that a document may be sent in; of two that are liked equally, the later one here, which is smaller or
/// known to more.
enum Coding: Int, CaseIterable, Sendable {
    case identity
    case gzip
    case zstd
    case brotli

    /// The value of `Content-Encoding`; nil where nothing is coded.
    var name: String? {
        switch self {
        case .identity: nil
        case .gzip: "gzip"
        case .zstd: "zstd"
        case .brotli: "br"
        }
    }

    /// What the entity tag has behind it: each coding has one of its own (RFC 9110, section 8.8.3.3).
    var tagEnding: String {
        switch self {
        case .identity: ""
        case .gzip: "-gz"
        case .zstd: "-zst"
        case .brotli: "-br"
        }
    }

    func compress(_ bytes: ByteBuffer) -> ByteBuffer {
        switch self {
        case .identity: bytes
        case .gzip: Gzip.compress(bytes)
        case .zstd: Zstandard.compress(bytes)
        case .brotli: Brotli.compress(bytes)
        }
    }
}
