import Crypto
package import Foundation

/// Word of what has changed to a receiver that the operator has named.
///
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
package enum Webhook {
    /// What is sent.
    package enum Format: String, CaseIterable, Codable, Sendable {
        /// A JSON event, signed.
        case event = "webhook"
        /// A message for Slack's incoming webhooks, and for all that understand them.
        case slack
        case discord
    }

    /// What a secret begins with; the key follows in base64.
    private static let prefix = "whsec_"

    /// A secret of 32 random bytes.
    package static func newSecret() -> String {
        prefix + SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
    }

    /// The key that a secret holds: 24 to 64 bytes; nil where it is none.
    package static func key(of secret: String) -> [UInt8]? {
        guard secret.hasPrefix(prefix), let key = Data(base64Encoded: String(secret.dropFirst(prefix.count))),
            (24...64).contains(key.count)
        else { return nil }
        return Array(key)
    }

    /// The headers that go with a body; `id` is the same for each attempt at the same event.
    package static func headers(
        id: String,
        at now: Date,
        signing body: [UInt8],
        with secret: String?
    ) -> [(String, String)] {
        let timestamp = String(Int(now.timeIntervalSince1970))
        var headers = [
            ("Content-Type", "application/json"), ("webhook-id", id), ("webhook-timestamp", timestamp),
        ]
        if let key = secret.flatMap(key(of:)) {
            let signed = Array("\(id).\(timestamp).".utf8) + body
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
            headers.append(("webhook-signature", "v1," + Data(code).base64EncodedString()))
        }
        return headers
    }
}
