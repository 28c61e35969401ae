package import Foundation
package import Readership
import Push

/// Stands at the hub's door: who asks too often, or for callbacks of a host that is asked about too often, waits.
package actor Doorkeeper {
    package nonisolated let limits: PushLimits
    /// Whether this machine's own callers and callbacks are let in without a look, to try things out.
    private let sparesThisMachine: Bool
    private var callers: TokenBuckets<Client>
    private var hosts: TokenBuckets<String>

    package init(limits: PushLimits = PushLimits(), sparingThisMachine: Bool = false) {
        self.limits = limits
        sparesThisMachine = sparingThisMachine
        callers = TokenBuckets(size: limits.requestsPerCaller)
        hosts = TokenBuckets(size: limits.requestsPerHost)
    }

    /// After how many seconds this caller may ask; nil where it may now, which is counted.
    package func wait(of caller: Client, at now: Date) -> Int? {
        if sparesThisMachine, caller.isLoopback { return nil }
        return callers.take(caller.household, at: now)
    }

    /// After how many seconds there may be a request for this callback; nil where there may be now, which is counted.
    package func wait(ofCallback callback: String, at now: Date) -> Int? {
        let host = CallbackHost.of(callback)
        return isSpared(host) ? nil : hosts.take(host, at: now)
    }

    /// Whether the caps hold for this callback.
    package nonisolated func caps(callback: String) -> Bool { !isSpared(CallbackHost.of(callback)) }

    private nonisolated func isSpared(_ host: String) -> Bool {
        sparesThisMachine && CallbackHost.isLoopback(host)
    }
}
