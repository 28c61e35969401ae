/// Calls that were sent together, and where their answers go.
final class Batch {
    enum State {
        case waiting
        case underWay
        case over
    }

    let id: Int
    /// Makes a call when its turn has come: a thousand that wait take no memory, and the first waits for no other.
    let call: (Int) -> HTTPCall
    /// Whether they are for those who are known to be slow.
    let isSlow: Bool
    let deliver: ([Finished]) -> Void
    let end: () -> Void
    /// Takes the body of a 2xx answer as it arrives; nil where it is kept until the end.
    let receive: (([UInt8]) -> Void)?

    private(set) var states: [State]
    private(set) var left: Int
    private var finished: [Finished] = []

    init(
        _ id: Int,
        count: Int,
        isSlow: Bool,
        call: @escaping (Int) -> HTTPCall,
        deliver: @escaping ([Finished]) -> Void,
        end: @escaping () -> Void,
        receive: (([UInt8]) -> Void)? = nil
    ) {
        self.id = id
        self.call = call
        self.isSlow = isSlow
        self.deliver = deliver
        self.end = end
        self.receive = receive
        states = Array(repeating: .waiting, count: count)
        left = count
    }

    func start(_ index: Int) {
        states[index] = .underWay
    }

    func finish(_ one: Finished) {
        finished.append(one)
        drop(one.index)
    }

    func drop(_ index: Int) {
        states[index] = .over
        left -= 1
    }

    /// Hands over what has finished since the last time, and says goodbye after the last.
    func flush() {
        if !finished.isEmpty { deliver(finished) }
        finished = []
        if left == 0 { end() }
    }
}

/// One call of a batch, on its way through the queue.
struct Job {
    let batch: Batch
    let index: Int
    let host: Host
}
