/// Why a text is no TOML.
package struct TOMLError: Error, Equatable, CustomStringConvertible {
    /// From 1.
    package var line: Int
    package var message: String

    package var description: String { message }
}
