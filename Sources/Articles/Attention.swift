/// How a root is watched.
package enum Attention: Sendable, Equatable {
    case events
    /// Looked at again and again, and why.
    case polling(reason: String)
}
