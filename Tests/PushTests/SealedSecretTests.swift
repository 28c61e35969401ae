import Push
import Testing

struct SealedSecretTests {
    private let callback = "https://reader.example/"
    private let topic = "https://example.org/"

    private func key(_ byte: UInt8) throws -> SecretKey {
        try #require(SecretKey(bytes: Array(repeating: byte, count: 32)))
    }

    @Test(arguments: ["s", "sésame", String(repeating: "x", count: 199)])
    func `a sealed secret opens for its own subscription`(secret: String) throws {
        let key = try key(1)
        let sealed = try SealedSecret(sealing: secret, callback: callback, topic: topic, with: key)
        let stored = SealedSecret(bytes: sealed.bytes)
        #expect(try stored.opened(callback: callback, topic: topic, with: key) == secret)
    }

    @Test func `a sealed secret stays shut for another subscription or key, or when damaged`() throws {
        let key = try key(1)
        let sealed = try SealedSecret(sealing: "sesame", callback: callback, topic: topic, with: key)
        #expect(throws: SealedSecret.Unreadable.self) {
            try sealed.opened(callback: callback + "x", topic: topic, with: key)
        }
        #expect(throws: SealedSecret.Unreadable.self) {
            try sealed.opened(callback: callback, topic: topic + "x", with: key)
        }
        #expect(throws: SealedSecret.Unreadable.self) {
            try sealed.opened(callback: callback, topic: topic, with: self.key(2))
        }
        for index in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[index] ^= 1
            #expect(throws: SealedSecret.Unreadable.self) {
                try SealedSecret(bytes: bytes).opened(callback: callback, topic: topic, with: key)
            }
        }
        #expect(throws: SealedSecret.Unreadable.self) {
            try SealedSecret(bytes: []).opened(callback: callback, topic: topic, with: key)
        }
    }

    @Test func `the same secret never looks the same twice`() throws {
        let key = try key(1)
        let sealed = try (0..<100).map { _ in
            try SealedSecret(sealing: "sesame", callback: callback, topic: topic, with: key).bytes
        }
        #expect(Set(sealed).count == 100)
    }

    @Test(arguments: [0, 16, 31, 33, 64])
    func `a key has 32 bytes`(count: Int) {
        #expect(SecretKey(bytes: Array(repeating: 7, count: count)) == nil)
        #expect(SecretKey.randomBytes().count == 32)
    }

    @Test func `keys and sealed secrets print as nothing but sealed`() throws {
        let key = try key(65)
        let sealed = try SealedSecret(sealing: "sesame", callback: callback, topic: topic, with: key)
        for text in ["\(key)", "\(sealed)", String(reflecting: key), String(reflecting: sealed)] {
            #expect(text == "sealed")
        }
        var dumped = ""
        dump(key, to: &dumped)
        dump(sealed, to: &dumped)
        #expect(dumped == "- sealed\n- sealed\n")
    }
}
