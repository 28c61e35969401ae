import Foundation
import Push
import Testing

@Suite struct `A webhook` {
    /// The example of the specification's reference libraries.
    @Test func `is signed as Standard Webhooks says`() {
        let headers = Webhook.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at: Date(timeIntervalSince1970: 1_614_265_330),
            signing: Array("{\"test\": 2432232314}".utf8),
            with: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        )
        #expect(headers.first { $0.0 == "webhook-id" }?.1 == "msg_p5jXN8AQM9LWM0D4loKWxJek")
        #expect(headers.first { $0.0 == "webhook-timestamp" }?.1 == "1614265330")
        #expect(
            headers.first { $0.0 == "webhook-signature" }?.1
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        )
        #expect(headers.first { $0.0 == "Content-Type" }?.1 == "application/json")
    }

    @Test func `has secrets of its own, and none that cannot be`() {
        let secret = Webhook.newSecret()
        #expect(Webhook.key(of: secret)?.count == 32)
        #expect(secret != Webhook.newSecret())
        for text in ["", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%%"] {
            #expect(Webhook.key(of: text) == nil, "\(text)")
        }
    }
}
