/// A path as the file system knows it, byte by byte.
///
/// As texts two paths are equal that only look the same (Unicode, section 3.7), and are two files.
package struct Spelling: Hashable, Sendable, ExpressibleByStringLiteral {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    package init(stringLiteral path: String) {
        self.path = path
    }

    package static func == (first: Self, second: Self) -> Bool {
        // Texts that are not even equal are not spelled alike; and those of ASCII are as soon as they are equal.
        first.path == second.path && first.path.utf8.elementsEqual(second.path.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        let isHashed: Void? = path.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isHashed == nil { for byte in path.utf8 { hasher.combine(byte) } }
    }
}
