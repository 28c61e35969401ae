/// Why a text is no TOML, and what would be right.
package struct TOMLError: Error, Equatable, CustomStringConvertible {
    /// From 1.
    package var line: Int
    package var message: String
    /// Whether the text is nested more deeply than anybody means it.
    package var isTooDeep = false

    package var description: String { message }
}
