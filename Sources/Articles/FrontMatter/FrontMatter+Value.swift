extension FrontMatter {
    /// One key of a head, with its value.
    struct Field: Equatable, Sendable {
        var name: String
        /// Of the key, in the file.
        var line: Int
        var value: Value
    }

    /// A value of a head, whichever of the formats it was written in.
    struct Value: Equatable, Sendable {
        enum Content: Equatable, Sendable {
            /// A text; `isPlain` where it stands without quotes, and so may mean a number, a boolean or nothing.
            case scalar(String, isPlain: Bool)
            case list([Value])
            case map([Field])
        }

        /// Of its first character in the file; of its key, where it has one.
        var line: Int
        var content: Content

        init(_ content: Content, line: Int) {
            self.content = content
            self.line = line
        }

        /// A number, a boolean, or nothing at all.
        static func plain(_ text: String, line: Int) -> Value {
            Value(.scalar(text, isPlain: true), line: line)
        }

        /// A text that means itself.
        static func text(_ text: String, line: Int) -> Value {
            Value(.scalar(text, isPlain: false), line: line)
        }
    }
}
