import Crypto
import Foundation

/// A subscriber's secret as it is stored: AES-GCM, bound to one callback and one topic.
///
/// <https://csrc.nist.gov/pubs/sp/800/38/d/final>
package struct SealedSecret: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Why a secret stays shut: another key, another subscription, or damaged bytes.
    package struct Unreadable: Error, Equatable, Sendable, CustomStringConvertible {
        package let description = "the secret cannot be opened with this key"
    }

    /// The nonce, the sealed text and its tag.
    package let bytes: [UInt8]

    /// Takes what the store holds.
    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Seals a secret for one subscription.
    package init(
        sealing secret: String,
        callback: String,
        topic: String,
        with key: SecretKey
    ) throws(Unreadable) {
        do {
            let box = try AES.GCM.seal(
                Array(secret.utf8),
                using: key.key,
                authenticating: Self.binding(callback, topic)
            )
            guard let combined = box.combined else { throw Unreadable() }
            bytes = Array(combined)
        } catch {
            throw Unreadable()
        }
    }

    /// The secret, for the subscription that it was sealed for.
    package func opened(callback: String, topic: String, with key: SecretKey) throws(Unreadable) -> String {
        do {
            let box = try AES.GCM.SealedBox(combined: bytes)
            let text = try AES.GCM.open(
                box,
                using: key.key,
                authenticating: Self.binding(callback, topic)
            )
            guard let secret = String(validating: text, as: UTF8.self) else { throw Unreadable() }
            return secret
        } catch {
            throw Unreadable()
        }
    }

    package var description: String { "sealed" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// A line break parts the two: neither can hold one.
    private static func binding(_ callback: String, _ topic: String) -> [UInt8] {
        Array("\(callback)\n\(topic)".utf8)
    }
}
