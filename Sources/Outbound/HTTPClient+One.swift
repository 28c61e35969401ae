import Glibc

/// One call by itself, and what the machine allows.
extension HTTPClient {
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

    /// How many connections may be open or kept at a time: half of the descriptors that the process may have.
    package static var mostConnections: Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(min(limit.rlim_cur / 2, 16_384))
    }
}

extension HTTPFailure {
    /// What a streamed answer ends with: nothing, where all went well.
    init?(_ answer: HTTPAnswer) {
        switch answer {
        case .answered(let status, let body):
            if (200..<300).contains(status) { return nil }
            self = .refused(status: status, body: body)
        case .unreachable(let reason):
            self = .unreachable(reason: reason)
        }
    }
}
