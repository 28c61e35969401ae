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
    package let description: HTTPDescription

    package init(
        index: Int,
        answer: HTTPAnswer,
        seconds: Double,
        description: HTTPDescription = HTTPDescription()
    ) {
        self.index = index
        self.answer = answer
        self.seconds = seconds
        self.description = description
    }
}

/// What an answer's head says of its body, and where it leads.
package struct HTTPDescription: Equatable, Sendable {
    /// In bytes.
    package var length: Int64?
    /// A media type, without its parameters.
    package var type: String?
    /// The `charset` that comes with it (RFC 9110, section 8.3.2).
    package var charset: String?
    /// An absolute URL; nil where the answer is no redirect.
    package var location: String?
    /// The answer's fields in their order, where the call asks for them.
    package var fields: [HTTPField] = []

    package init(length: Int64? = nil, type: String? = nil, charset: String? = nil, location: String? = nil) {
        self.length = length
        self.type = type
        self.charset = charset
        self.location = location
    }
}

/// A field of an answer's head: <https://www.rfc-editor.org/rfc/rfc9110#section-6.3>.
package struct HTTPField: Equatable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
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
