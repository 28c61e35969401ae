/// Finds the line of a key, which the TOML parser does not tell once it is content.
struct TOMLLines {
    private let lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: /\r?\n/, omittingEmptySubsequences: false)
    }

    /// The line, counted from 1, on which `key` is set in `table` (empty: above all tables).
    func line(of key: String, in table: String) -> Int? {
        var current = ""
        for (number, line) in lines.enumerated() {
            let text = line.drop { $0 == " " || $0 == "\t" }
            if text.hasPrefix("[") {
                current = text.drop { $0 == "[" }.prefix { $0 != "]" }.trimmed
                if current == key && table.isEmpty || current == "\(table).\(key)" { return number + 1 }
            } else if current == table, text.name == key {
                return number + 1
            } else if table == text.name, current.isEmpty, text.contains(key) {
                return number + 1
            }
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// What stands before `=` or the first dot, without its quotes.
    fileprivate var name: String {
        prefix { $0 != "=" && $0 != "." }.trimmed.filter { $0 != "\"" && $0 != "'" && $0 != "\t" }
    }
}
