import Foundation

extension FrontMatter {
    /// The bytes of a file or of a part of it, and where they stand, so that a Problem can name its line.
    struct Source {
        var bytes: UnsafeRawBufferPointer
        let path: String
        /// The line of the file at which `bytes` begin, counted from 1.
        var firstLine = 1

        init(bytes: UnsafeRawBufferPointer, path: String) {
            // A byte order mark says nothing in UTF-8. https://www.rfc-editor.org/rfc/rfc3629#section-6
            let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
            self.bytes = hasMark ? UnsafeRawBufferPointer(rebasing: bytes[3...]) : bytes
            self.path = path
        }

        /// An error at a line of the file.
        func problem(_ message: String, line: Int? = nil) -> Problem {
            Problem(file: path, line: line, message: message)
        }

        /// The line of the file on which the byte at `offset` stands.
        func line(at offset: Int) -> Int {
            firstLine + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
        }

        /// Refuses what cannot be an article, whatever its head says.
        func checkBytes() throws(Problem) {
            guard bytes.contains(where: { !$0.isSpaceOrLineBreak }) else {
                throw problem("is empty, write an article into it or remove it")
            }
            guard let base = bytes.baseAddress, let zero = memchr(base, 0, bytes.count) else { return }
            let offset = UnsafeRawPointer(zero) - base
            throw problem("has a NUL byte, save it as UTF-8", line: line(at: offset))
        }

        /// The Problem of bytes that are no UTF-8, at the first line that is none.
        var invalidUTF8: Problem {
            // No character of UTF-8 crosses a line break, so each line is valid or not by itself.
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let broken = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            return problem("is not valid UTF-8, save the file as UTF-8", line: broken.map { firstLine + $0 })
        }
    }
}

extension UInt8 {
    /// Whether this is white space of ASCII.
    var isSpaceOrLineBreak: Bool {
        self == 0x20 || (self >= 0x09 && self <= 0x0D)
    }
}
