/// The servers that nobody gets through to, so that not everybody who is called there waits for that.
///
/// Only what is no one callback's fault opens a breaker: a name that leads nowhere, a refused connection, TLS.
struct Breakers {
    /// So many failures in a row open a breaker.
    static let failures = 3
    /// In seconds, until it is tried again.
    static let rest = 30.0
    /// Of more servers at a time nothing is known.
    private static let mostKnown = 4_096

    private struct Breaker {
        var failures = 0
        /// By the monotonic clock.
        var until = 0.0
        var reason = ""
    }

    private var breakers: [String: Breaker] = [:]

    /// Whether nothing is known of any server: most of the time.
    var isEmpty: Bool { breakers.isEmpty }

    /// Why a server is not called now; nil where it is.
    func reason(against server: @autoclosure () -> String, at now: Double) -> String? {
        guard !breakers.isEmpty, let breaker = breakers[server()], breaker.failures >= Self.failures,
            now < breaker.until
        else { return nil }
        return "\(breaker.reason); not tried again within \(Int(Self.rest)) s"
    }

    mutating func failed(_ server: String, for reason: String, at now: Double) {
        if breakers.count >= Self.mostKnown, breakers[server] == nil {
            breakers = breakers.filter { now < $0.value.until }
            if breakers.count >= Self.mostKnown { return }
        }
        var breaker = breakers[server] ?? Breaker()
        breaker.failures += 1
        breaker.until = now + Self.rest
        breaker.reason = reason
        breakers[server] = breaker
    }

    mutating func reached(_ server: String) { breakers[server] = nil }
}
