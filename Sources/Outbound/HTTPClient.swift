import CCurl
package import Reactor

/// Sends HTTP requests, many at a time and none of them for ever; the only one to use curl.
package actor HTTPClient: QueueActor {
    package nonisolated let executor = QueueExecutor("outbound.http")

    private let most: Int
    private let mostIdle: Int
    private let newTransfer: () -> Transfer
    private let multi: Multi
    private var readiness: Readiness?
    private var alarm: Alarm?
    /// By the monotonic clock.
    private var alarmRings = Double.infinity

    private var batches: [Int: Batch] = [:]
    private var lastBatch = 0
    private var line: Line
    private var ages = Ages()
    private var breakers = Breakers()
    private var idle: [Transfer] = []
    private var active: [Transfer] = []
    /// The batches that have something to tell.
    private var touched: [Int: Batch] = [:]

    /// Makes a client that has `inFlight` transfers at a time answer promptly, `perHost` of them to one host.
    ///
    /// Those that do not are replaced by others, up to `youngPerHost` to one host and `most` in all. Of those that take
    /// longer than a second there are `mostSlow` while others wait: the slowest makes room. It keeps as many connections open
    /// as are given, or half of what the limit of open files allows.
    package init(
        addressGuard: AddressGuard = AddressGuard(),
        inFlight: Int = 64,
        perHost: Int = 16,
        youngPerHost: Int? = nil,
        mostSlow: Int = 256,
        most: Int = 2_048,
        connections: Int? = nil,
        userAgent: String = "feedherald"
    ) {
        let connections = connections ?? max(inFlight, Self.mostConnections)
        self.most = min(most, connections)
        mostIdle = inFlight
        line = Line(
            Line.Limits(
                prompt: inFlight,
                promptPerHost: perHost,
                youngPerHost: youngPerHost ?? perHost * 12,
                slow: mostSlow
            )
        )
        let multi = Multi(keepingConnections: connections)
        self.multi = multi
        newTransfer = { Transfer(on: multi, guardedBy: addressGuard, userAgent: userAgent) }
    }

    /// Starts as many calls as there are URLs, in their order, each made when its turn has come.
    package func send(to urls: [String], _ call: @escaping @Sendable (Int) -> HTTPCall) -> Sending {
        send(hosts: urls.map(HTTPCall.host), call)
    }

    /// Starts many calls, in their order; where one is for somebody slow, all are.
    package func send(_ calls: [HTTPCall]) -> Sending {
        send(hosts: calls.map(\.host), isSlow: calls.contains(where: \.isKnownToBeSlow)) { calls[$0] }
    }

    private func send(
        hosts: [String],
        isSlow: Bool = false,
        _ call: @escaping @Sendable (Int) -> HTTPCall
    ) -> Sending {
        let (finished, continuation) = AsyncStream.makeStream(of: [Finished].self)
        let batch = batch(
            hosts.count,
            isSlow: isSlow,
            call,
            deliver: { continuation.yield($0) },
            end: { continuation.finish() }
        )
        // Holding on to the client while there is work: it goes when its last batch has gone.
        let id = batch.id
        continuation.onTermination = { termination in
            guard case .cancelled = termination else { return }
            Task { await self.cancel(id) }
        }
        begin(batch, hosts)
        return Sending(finished: finished, client: self, batch: id)
    }

    /// The body of a 2xx answer as it arrives; anything else ends it with an `HTTPFailure`.
    package func stream(_ call: HTTPCall) -> AsyncThrowingStream<[UInt8], any Error> {
        let (bytes, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        let batch = batch(
            1,
            { _ in call },
            deliver: { finished in
                for one in finished { continuation.finish(throwing: HTTPFailure(one.answer)) }
            },
            end: { continuation.finish() },
            receive: { continuation.yield($0) }
        )
        let id = batch.id
        continuation.onTermination = { termination in
            guard case .cancelled = termination else { return }
            Task { await self.cancel(id) }
        }
        begin(batch, [call.host])
        return bytes
    }

    func cancel(_ index: Int, of batch: Int) {
        guard let batch = batches[batch], batch.states.indices.contains(index) else { return }
        drop(index, of: batch)
        advance()
    }

    private func cancel(_ id: Int) {
        guard let batch = batches[id] else { return }
        for index in batch.states.indices { drop(index, of: batch) }
        advance()
    }

    private func drop(_ index: Int, of batch: Batch) {
        switch batch.states[index] {
        case .over: return
        case .waiting: break
        case .underWay:
            let transfer = active.first { $0.job?.batch === batch && $0.job?.index == index }
            guard let transfer else { preconditionFailure("what is under way has a transfer") }
            multi.remove(transfer)
            if let job = transfer.job { line.release(job.host, at: transfer.age) }
            transfer.forget()
            rest(transfer)
        }
        batch.drop(index)
        touched[batch.id] = batch
    }

    private func batch(
        _ count: Int,
        isSlow: Bool = false,
        _ call: @escaping (Int) -> HTTPCall,
        deliver: @escaping ([Finished]) -> Void,
        end: @escaping () -> Void,
        receive: (([UInt8]) -> Void)? = nil
    ) -> Batch {
        lastBatch += 1
        return Batch(
            lastBatch,
            count: count,
            isSlow: isSlow,
            call: call,
            deliver: deliver,
            end: end,
            receive: receive
        )
    }

    private func begin(_ batch: Batch, _ hosts: [String]) {
        if readiness == nil { readiness = Readiness(of: multi.descriptor, for: self) { $0.advance() } }
        batches[batch.id] = batch
        touched[batch.id] = batch
        for (index, host) in hosts.enumerated() { line.append(index, of: batch, to: host) }
        advance()
    }

    /// Does all that can be done now, but not so long that nobody else gets a turn.
    private func advance() {
        for _ in 0..<64 {
            age()
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
        while active.count < most, let (job, age) = line.next() {
            let call = job.batch.call(job.index)
            let flaw = call.flaw ?? breakers.reason(against: call.server, at: Monotonic.now)
            if let flaw {
                finish(job, age, .unreachable(reason: flaw), seconds: 0)
                continue
            }
            let transfer = idle.popLast() ?? newTransfer()
            transfer.begin(job, call, at: age)
            guard multi.add(transfer) else { preconditionFailure("an idle handle can always be added") }
            job.batch.start(job.index)
            transfer.place = active.count
            active.append(transfer)
            ages.append(transfer)
        }
    }

    /// Who takes long gives up the place of those who do not.
    private func age() {
        let now = Monotonic.now
        while let transfer = ages.next(at: now), let job = transfer.job {
            transfer.age = line.grow(job.host, from: transfer.age)
            ages.append(transfer)
        }
        while line.isCrowded, line.waiting > 0, let transfer = ages.takeSlowest(), let job = transfer.job {
            multi.remove(transfer)
            let seconds = now - transfer.started
            let (age, words) = (transfer.age, String(Int(seconds * 10)))
            transfer.forget()
            let reason = "no answer within \(words.dropLast()).\(words.suffix(1)) s, and others wait"
            finish(job, age, .unreachable(reason: reason), seconds: seconds)
            rest(transfer)
        }
    }

    private func reap() {
        while let (transfer, result) = multi.nextFinished() {
            multi.remove(transfer)
            guard let job = transfer.job else { preconditionFailure("what ends is under way") }
            note(result, of: transfer)
            let description = transfer.description
            let seconds = Monotonic.now - transfer.started
            finish(job, transfer.age, transfer.end(result), seconds: seconds, description)
            rest(transfer)
        }
    }

    private func note(_ result: CURLcode, of transfer: Transfer) {
        // A copy of the call for each delivery would be ten counts of references.
        if transfer.isServersFault(result), let server = transfer.call?.server {
            breakers.failed(server, for: transfer.reason(of: result), at: Monotonic.now)
        } else if result == CURLE_OK, !breakers.isEmpty, let server = transfer.call?.server {
            breakers.reached(server)
        }
    }

    private func finish(
        _ job: Job,
        _ age: Age,
        _ answer: HTTPAnswer,
        seconds: Double,
        _ description: HTTPDescription = HTTPDescription()
    ) {
        line.release(job.host, at: age)
        job.batch.finish(
            Finished(index: job.index, answer: answer, seconds: seconds, description: description)
        )
        touched[job.batch.id] = job.batch
    }

    private func rest(_ transfer: Transfer) {
        let last = active.removeLast()
        if last !== transfer {
            last.place = transfer.place
            active[transfer.place] = last
        }
        if idle.count < mostIdle { idle.append(transfer) }
    }

    /// Moving the timer for each of curl's wishes would cost a third of the speed: an early ring is cheaper.
    private func setAlarm() {
        let aging = line.waiting > 0 ? ages.nextMoment() : nil
        let due = min(multi.due ?? .infinity, aging ?? .infinity)
        guard due < alarmRings else { return }
        alarmRings = due
        alarm = Alarm(after: max(0, due - Monotonic.now), for: self) { $0.ring() }
    }

    private func ring() {
        alarmRings = .infinity
        advance()
    }
}
