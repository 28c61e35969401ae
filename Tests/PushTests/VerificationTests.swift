import Push
import Testing

struct VerificationTests {
    private func url(_ mode: SubscriptionRequest.Mode, _ callback: String) -> String {
        Verification(
            mode,
            topic: "https://example.org/a.xml?x=1&y",
            callback: callback,
            leaseSeconds: 600,
            challenge: "abc"
        ).url
    }

    private let question =
        "hub.mode=subscribe&hub.topic=https%3A%2F%2Fexample.org%2Fa.xml%3Fx%3D1%26y"
        + "&hub.challenge=abc&hub.lease_seconds=600"

    @Test(arguments: [
        ("https://reader.example/cb", "?"),
        ("https://reader.example/cb?", ""),
        ("https://reader.example/cb?id=%41&t=a+b", "&"),
        ("https://reader.example/cb?id=1&", ""),
        ("https://reader.example", "?"),
    ])
    func `a callback's own query is kept as it is`(callback: String, joint: String) {
        #expect(url(.subscribe, callback) == callback + joint + question)
    }

    @Test func `an unsubscription is verified without a lease`() {
        #expect(
            url(.unsubscribe, "https://reader.example/cb")
                == "https://reader.example/cb?hub.mode=unsubscribe"
                + "&hub.topic=https%3A%2F%2Fexample.org%2Fa.xml%3Fx%3D1%26y&hub.challenge=abc"
        )
    }

    @Test(arguments: [
        (200, "abc", true), (204, "abc", true), (299, "abc", true), (200, "abc\n", false), (200, "", false),
        (200, "ABC", false), (200, "abcabc", false), (200, "ab", false), (199, "abc", false),
        (302, "abc", false), (404, "abc", false), (500, "abc", false),
    ])
    func `only a 2xx with exactly the challenge confirms`(status: Int, body: String, isYes: Bool) {
        let verification = Verification(
            .subscribe,
            topic: "https://example.org/",
            callback: "https://reader.example/",
            leaseSeconds: 600,
            challenge: "abc"
        )
        #expect(verification.confirms(status: status, body: Array(body.utf8)) == isYes)
    }

    @Test func `challenges are 128 bits long and never the same`() {
        let challenges = (0..<1_000).map { _ in Verification.challenge() }
        #expect(Set(challenges).count == 1_000)
        #expect(challenges.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    }

    @Test func `a denial tells the topic and the reason`() {
        let denial = Denial(
            topic: "https://example.org/",
            callback: "https://reader.example/?a=b",
            reason: "no & no"
        )
        #expect(
            denial.url
                == "https://reader.example/?a=b&hub.mode=denied&hub.topic=https%3A%2F%2Fexample.org%2F"
                + "&hub.reason=no%20%26%20no"
        )
    }
}
