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
        let key = SymmetricKey(data: Array(secret.utf8))
        bytes =
            switch method {
            case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: body, using: key))
            case .sha256: Array(HMAC<SHA256>.authenticationCode(for: body, using: key))
            case .sha384: Array(HMAC<SHA384>.authenticationCode(for: body, using: key))
            case .sha512: Array(HMAC<SHA512>.authenticationCode(for: body, using: key))
            }
    }

    /// The value of the header: `sha256=` and the signature in lower-case hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }
        return "\(method.rawValue)=" + String(decoding: text, as: UTF8.self)
    }
}
