package import Articles

/// What writing a site into a folder came to.
package struct Printed: Codable, Equatable, Sendable {
    /// An absolute path.
    package var folder: String
    /// How many files were written, their codings not counted.
    package var written = 0
    package var removed = 0
    /// How many were as they should be.
    package var kept = 0
    /// Why it is not all there.
    package var problems: [Problem] = []

    package init(folder: String) {
        self.folder = folder
    }
}
