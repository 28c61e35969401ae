/// Where the file of an address lies.
enum OutputPath {
    /// What our own files in the folder begin with.
    static let own = ".feedherald"

    /// In bytes, what file systems take; a coding's ending is to find room as well.
    private static let longestName = 255 - 3

    /// Why an address can have no file.
    enum Refusal: Error {
        case tooLong(String)
        case unfit(String)

        /// In words, with what would be right.
        var words: String {
            switch self {
            case .tooLong(let name):
                "\"\(name.prefix(40))…\" is longer than a file's name may be (252 bytes): give it a shorter slug"
            case .unfit(let name):
                "\"\(name)\" cannot be a file's name: give it another address"
            }
        }
    }

    /// The path of the file below the folder, by which a web server answers at this address (percent-decoded): an address
    /// that ends with a slash is answered by the index of its folder, whose name is `index`.
    static func of(_ address: String, index: String) throws(Refusal) -> String {
        var parts = address.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(
            String.init
        )
        if parts.isEmpty || parts.last == "" {
            _ = parts.popLast()
            parts.append(index)
        }
        for part in parts {
            if part.utf8.count > longestName { throw .tooLong(part) }
            if part.isEmpty || part == "." || part == ".." || part.utf8.contains(0) || part.hasPrefix(own) {
                throw .unfit(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
