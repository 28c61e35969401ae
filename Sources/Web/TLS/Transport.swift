import NIOHTTP1
import Readership

/// What carries requests and answers, as far as it concerns what is said in them.
struct Transport {
    /// Whether it is TLS that ends here.
    var isSecure = false
    /// Whether it is one stream of an HTTP/2 connection.
    var isStream = false
    var strict: StrictTransport?

    /// What the answer to a request is to say of TLS, where it is to.
    func strict(for head: HTTPRequestHead, from peer: @autoclosure () -> Client) -> StrictTransport? {
        guard let strict,
            strict.isTold(
                over: isSecure,
                to: peer(),
                proto: head.headers["X-Forwarded-Proto"].last,
                forwarded: head.headers["Forwarded"].last
            )
        else { return nil }
        return strict
    }
}
