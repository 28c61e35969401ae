import Push
import Testing

struct LeaseTests {
    @Test(
        arguments: [
            (nil, 864_000), (1, 300), (299, 300), (300, 300), (86_400, 86_400), (2_592_000, 2_592_000),
            (2_592_001, 2_592_000), (.max, 2_592_000),
        ] as [(Int?, Int)]
    )
    func `the hub grants what is asked for within its bounds`(requested: Int?, granted: Int) {
        #expect(Lease.granted(requested, within: Lease.Bounds()) == granted)
    }

    @Test func `the operator's bounds count`() {
        let bounds = Lease.Bounds(least: 10, most: 20, usual: 60)
        #expect(Lease.granted(nil, within: bounds) == 20)
        #expect(Lease.granted(15, within: bounds) == 15)
        #expect(Lease.granted(1, within: bounds) == 10)
    }
}
