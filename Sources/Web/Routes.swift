/// Answers requests that no prepared document answers.
package protocol Routes: Sendable {
    func answer(_ request: Request) async -> Response
}
