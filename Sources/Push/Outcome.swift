/// How the far end took what we sent.
package enum Outcome: Codable, Equatable, Sendable {
    case accepted
    /// The subscriber wants no more: the subscription ends.
    case gone
    case refused(status: Int)
    case unreachable(reason: String)

    /// Judges an answer: any 2xx is success, and a redirect is a refusal.
    ///
    /// <https://www.w3.org/TR/websub/#content-distribution>
    package init(status: Int) {
        self =
            switch status {
            case 200..<300: .accepted
            case 410: .gone
            default: .refused(status: status)
            }
    }
}
