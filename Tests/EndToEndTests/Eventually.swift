import Foundation

/// What was waited for, and did not come.
struct Waited: Error, CustomStringConvertible {
    var description: String
}

/// Waits until a condition holds.
///
/// - Throws: ``Waited``, where it does not hold within so many seconds, or what the condition threw last.
func eventually(
    _ promise: String,
    within seconds: TimeInterval = 20,
    _ holds: () throws -> Bool
) throws {
    let deadline = Date() + seconds
    while true {
        let isLate = Date() > deadline
        do {
            if try holds() { return }
        } catch  where !isLate {
            // It may hold at the next look.
        }
        if isLate { throw Waited(description: "in \(seconds) s it did not come true that \(promise)") }
        usleep(5_000)
    }
}
