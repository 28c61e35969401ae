import Foundation
import Push
import Testing

struct DeliveryTests {
    private let delivery = Delivery(
        contentType: "application/atom+xml; charset=utf-8",
        hub: "https://example.org/hub",
        topic: "https://example.org/news/atom.xml"
    )

    private let expected = [
        "Content-Type", "application/atom+xml; charset=utf-8",
        "Link", "<https://example.org/hub>; rel=\"hub\", <https://example.org/news/atom.xml>; rel=\"self\"",
    ]

    @Test func `a delivery names its hub and its topic`() {
        #expect(delivery.headers(signing: [1], with: nil).flatMap { [$0.0, $0.1] } == expected)
    }

    @Test func `a delivery is signed where the subscriber gave a secret`() {
        let headers = delivery.headers(signing: Array("what do ya want for nothing?".utf8), with: "Jefe")
        let signature = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(headers.flatMap { [$0.0, $0.1] } == expected + ["X-Hub-Signature", signature])
    }

    @Test(arguments: [
        (200, Outcome.accepted), (204, .accepted), (299, .accepted), (410, .gone),
        (199, .refused(status: 199)), (301, .refused(status: 301)), (304, .refused(status: 304)),
        (307, .refused(status: 307)), (404, .refused(status: 404)), (500, .refused(status: 500)),
    ])
    func `any 2xx is success, 410 is goodbye, and all else is a refusal`(status: Int, outcome: Outcome) {
        #expect(Outcome(status: status) == outcome)
    }

    @Test(arguments: [Outcome.accepted, .gone, .refused(status: 503), .unreachable(reason: "no route")])
    func `an outcome survives being stored`(outcome: Outcome) throws {
        let stored = try JSONEncoder().encode(outcome)
        #expect(try JSONDecoder().decode(Outcome.self, from: stored) == outcome)
    }

    @Test func `a ping names the topic for old hubs and new ones`() {
        let body = String(decoding: Ping(topic: "https://example.org/a b?c&d").body, as: UTF8.self)
        let topic = "https%3A%2F%2Fexample.org%2Fa%20b%3Fc%26d"
        #expect(body == "hub.mode=publish&hub.topic=\(topic)&hub.url=\(topic)")
    }
}
