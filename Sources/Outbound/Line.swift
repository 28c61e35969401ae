/// The jobs that wait for a free transfer: in order, but no more than so many to one host at a time.
///
/// curl has such a queue of its own, which slows down with its length.
struct Line {
    private let perHost: Int
    private var ready = Queue<Job>()
    /// Jobs whose host was busy when their turn came.
    private var parked: [String: Queue<Job>] = [:]
    /// Jobs that were parked and may go now, before all others.
    private var released = Queue<Job>()
    private var underWay: [String: Int] = [:]

    init(perHost: Int) {
        self.perHost = perHost
    }

    mutating func append(_ job: Job) {
        ready.append(job)
    }

    /// The next job that may start, counted as under way from now on.
    mutating func next() -> Job? {
        while let job = released.popFirst() ?? ready.popFirst() {
            guard job.batch.states[job.index] == .waiting else { continue }
            guard underWay[job.host, default: 0] < perHost else {
                parked[job.host, default: Queue()].append(job)
                continue
            }
            underWay[job.host, default: 0] += 1
            return job
        }
        return nil
    }

    /// Notes that a transfer to this host has ended, and lets in one of those that wait for it.
    mutating func release(_ host: String) {
        let count = underWay[host, default: 1] - 1
        underWay[host] = count > 0 ? count : nil
        while let job = parked[host]?.popFirst() {
            guard job.batch.states[job.index] == .waiting else { continue }
            released.append(job)
            break
        }
        if parked[host]?.isEmpty == true { parked[host] = nil }
    }
}
