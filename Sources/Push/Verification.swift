/// The question whether a subscriber really means it.
///
/// <https://www.w3.org/TR/websub/#hub-verifies-intent>
package struct Verification: Equatable, Sendable {
    package let mode: SubscriptionRequest.Mode
    package let topic: String
    package let callback: String
    /// The lease that is granted if the answer is yes; nil for an unsubscription.
    package let leaseSeconds: Int?
    package let challenge: String

    package init(
        _ mode: SubscriptionRequest.Mode,
        topic: String,
        callback: String,
        leaseSeconds: Int?,
        challenge: String
    ) {
        self.mode = mode
        self.topic = topic
        self.callback = callback
        self.leaseSeconds = mode == .subscribe ? leaseSeconds : nil
        self.challenge = challenge
    }

    /// The URL to get: the callback with its own query kept, and the question behind it.
    package var url: String {
        var fields = [("hub.mode", mode.rawValue), ("hub.topic", topic), ("hub.challenge", challenge)]
        if let leaseSeconds { fields.append(("hub.lease_seconds", String(leaseSeconds))) }
        return callback.adding(fields)
    }

    /// Whether this answer is a yes: a 2xx whose body is the challenge and nothing else.
    package func confirms(status: Int, body: [UInt8]) -> Bool {
        (200..<300).contains(status) && body.elementsEqual(challenge.utf8)
    }

    /// A new text of 128 random bits that nobody can guess.
    package static func challenge() -> String {
        var random = SystemRandomNumberGenerator()
        return [random.next(), random.next()].map { (half: UInt64) in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
