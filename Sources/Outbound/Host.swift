/// One far end: how much of it is under way, and what waits for that.
final class Host {
    let name: String
    /// Transfers under way that began a moment ago.
    var prompt = 0
    /// Transfers under way that are younger than a second, the prompt ones among them.
    var young = 0
    /// Jobs that wait or are under way.
    var jobs = 0
    /// Jobs whose turn came when it was busy.
    var parked = Queue<Job>()

    init(_ name: String) {
        self.name = name
    }
}
