import Glibc
package import Reactor

/// Sends HTTP requests, many at a time and none of them for ever; the only one to use curl.
package actor HTTPClient: QueueActor {
    package nonisolated let executor = QueueExecutor("outbound.http")

    private let inFlight: Int
    private let newTransfer: () -> Transfer
    private let multi: Multi
    private var readiness: Readiness?
    private var alarm: Alarm?
    /// By the monotonic clock.
    private var alarmRings = Double.infinity

    private var batches: [Int: Batch] = [:]
    private var lastBatch = 0
    private var line: Line
    private var idle: [Transfer] = []
    private var active: [ObjectIdentifier: Transfer] = [:]
    /// The batches that have something to tell.
    private var touched: [Int: Batch] = [:]

    /// Makes a client of at most `inFlight` transfers at a time, `perHost` of them to one host.
    ///
    /// It keeps as many connections open as are given, or half of what the limit of open files allows.
    package init(
        addressGuard: AddressGuard = AddressGuard(),
        inFlight: Int = 64,
        perHost: Int = 16,
        connections: Int? = nil,
        userAgent: String = "feedherald"
    ) {
        self.inFlight = inFlight
        line = Line(perHost: perHost)
        multi = Multi(keepingConnections: connections ?? max(inFlight, Self.mostConnections))
        newTransfer = { Transfer(guardedBy: addressGuard, userAgent: userAgent) }
    }

    /// Sends one call; where the task is cancelled, so is the call.
    package func send(_ call: HTTPCall) async -> HTTPAnswer {
        for await batch in send([call]).finished {
            if let first = batch.first { return first.answer }
        }
        return .unreachable(reason: "cancelled")
    }

    /// Sends one call, and tells what its answer's head says.
    package func describe(_ call: HTTPCall) async -> (answer: HTTPAnswer, description: HTTPDescription) {
        for await batch in send([call]).finished {
            if let first = batch.first { return (first.answer, first.description) }
        }
        return (.unreachable(reason: "cancelled"), HTTPDescription())
    }

    /// Starts many calls, in their order.
    package func send(_ calls: [HTTPCall]) -> Sending {
        let (finished, continuation) = AsyncStream.makeStream(of: [Finished].self)
        let id = begin(calls, deliver: { continuation.yield($0) }, end: { continuation.finish() })
        // Holding on to the client while there is work: it goes when its last batch has gone.
        continuation.onTermination = { termination in
            guard case .cancelled = termination else { return }
            Task { await self.cancel(id) }
        }
        return Sending(finished: finished, client: self, batch: id)
    }

    /// The body of a 2xx answer as it arrives; anything else ends it with an `HTTPFailure`.
    package func stream(_ call: HTTPCall) -> AsyncThrowingStream<[UInt8], any Error> {
        let (bytes, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        let id = begin(
            [call],
            deliver: { finished in
                for one in finished { continuation.finish(throwing: HTTPFailure(one.answer)) }
            },
            end: { continuation.finish() },
            receive: { continuation.yield($0) }
        )
        continuation.onTermination = { termination in
            guard case .cancelled = termination else { return }
            Task { await self.cancel(id) }
        }
        return bytes
    }

    func cancel(_ index: Int, of batch: Int) {
        guard let batch = batches[batch], batch.calls.indices.contains(index) else { return }
        drop(index, of: batch)
        advance()
    }

    private func cancel(_ id: Int) {
        guard let batch = batches[id] else { return }
        for index in batch.calls.indices { drop(index, of: batch) }
        advance()
    }

    private func drop(_ index: Int, of batch: Batch) {
        switch batch.states[index] {
        case .over: return
        case .waiting: break
        case .underWay:
            let transfer = active.values.first { $0.job?.batch === batch && $0.job?.index == index }
            guard let transfer else { preconditionFailure("what is under way has a transfer") }
            multi.remove(transfer)
            if let job = transfer.job { line.release(job.host) }
            transfer.forget()
            rest(transfer)
        }
        batch.drop(index)
        touched[batch.id] = batch
    }

    private func begin(
        _ calls: [HTTPCall],
        deliver: @escaping ([Finished]) -> Void,
        end: @escaping () -> Void,
        receive: (([UInt8]) -> Void)? = nil
    ) -> Int {
        if readiness == nil { readiness = Readiness(of: multi.descriptor, for: self) { $0.advance() } }
        lastBatch += 1
        let batch = Batch(lastBatch, calls: calls, deliver: deliver, end: end, receive: receive)
        batches[batch.id] = batch
        touched[batch.id] = batch
        for index in calls.indices { line.append(Job(batch: batch, index: index)) }
        advance()
        return batch.id
    }

    /// Does all that can be done now, but not so long that nobody else gets a turn.
    private func advance() {
        for _ in 0..<64 {
            start()
            guard multi.work() else { break }
            reap()
        }
        start()
        for batch in touched.values {
            batch.flush()
            if batch.left == 0 { batches[batch.id] = nil }
        }
        touched.removeAll(keepingCapacity: true)
        setAlarm()
    }

    private func start() {
        while active.count < inFlight, let job = line.next() {
            if let flaw = job.call.flaw {
                finish(job, .unreachable(reason: flaw), seconds: 0)
                continue
            }
            let transfer = idle.popLast() ?? newTransfer()
            transfer.begin(job)
            guard multi.add(transfer) else { preconditionFailure("an idle handle can always be added") }
            job.batch.start(job.index)
            active[ObjectIdentifier(transfer)] = transfer
        }
    }

    private func reap() {
        while let (transfer, result) = multi.nextFinished() {
            multi.remove(transfer)
            let job = transfer.job
            let description = transfer.description
            let answer = transfer.end(result)
            if let job {
                finish(job, answer, seconds: Monotonic.now - transfer.started, description)
            }
            rest(transfer)
        }
    }

    private func finish(
        _ job: Job,
        _ answer: HTTPAnswer,
        seconds: Double,
        _ description: HTTPDescription = HTTPDescription()
    ) {
        line.release(job.host)
        job.batch.finish(
            Finished(index: job.index, answer: answer, seconds: seconds, description: description)
        )
        touched[job.batch.id] = job.batch
    }

    private func rest(_ transfer: Transfer) {
        active[ObjectIdentifier(transfer)] = nil
        idle.append(transfer)
    }

    /// Moving the timer for each of curl's wishes would cost a third of the speed: an early ring is cheaper.
    private func setAlarm() {
        guard let due = multi.due, due < alarmRings else { return }
        alarmRings = due
        alarm = Alarm(after: max(0, due - Monotonic.now), for: self) { $0.ring() }
    }

    private func ring() {
        alarmRings = .infinity
        advance()
    }

    /// How many connections may be open or kept at a time: half of the descriptors that the process may have.
    package static var mostConnections: Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(min(limit.rlim_cur / 2, 16_384))
    }
}

extension HTTPFailure {
    /// What a streamed answer ends with: nothing, where all went well.
    fileprivate init?(_ answer: HTTPAnswer) {
        switch answer {
        case .answered(let status, let body):
            if (200..<300).contains(status) { return nil }
            self = .refused(status: status, body: body)
        case .unreachable(let reason):
            self = .unreachable(reason: reason)
        }
    }
}
