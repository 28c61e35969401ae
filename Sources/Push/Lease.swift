/// For how long a subscription holds.
///
/// <https://www.w3.org/TR/websub/#x5-1-2-subscription-lease>
package enum Lease {
    /// What the hub grants at least, at most, and to those who ask for nothing; all in seconds.
    package struct Bounds: Equatable, Sendable {
        package var least: Int
        package var most: Int
        package var usual: Int

        /// Bounds of five minutes and thirty days; ten days where nothing is asked for.
        package init(least: Int = 300, most: Int = 2_592_000, usual: Int = 864_000) {
            self.least = least
            self.most = most
            self.usual = usual
        }
    }

    /// The lease in seconds that the hub gives to one who asked for `requested`.
    package static func granted(_ requested: Int?, within bounds: Bounds = Bounds()) -> Int {
        max(bounds.least, min(requested ?? bounds.usual, bounds.most))
    }
}
