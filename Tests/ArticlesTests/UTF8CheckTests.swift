import Testing

@testable import Articles

@Suite("A check for UTF-8")
struct UTF8CheckTests {
    private static let pieces: [[UInt8]] = [
        Array("plain ascii text, longer than a word".utf8), Array("é".utf8), Array("日本".utf8),
        Array("😀".utf8),
        [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0xA0, 0x80], [0xED, 0xA0, 0x80],
        [0xED, 0x9F, 0xBF],
        [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
        [0xF4, 0x90, 0x80, 0x80],
        [0xF5], [0xFF], [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    ]

    @Test func `says what the standard library says, of ten thousand texts`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<10_000 {
            let count = Int.random(in: 0...4, using: &random)
            let bytes = (0..<count).flatMap { _ in Self.pieces.randomElement(using: &random) ?? [] }
            let isValid = bytes.withUnsafeBytes { UTF8Check.isValid($0) }
            #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
        }
    }
}
