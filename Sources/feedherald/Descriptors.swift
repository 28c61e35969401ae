import Glibc
import Outbound

/// The descriptors that this process may have, and who gets how many of them.
///
/// With none left files cannot be read, and Dispatch ends the process when it cannot look at its own threads.
enum Descriptors {
    /// What the store, the watcher, the children and Dispatch itself need.
    private static let reserve = 64
    private static let fewest = 16

    /// As many as the hard limit allows.
    static func raiseLimit() {
        var limit = limit
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// For those who ask: what those whom we call leave over.
    static var forConnections: Int {
        let all = Int(min(limit.rlim_cur, 1 << 20))
        return min(max(all - HTTPClient.mostConnections - reserve, fewest), 65_536)
    }

    private static var limit: rlimit {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return limit
    }
}
