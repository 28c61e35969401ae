import Foundation
import Testing

/// Many random lives of a store; `MODEL_SEEDS` asks for more of them, `MODEL_SEED` for one again.
@Suite struct OwedModelTests {
    private static func seeds(_ usual: Int) -> [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["MODEL_SEED"].flatMap(UInt64.init) { return [one] }
        let count = environment["MODEL_SEEDS"].flatMap(Int.init) ?? usual
        return (1...UInt64(count)).map { $0 }
    }

    @Test func `whatever happens, everyone who is left has the newest edition in the end`() async throws {
        for seed in Self.seeds(20) {
            var model = try OwedModel(seed: seed, form: .memory)
            try await model.run(steps: 400)
        }
    }

    @Test func `a store on disk that is opened anew after each crash forgets nobody`() async throws {
        for seed in Self.seeds(4) {
            var model = try OwedModel(seed: seed, form: .file)
            try await model.run(steps: 200)
        }
    }
}
