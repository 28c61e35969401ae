import Push
import Testing

struct FormFieldsTests {
    @Test(arguments: [
        ("", []),
        ("hub.mode=subscribe", ["hub.mode", "subscribe"]),
        ("a=1&b=2", ["a", "1", "b", "2"]),
        ("a=1&a=2", ["a", "1", "a", "2"]),
        ("a", ["a", ""]),
        ("a=", ["a", ""]),
        ("=a", ["", "a"]),
        ("a=b=c", ["a", "b=c"]),
        ("&&a=1&&", ["a", "1"]),
        ("a=x+y%2Bz%20", ["a", "x y+z "]),
        ("a%3db=%c3%A9", ["a=b", "é"]),
    ])
    func `a form is read as it was meant`(body: String, expected: [String]) throws {
        let fields = try #require(FormFields.decode(Array(body.utf8)))
        #expect(fields.flatMap { [$0.0, $0.1] } == expected)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%+1", "%=a", "a=%ff", "a=%C3", "a=%ed%a0%80"])
    func `a broken escape or a text that is not UTF-8 is no form`(body: String) {
        #expect(FormFields.decode(Array(body.utf8)) == nil)
    }

    @Test func `raw bytes that are not UTF-8 are no form`() {
        #expect(FormFields.decode([0x61, 0x3D, 0xFF]) == nil)
    }

    @Test func `what is encoded is read back as it was`() throws {
        let fields = [("hub.topic", "https://example.org/a?b=c&d=e f+g"), ("ünï", "日本\r\n~-._")]
        let text = FormFields.encode(fields)
        #expect(text.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        let read = try #require(FormFields.decode(Array(text.utf8)))
        #expect(read.flatMap { [$0.0, $0.1] } == fields.flatMap { [$0.0, $0.1] })
    }
}
