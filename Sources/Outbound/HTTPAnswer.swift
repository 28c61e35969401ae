/// What came of a call.
package enum HTTPAnswer: Equatable, Sendable {
    /// Any status, redirects included: they are never followed.
    case answered(status: Int, body: [UInt8])
    case unreachable(reason: String)
}

/// One call of many that has come to its end.
package struct Finished: Equatable, Sendable {
    /// The call's place among those that were sent together.
    package let index: Int
    package let answer: HTTPAnswer
    /// From the start of the transfer to its end, without the time in the queue.
    package let seconds: Double
    /// Where the answer would have us go, absolute; nil where it is no redirect.
    package let redirect: String?

    package init(index: Int, answer: HTTPAnswer, seconds: Double, redirect: String? = nil) {
        self.index = index
        self.answer = answer
        self.seconds = seconds
        self.redirect = redirect
    }
}

/// Why a streamed answer ended early.
package enum HTTPFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// Any status but 2xx; the body is cut at the call's `maximumAnswer`.
    case refused(status: Int, body: [UInt8])
    case unreachable(reason: String)

    package var description: String {
        switch self {
        case .refused(let status, _): "refused with status \(status)"
        case .unreachable(let reason): "unreachable: \(reason)"
        }
    }
}
