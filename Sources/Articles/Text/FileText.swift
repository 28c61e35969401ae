import Glibc

/// The text of a file whose bytes are not the plain UTF-8 that nearly all are.
struct FileText {
    /// In UTF-8.
    let bytes: [UInt8]
    /// What the author should know.
    let warning: Problem?

    private init(bytes: [UInt8], warning: Problem?) {
        self.bytes = bytes
        self.warning = warning
    }

    /// The text in another encoding; nil where the bytes are UTF-8, or no text at all.
    init?(of bytes: UnsafeRawBufferPointer, path: String) throws(Problem) {
        if Self.hasUTF16Mark(bytes) {
            let text = try Self.utf16(bytes, path: path)
            self.bytes = text.withUnsafeBytes(Self.lineFeeds) ?? text
            warning = nil
            return
        }
        if bytes.contains(0) {
            guard let text = Charset.utf8(ofUnmarkedUTF16: bytes) else { return nil }
            self.bytes = text.withUnsafeBytes(Self.lineFeeds) ?? text
            let message = "has no byte order mark and is read as UTF-16, save the file as UTF-8"
            warning = Problem(file: path, line: 1, message: message, severity: .warning)
            return
        }
        guard let first = UTF8Check.firstInvalid(in: bytes, from: 0) else { return nil }
        (self.bytes, warning) = try Self.windows1252(bytes, firstInvalid: first, path: path)
    }

    /// The text of a page: what it says of its encoding counts, unless its bytes contradict it.
    init?(ofPage bytes: UnsafeRawBufferPointer, path: String) throws(Problem) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let isMarked = hasMark || Self.hasUTF16Mark(bytes)
        guard !isMarked, let label = Charset.label(declaredBy: bytes) else {
            try self.init(of: bytes, path: path)
            return
        }
        let charset = Charset(label: label)
        // An escape changes what ASCII means in some encodings.
        if charset == .utf8 || bytes.allSatisfy({ $0 < 0x80 && $0 != 0x1B }) {
            try self.init(of: bytes, path: path)
        } else if bytes.contains(where: { $0 >= 0x80 }), UTF8Check.isValid(bytes) {
            // Chance makes no UTF-8 of a text in another encoding.
            let message = "says that it is \(label), but is UTF-8; mend its charset"
            let warning = Problem(file: path, line: 1, message: message, severity: .warning)
            self.init(bytes: Array(bytes), warning: warning)
        } else if let text = charset?.utf8(of: bytes) {
            self.init(bytes: text, warning: nil)
        } else {
            let message = "says that it is \(label), which it is not, or which is unknown; save it as UTF-8"
            throw Problem(file: path, line: 1, message: message)
        }
    }

    /// The text of a file whose lines end as they did on a Macintosh before 2001; nil for nearly all files.
    init?(ofClassicLines bytes: UnsafeRawBufferPointer) {
        guard let text = Self.lineFeeds(bytes) else { return nil }
        self.init(bytes: text, warning: nil)
    }

    /// A text whose first line ends with a carriage return alone, with line feeds in the place of these.
    ///
    /// Of any other text no more than the first line is looked at.
    private static func lineFeeds(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let base = bytes.baseAddress else { return nil }
        let line = memchr(base, 0x0A, bytes.count).map { UnsafeRawPointer($0) - base } ?? bytes.count
        guard let end = memchr(base, 0x0D, line).map({ UnsafeRawPointer($0) - base }) else { return nil }
        // In UTF-16 a zero stands beside it.
        let beside = [end - 1, end + 1].filter(bytes.indices.contains).map { bytes[$0] }
        guard end + 1 != line || line == bytes.count, !beside.contains(0) else { return nil }
        var text = Array(bytes)
        for index in text.indices
        where text[index] == 0x0D && (index + 1 == text.count || text[index + 1] != 0x0A) {
            text[index] = 0x0A
        }
        return text
    }

    /// Lends the text to who reads it.
    func read<Result>(
        _ understand: (UnsafeRawBufferPointer) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        let result: Swift.Result<Result, Problem> = bytes.withUnsafeBytes { text in
            do throws(Problem) {
                return .success(try understand(text))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func hasUTF16Mark(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
    }

    private static func utf16(_ bytes: UnsafeRawBufferPointer, path: String) throws(Problem) -> [UInt8] {
        guard let text = Charset.utf8(ofUTF16: bytes) else {
            throw Problem(file: path, message: "is UTF-16 with half a character, save the file as UTF-8")
        }
        return text
    }

    /// What else is no UTF-8 is of the encoding that browsers fall back to; but a broken UTF-8 stays broken.
    private static func windows1252(
        _ bytes: UnsafeRawBufferPointer,
        firstInvalid first: Int,
        path: String
    ) throws(Problem) -> ([UInt8], Problem) {
        let line = 1 + bytes[..<first].count { $0 == UInt8(ascii: "\n") }
        guard !UTF8Check.isCut(bytes, at: first) else {
            let message = "ends within a character, as if half written; save it whole, as UTF-8"
            throw Problem(file: path, line: line, message: message)
        }
        guard !isDamaged(bytes) else {
            throw Problem(file: path, line: line, message: "is not valid UTF-8, save the file as UTF-8")
        }
        guard let text = Charset.windows1252.utf8(of: bytes) else {
            let message = "is neither UTF-8 nor Windows-1252, save the file as UTF-8"
            throw Problem(file: path, line: line, message: message)
        }
        let message = "is not UTF-8 and is read as Windows-1252, save the file as UTF-8"
        return (text, Problem(file: path, line: line, message: message, severity: .warning))
    }

    /// Whether it is UTF-8 after all, but for some bytes: in another encoding, hardly any two make a character of UTF-8.
    private static func isDamaged(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var strays = 0
        var characters = 0
        var index = 0
        while index < bytes.count {
            let length = UTF8Check.scalarLength(in: bytes, at: index)
            if length == 0 { strays += 1 }
            if length > 1 { characters += 1 }
            index += max(length, 1)
        }
        return characters > strays
    }
}
