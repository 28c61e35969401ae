import Foundation

extension ArticleFolder {
    /// The line, counted from 1, on which an article's file first writes a name or an address; nil where it writes it in
    /// another way, or cannot be read any more.
    package func line(of words: String, in path: String) -> Int? {
        guard !words.isEmpty, case .read(_, let bytes) = read(path) else { return nil }
        let text = bytes.withUnsafeBytes { bytes in
            (try? FileText(of: bytes, path: path)).flatMap { $0?.bytes } ?? Array(bytes)
        }
        // A text's links are written in URLs as Markdown's are not.
        for spelling in [words, words.removingPercentEncoding].compactMap(\.self) {
            var start = 0
            while let place = text.place(of: spelling, from: start) {
                start = place + spelling.utf8.count
                guard Self.stands(alone: place..<start, in: text) else { continue }
                return 1 + text[..<place].count { $0 == UInt8(ascii: "\n") }
            }
        }
        return nil
    }

    /// Whether a name is no part of a longer one.
    private static func stands(alone range: Range<Int>, in text: [UInt8]) -> Bool {
        func isOfName(_ place: Int) -> Bool {
            guard text.indices.contains(place) else { return false }
            return text[place].isASCIIAlphanumeric || text[place] >= 0x80
                || "./_-%".utf8.contains(text[place])
        }
        return !isOfName(range.lowerBound - 1) && !isOfName(range.upperBound)
    }
}
