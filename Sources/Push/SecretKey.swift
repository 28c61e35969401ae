import Crypto
import Foundation

/// The key under which subscribers' secrets lie in the store; it never shows itself.
package struct SecretKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// In bytes.
    package static let length = 32

    let key: SymmetricKey

    /// Takes 32 bytes that nobody else knows; nil where there are more or fewer.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// 32 new random bytes, for whoever makes a key file.
    package static func randomBytes() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    package var description: String { "sealed" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
