import Push
import Testing

struct SignatureTests {
    /// RFC 4231, test case 2; the SHA-1 value is RFC 2202's, test case 2.
    @Test(arguments: [
        (Signature.Method.sha1, "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        (.sha256, "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            .sha384,
            "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                + "8e2240ca5e69e2c78b3239ecfab21649"
        ),
        (
            .sha512,
            "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
        ),
    ])
    func `signatures are those of the specifications`(method: Signature.Method, expected: String) {
        let body = Array("what do ya want for nothing?".utf8)
        #expect(Signature(of: body, secret: "Jefe", method: method).description == expected)
    }

    /// RFC 4231, test case 1: its key is text, eleven times twenty.
    @Test func `a key of control characters signs too`() {
        let secret = String(repeating: "\u{0B}", count: 20)
        #expect(
            Signature(of: Array("Hi There".utf8), secret: secret).description
                == "sha256=b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        )
    }

    /// Of secrets as long as a block of the hash, and longer; the values are Python's.
    @Test(arguments: [
        (64, "2e213d30b446410b3c21ed0982394dd2add15ccc4da5abab1cac32e7fd6eb01f"),
        (65, "2da24f5c5e8c4884fbeebd56a313b1578530a805d626213a9338445723ad28f6"),
        (199, "e7c9c4b9a5597b16b7b74af56671d47d8925753ff05b1b9307537308340bd3bf"),
    ])
    func `a secret of any length signs`(length: Int, expected: String) {
        let secret = String(repeating: "k", count: length)
        #expect(Signature(of: Array("body".utf8), secret: secret).description == "sha256=" + expected)
    }

    @Test func `one bit more or another secret changes the signature`() {
        let signature = Signature(of: [1, 2, 3], secret: "a")
        #expect(signature != Signature(of: [1, 2, 2], secret: "a"))
        #expect(signature != Signature(of: [1, 2, 3], secret: "b"))
        #expect(signature == Signature(of: [1, 2, 3], secret: "a"))
    }
}
