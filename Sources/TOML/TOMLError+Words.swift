extension TOMLError {
    /// The reader's words, which tell what it expected, as words for people, who want to know what to write.
    init(line: Int, readersWords words: String) {
        self.line = line
        isTooDeep = words.contains("maximum nested")
        if let key = words.firstMatch(of: /cannot redefine existing [a-z- ]+ '(.*)'/)?.1 {
            message = "duplicate key \"\(key)\", keep one of them"
        } else if let date = Self.dateWords(words) {
            message = date
        } else if let known = Self.known.first(where: { words.contains($0.words) }) {
            message = known.message
        } else {
            let reason = words.firstRange(of: ": ").map { words[$0.upperBound...] } ?? words[...]
            message = "\(reason), write lines such as key = \"text\""
        }
    }

    private static func dateWords(_ words: String) -> String? {
        guard ["date", "time", "date-time"].contains(where: { words.contains("parsing \($0):") }) else {
            return nil
        }
        let bounds = words.firstMatch(
            of: /expected ([a-z]+) between ([0-9]+) (?:and|to) ([0-9]+).*saw ([0-9]+)/
        )
        let fault = bounds.map { bounds in
            // toml++ 3.3 calls 59 the last hour.
            "a date's \(bounds.1) is from \(bounds.2) to \(bounds.1 == "hour" ? "23" : bounds.3), not \(bounds.4)"
        }
        return (fault ?? "a date is not written as TOML has it") + ", write it like 2026-03-02T07:30:00"
    }

    private static let known: [(words: String, message: String)] = [
        ("maximum nested", "it is nested too deeply, flatten it"),
        (
            "could not determine value type",
            "a value has no quotes around it, or is missing; write key = \"text\""
        ),
        ("expected '=', saw", "there is no = behind a key, write key = \"text\""),
        ("expected keys, tables", "a line begins with no key, write key = \"text\""),
        ("key-value pair: encountered end-of-file", "a value is missing, write key = \"text\""),
        (
            "string: encountered end-of-file",
            "a text is never closed, end it with the quote that it begins with"
        ),
        ("array: encountered end-of-file", "a list is never closed, end it with ]"),
        ("inline table: encountered end-of-file", "a table is never closed, end it with }"),
        ("table header: encountered end-of-file", "a table's name is never closed, end it with ]"),
        (
            "control characters other than TAB",
            "a text is not closed on its line, close its quote, or put it between three quotes"
        ),
        (
            "unknown escape sequence",
            "a \\ means nothing before this letter, write \\\\, or put the text between single quotes"
        ),
        ("leading zeroes", "a number begins with 0, put it between quotes if it is a text"),
        ("not representable in 64 bits", "a number is too large, put it between quotes if it is a text"),
        (
            "expected a comment or whitespace",
            "something follows a value on its line, put the whole value between quotes"
        ),
        ("unexpected control character", "there is a control character, remove it"),
    ]
}
