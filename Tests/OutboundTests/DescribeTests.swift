import Outbound
import Testing

@Suite struct `A GET` {
    @Test func `tells the encoding that is said of its answer`() async throws {
        let far = try FarEnd()
        let client = HTTPClient(addressGuard: AddressGuard(allowsEverything: true), inFlight: 1)
        let told = await client.describe(HTTPCall(.get, url: far.url("/typed")))
        #expect(told.description.type == "text/xml")
        #expect(told.description.charset == "ISO-8859-1")
    }
}

@Suite struct `A HEAD` {
    @Test func `tells what a GET would be answered, and leaves the next call a GET`() async throws {
        let far = try FarEnd()
        let client = HTTPClient(addressGuard: AddressGuard(allowsEverything: true), inFlight: 1)
        let told = await client.describe(HTTPCall(.head, url: far.url("/file/12345")))
        #expect(told.answer == .answered(status: 200, body: []))
        #expect(told.description == HTTPDescription(length: 12_345, type: "audio/mpeg"))
        let redirected = await client.describe(HTTPCall(.head, url: far.url("/redirect")))
        #expect(redirected.answer == .answered(status: 307, body: []))
        #expect(redirected.description.location == far.url("/echo"))
        let answer = await client.send(HTTPCall(url: far.url("/status/200")))
        #expect(answer == .answered(status: 200, body: Array("so be it".utf8)))
    }
}
