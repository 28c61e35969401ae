import Testing

@testable import Web

@Suite struct `A range of bytes` {
    @Test(
        arguments: [
            (nil, ByteRange.whole),
            ("bytes=0-99", .part(0..<100)),
            ("bytes=100-", .part(100..<1_000)),
            ("bytes=-100", .part(900..<1_000)),
            ("bytes=-5000", .part(0..<1_000)),
            ("bytes=990-5000", .part(990..<1_000)),
            ("Bytes = 0-0", .part(0..<1)),
            ("bytes=0-99999999999999999999999", .part(0..<1_000)),
            ("bytes=1000-", .unsatisfiable),
            ("bytes=-0", .unsatisfiable),
            ("bytes=99999999999999999999999-", .unsatisfiable),
            ("bytes=5-4", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole), ("bytes", .whole),
            ("bytes=0-1,5-6", .whole), ("lines=0-1", .whole), ("bytes=+1-2", .whole), ("bytes=1--2", .whole),
        ] as [(String?, ByteRange)]
    )
    func `is taken as RFC 9110 says, and is of everything where it says nothing`(
        _ field: String?,
        _ range: ByteRange
    ) {
        #expect(ByteRange(field, of: 1_000) == range)
    }

    @Test func `of nothing cannot be had`() {
        #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", of: 0) == .unsatisfiable)
        #expect(ByteRange(nil, of: 0) == .whole)
    }
}
