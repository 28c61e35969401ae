import Testing

@testable import Store

@Suite struct `An answer that is remembered` {
    private let remembered = Remembered<Int, String>(most: 2)

    @Test func `is asked for once, and anew when something may have changed it`() async {
        #expect(await remembered.answer(to: 1) { "a" } == "a")
        #expect(await remembered.answer(to: 1) { "b" } == "a")
        remembered.forget()
        #expect(await remembered.answer(to: 1) { "b" } == "b")
    }

    @Test func `is not kept where it was read before the change`() async {
        let read = await remembered.answer(to: 1) {
            remembered.forget()
            return "a"
        }
        #expect(read == "a")
        #expect(await remembered.answer(to: 1) { "b" } == "b")
    }

    @Test func `is asked for again as long as there is none`() async {
        #expect(await remembered.answer(to: 1) { nil } == nil)
        #expect(await remembered.answer(to: 1) { "a" } == "a")
    }

    /// At the cap, and one above.
    @Test func `makes room for others`() async {
        for number in 1...2 { _ = await remembered.answer(to: number) { "a" } }
        #expect(await remembered.answer(to: 1) { "b" } == "a")
        _ = await remembered.answer(to: 3) { "a" }
        #expect(await remembered.answer(to: 1) { "b" } == "b")
    }
}
