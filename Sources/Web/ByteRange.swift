/// What part of a file is asked for (RFC 9110, section 14).
enum ByteRange: Equatable {
    /// All of it: nothing else is asked for, or nothing that we know.
    case whole
    case part(Range<Int64>)
    /// None of the bytes that are there.
    case unsatisfiable

    /// Several parts at once, and any unit but bytes, may be answered with the whole.
    init(_ field: String?, of size: Int64) {
        self = .whole
        guard let field, let equals = field.firstIndex(of: "="),
            field[..<equals].trimmed.lowercased() == "bytes"
        else { return }
        let set = field[field.index(after: equals)...]
        guard !set.contains(","), let dash = set.firstIndex(of: "-") else { return }
        let (first, last) = (set[..<dash].trimmed, set[set.index(after: dash)...].trimmed)
        guard let first = Self.number(first), let last = Self.number(last) else { return }
        switch (first, last) {
        case (nil, nil): return
        case (nil, let count?):
            self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
        case (let first?, nil):
            self = first < size ? .part(first..<size) : .unsatisfiable
        case (let first?, let last?):
            guard first <= last else { return }
            self = first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
        }
    }

    /// Nil within where nothing is written, nil where what is written is no number.
    private static func number(_ text: Substring) -> Int64?? {
        if text.isEmpty { return .some(nil) }
        guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return Int64(text) ?? .max - 1
    }
}
