import Articles
import NIOCore
import Publishing

/// A strong entity tag's content (RFC 9110, section 8.8.3).
enum EntityTag {
    static func of(_ bytes: ByteBuffer) -> String {
        bytes.withUnsafeReadableBytes { ContentHash(of: $0).hexadecimal }
    }
}
