/// What a file of Python assigns at its left margin, as far as the values are written out: it is read, and never run.
///
/// <https://docs.python.org/3/reference/lexical_analysis.html#literals>
struct PythonSettings {
    indirect enum Value {
        case text(String)
        /// A number, or a name of Python's such as `True`, as it is written.
        case word(String)
        case list([Value])
        case map([(name: String, value: Value)])

        /// A text or a word; nil for what holds several.
        var scalar: String? {
            switch self {
            case .text(let text), .word(let text): text
            case .list, .map: nil
            }
        }
    }

    private(set) var values: [String: Value] = [:]
    /// Where each name is assigned what could be read.
    private var lines: [String: Set<Int>] = [:]
    private let text: String

    /// What a text assigns, which may speak of values that are known already.
    init(_ text: String, knowing values: [String: Value] = [:]) {
        self.text = text
        self.values = values
        var reader = PythonReader(Array(text.utf8))
        while !reader.isAtEnd {
            take(&reader)
            reader.skipLine()
        }
    }

    /// A text or a word, which is not empty.
    func text(_ name: String) -> String? {
        guard let text = values[name]?.scalar, !text.isEmpty, text != "None" else { return nil }
        return text
    }

    /// A list of texts; nil where there is none, or a text in its place, which Pelican does not take either.
    func texts(_ name: String) -> [String]? {
        guard case .list(let items) = values[name] else { return nil }
        return items.compactMap(\.scalar)
    }

    /// Whether the file itself says what the name stands for.
    func assigns(_ name: String) -> Bool { lines[name] != nil }

    /// The first line that names something and is not understood, be it an assignment or what changes the value.
    func lineNotUnderstood(naming name: String) -> Int? {
        let known = lines[name] ?? []
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        return rows.enumerated().first { place, row in
            !known.contains(place + 1) && row.prefix { $0 != "#" }.contains(name)
        }.map { $0.offset + 1 }
    }

    /// One assignment; what is written in another way says nothing.
    private mutating func take(_ reader: inout PythonReader) {
        // A text that stands for itself may have lines that look like assignments.
        if reader.skipText() { return }
        guard let name = reader.name(), name.first?.isUppercase == true else { return }
        let line = reader.line
        let key = reader.key()
        let isMore = reader.skip("+=")
        guard isMore || reader.skip("=") else { return }
        guard let value = reader.value(knowing: values) else { return }
        if let key {
            guard case .map(let fields) = values[name] ?? .map([]) else { return }
            values[name] = .map(fields.filter { $0.name != key } + [(key, value)])
            lines[name, default: []].insert(line)
        } else if isMore {
            guard let old = values[name], let sum = PythonReader.sum(of: old, value) else { return }
            values[name] = sum
            lines[name, default: []].insert(line)
        } else {
            values[name] = value
            lines[name, default: []].insert(line)
        }
    }
}
