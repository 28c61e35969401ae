import Foundation

/// The head of a file, read, and the body below it, which is not copied.
struct FrontMatter {
    /// In bytes.
    static let sizeLimit = 65_536
    static let nestingLimit = 64

    /// Whether the file has a head at all.
    private(set) var isPresent = true
    private(set) var fields: [Field] = []
    private(set) var body: UnsafeRawBufferPointer

    /// Parts the file as Hugo does: `---` opens YAML, `+++` TOML, `{` JSON; or as Pelican does, without a fence.
    ///
    /// https://gohugo.io/content-management/front-matter/
    init(of file: Source, isOfPelican: Bool = false) throws(Problem) {
        var lines = Lines(of: file.bytes)
        var opening = lines.next()
        while let line = opening, line.text.allSatisfy(\.isSpaceOrLineBreak) {
            opening = lines.next()
        }
        guard let opening else {
            preconditionFailure("a file of white space alone is refused before its head is read")
        }
        if opening.isFence("---") {
            let head = try Self.head(of: file, from: opening, closedBy: ["---", "..."], lines: &lines)
            fields = try YAML.fields(of: head)
            body = lines.rest
        } else if opening.isFence("+++") {
            let head = try Self.head(of: file, from: opening, closedBy: ["+++"], lines: &lines)
            fields = try TOML.fields(of: head)
            body = lines.rest
        } else if JSON.isOpened(by: opening.start(in: file.bytes)) {
            var head = file
            head.bytes = opening.start(in: file.bytes)
            head.firstLine = file.firstLine + opening.number - 1
            (fields, body) = try JSON.fields(andBodyOf: head)
        } else if let head = Pelican.fields(of: file, from: opening.offset, isSure: isOfPelican) {
            fields = head.fields
            body = UnsafeRawBufferPointer(rebasing: file.bytes[head.body...])
        } else {
            isPresent = false
            body = file.bytes
        }
    }

    private static func head(
        of file: Source,
        from opening: Lines.Line,
        closedBy fences: [StaticString],
        lines: inout Lines
    ) throws(Problem) -> Source {
        let start = lines.position
        while let line = lines.next() {
            guard fences.contains(where: line.isFence) else { continue }
            guard line.offset - start <= sizeLimit else { throw tooLarge(file, opening.number) }
            var head = file
            head.bytes = UnsafeRawBufferPointer(rebasing: file.bytes[start..<line.offset])
            head.firstLine = opening.number + 1
            guard String(validating: head.bytes, as: UTF8.self) != nil else { throw file.invalidUTF8 }
            return head
        }
        let fence = fences[0]
        throw file.problem(
            "front matter is never closed, add a line \(fence) below the front matter",
            line: opening.number
        )
    }

    static func tooDeep(_ file: Source, _ line: Int) -> Problem {
        file.problem("front matter is nested more than 64 levels deep, flatten it", line: line)
    }

    static func tooLarge(_ file: Source, _ line: Int) -> Problem {
        file.problem("front matter is larger than 64 KiB, move its text into the body", line: line)
    }
}

/// The lines of a text, one after the other.
private struct Lines {
    struct Line {
        /// Counted from 1.
        var number: Int
        /// Of its first byte in the text.
        var offset: Int
        /// Without its line break.
        var text: UnsafeRawBufferPointer

        /// Whether the line is this fence, and nothing but white space after it.
        func isFence(_ fence: StaticString) -> Bool {
            let count = fence.utf8CodeUnitCount
            guard text.count >= count, let base = text.baseAddress else { return false }
            guard memcmp(base, fence.utf8Start, count) == 0 else { return false }
            return text[count...].allSatisfy(\.isSpaceOrLineBreak)
        }

        /// The text from this line on.
        func start(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: bytes[offset...])
        }
    }

    private let bytes: UnsafeRawBufferPointer
    private var number = 0
    private(set) var position = 0

    init(of bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var rest: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[position...])
    }

    mutating func next() -> Line? {
        guard position < bytes.count, let base = bytes.baseAddress else { return nil }
        let start = position
        let found = memchr(base + start, 0x0A, bytes.count - start)
        let end = found.map { UnsafeRawPointer($0) - base } ?? bytes.count
        position = min(end + 1, bytes.count)
        number += 1
        return Line(
            number: number,
            offset: start,
            text: UnsafeRawBufferPointer(start: base + start, count: end - start)
        )
    }
}
