import Foundation
import Testing
import Validation

struct ValidatorTests {
    static let now = Date(timeIntervalSince1970: 1_772_436_600)

    @Test func `an empty document is no feed`() {
        let verdict = Validator.judge([], now: Self.now)
        #expect(verdict.format == nil)
        #expect(verdict.findings.map(\.rule) == ["no-feed"])
    }
}
