/// What a subscriber asks of the hub.
///
/// <https://www.w3.org/TR/websub/#x5-1-subscriber-sends-subscription-request>
package struct SubscriptionRequest: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    package enum Mode: String, Codable, Sendable {
        case subscribe
        case unsubscribe
    }

    package let mode: Mode
    /// As it was sent, to the byte.
    package let topic: String
    /// As it was sent, to the byte.
    package let callback: String
    /// What the subscriber asks for; nil where it leaves that to the hub, and always when it unsubscribes.
    package let leaseSeconds: Int?
    package let secret: String?

    /// Reads the fields of a form; those that WebSub does not know are ignored.
    package init(fields: [(String, String)]) throws(Refusal) {
        guard let mode = Mode(rawValue: try Self.required("hub.mode", of: fields)) else {
            throw .unfit("hub.mode", "must be subscribe, unsubscribe or publish")
        }
        self.mode = mode
        callback = try Self.address("hub.callback", of: fields)
        topic = try Self.address("hub.topic", of: fields)
        secret = try Self.secret(of: fields)
        // Section 5.1: a lease given with an unsubscription is ignored.
        leaseSeconds = mode == .subscribe ? try Self.lease(of: fields) : nil
    }

    /// The request without its secret, so that no log can show it.
    package var description: String { "\(mode.rawValue) \(callback) to \(topic)" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    private static func optional(
        _ name: String,
        of fields: [(String, String)]
    ) throws(Refusal) -> String? {
        let values = fields.filter { $0.0 == name }.map(\.1)
        if values.count > 1 { throw .repeated(name) }
        return values.first
    }

    private static func required(
        _ name: String,
        of fields: [(String, String)]
    ) throws(Refusal) -> String {
        guard let value = try optional(name, of: fields), !value.isEmpty else { throw .missing(name) }
        return value
    }

    private static func address(
        _ name: String,
        of fields: [(String, String)]
    ) throws(Refusal) -> String {
        let url = try required(name, of: fields)
        if let flaw = WebAddress.flaw(of: url) { throw .unfit(name, flaw) }
        return url
    }

    private static func secret(of fields: [(String, String)]) throws(Refusal) -> String? {
        guard let secret = try optional("hub.secret", of: fields) else { return nil }
        guard (1..<200).contains(secret.utf8.count) else {
            throw .unfit("hub.secret", "must be 1 to 199 bytes long")
        }
        return secret
    }

    private static func lease(of fields: [(String, String)]) throws(Refusal) -> Int? {
        guard let text = try optional("hub.lease_seconds", of: fields) else { return nil }
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        // A number too large for Int is a wish for the longest lease there is.
        guard isNumber, (Int(text) ?? .max) > 0 else {
            throw .unfit("hub.lease_seconds", "must be a positive number of seconds")
        }
        return Int(text) ?? .max
    }
}
