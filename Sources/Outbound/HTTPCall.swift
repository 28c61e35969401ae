package import Foundation

/// One HTTP request, and how long and how much we bear for it.
package struct HTTPCall: Sendable {
    package enum Method: Sendable {
        case get
        /// Asks what a GET would be answered, without its body.
        case head
        case post
    }

    /// What becomes of an answer whose body is longer than `maximumAnswer`.
    package enum Excess: Sendable {
        /// The call fails: the answer is of no use in parts.
        case fails
        /// The status counts, and the beginning of the body is kept.
        case isCut
    }

    /// The slowest transfer that is borne, so that nobody keeps a connection by dripping.
    package struct Patience: Equatable, Sendable {
        package var bytesPerSecond: Int
        /// In seconds.
        package var duration: TimeInterval

        package init(bytesPerSecond: Int, duration: TimeInterval) {
            self.bytesPerSecond = bytesPerSecond
            self.duration = duration
        }
    }

    package var method: Method
    package var url: String
    package var headers: [(String, String)]
    /// Sent with a POST.
    package var body: Payload?
    /// For all of it, in seconds; 0 sets no limit.
    package var timeout: TimeInterval
    /// In seconds.
    package var connectTimeout: TimeInterval
    package var patience: Patience?
    /// In bytes.
    package var maximumAnswer: Int
    package var excess: Excess
    /// The path of a socket to connect to in place of the URL's host; no guard asks about it.
    package var unixSocket: String?
    /// Why it must not be sent; it is answered with that at once.
    package var hindrance: String?
    /// Whether it begins among those that take long: for a callback that did not answer in time before.
    package var isKnownToBeSlow = false
    /// Whether the answer may come compressed; `maximumAnswer` is then of what it is without that.
    package var takesCompression = false
    /// Whether the fields of the answer's head are told.
    package var keepsFields = false

    package init(
        _ method: Method = .get,
        url: String,
        headers: [(String, String)] = [],
        body: Payload? = nil,
        timeout: TimeInterval = 30,
        connectTimeout: TimeInterval = 10,
        patience: Patience? = nil,
        maximumAnswer: Int = 65_536,
        excess: Excess = .fails,
        unixSocket: String? = nil,
        hindrance: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.patience = patience
        self.maximumAnswer = maximumAnswer
        self.excess = excess
        self.unixSocket = unixSocket
        self.hindrance = hindrance
    }
}
