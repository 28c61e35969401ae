/// The jobs that wait for a free transfer: in order, but no more than so many to one host at a time.
///
/// curl has such a queue of its own, which slows down with its length.
struct Line {
    struct Limits {
        /// Of transfers that are prompt, and of those to one host.
        var prompt: Int
        var promptPerHost: Int
        /// Of transfers to one host that are younger than a second.
        var youngPerHost: Int
        /// Of transfers that take longer.
        var slow: Int
    }

    let limits: Limits
    private var hosts: [String: Host] = [:]
    private var ready = Queue<Job>()
    /// Jobs that were parked and may go now, before all others.
    private var released = Queue<Job>()
    /// Jobs of those who are known to be slow.
    private var patient = Queue<Job>()
    private var prompt = 0
    private var slow = 0
    private(set) var waiting = 0

    init(_ limits: Limits) {
        self.limits = limits
    }

    /// Whether more transfers are slow than may be.
    var isCrowded: Bool { slow > limits.slow }

    mutating func append(_ index: Int, of batch: Batch, to name: String) {
        let host = hosts[name] ?? Host(name)
        hosts[name] = host
        host.jobs += 1
        waiting += 1
        let job = Job(batch: batch, index: index, host: host)
        if batch.isSlow { patient.append(job) } else { ready.append(job) }
    }

    /// The next job that may start, counted as under way from now on, and the age that it starts at.
    mutating func next() -> (job: Job, age: Age)? {
        while slow < limits.slow, let job = patient.popFirst() {
            guard isStillWanted(job) else { continue }
            slow += 1
            return (job, .slow)
        }
        while prompt < limits.prompt, let job = released.popFirst() ?? ready.popFirst() {
            guard isStillWanted(job) else { continue }
            guard hasRoom(job.host) else {
                waiting += 1
                job.host.parked.append(job)
                continue
            }
            prompt += 1
            job.host.prompt += 1
            job.host.young += 1
            return (job, .prompt)
        }
        return nil
    }

    /// Notes that a transfer to this host has got older; the age that it has now.
    mutating func grow(_ host: Host, from age: Age) -> Age {
        switch age {
        case .prompt:
            prompt -= 1
            host.prompt -= 1
            letIn(host)
            return .young
        case .young, .slow:
            host.young -= 1
            slow += 1
            letIn(host)
            return .slow
        }
    }

    /// Notes that a transfer to this host has ended, and lets in one of those that wait for it.
    mutating func release(_ host: Host, at age: Age) {
        switch age {
        case .prompt:
            prompt -= 1
            host.prompt -= 1
            host.young -= 1
        case .young: host.young -= 1
        case .slow: slow -= 1
        }
        letIn(host)
        leave(host)
    }

    private func hasRoom(_ host: Host) -> Bool {
        host.prompt < limits.promptPerHost && host.young < limits.youngPerHost
    }

    private mutating func isStillWanted(_ job: Job) -> Bool {
        waiting -= 1
        if job.batch.states[job.index] == .waiting { return true }
        leave(job.host)
        return false
    }

    private mutating func letIn(_ host: Host) {
        guard !host.parked.isEmpty, hasRoom(host), let job = host.parked.popFirst() else { return }
        released.append(job)
    }

    private mutating func leave(_ host: Host) {
        host.jobs -= 1
        if host.jobs == 0 { hosts[host.name] = nil }
    }
}
