import Foundation

extension FrontMatter {
    /// Reads a head of lines such as `Title: Hello`, which ends with the first blank line.
    ///
    /// https://docs.getpelican.com/en/stable/content.html#file-metadata
    enum Pelican {
        /// Nil for a text that only looks like one: each line is `Key: value` or continues the one before, and there is a
        /// title, or a date that is one.
        ///
        /// In a folder of Pelican's it is surely a head, which ends also before the first line that is none of it.
        /// <https://python-markdown.github.io/extensions/meta_data/>
        static func fields(
            of file: Source,
            from start: Int,
            isSure: Bool = false
        ) -> (fields: [Field], body: Int)? {
            guard beginsWithKey(file.bytes, from: start) else { return nil }
            var fields: [(name: String, line: Int, value: String)] = []
            var number = file.line(at: start)
            var position = start
            while position < file.bytes.count {
                let end = file.bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count
                guard end - start <= sizeLimit,
                    let text = String(validating: file.bytes[position..<end], as: UTF8.self)
                else { return nil }
                let begin = position
                position = min(end + 1, file.bytes.count)
                let line = text.hasSuffix("\r") ? String(text.dropLast()) : text
                if line.allSatisfy(\.isWhitespace) || isSure && isFence(line) { break }
                if let (name, value) = isSure ? loosePair(line) : pair(line) {
                    fields.append((name, number, value))
                } else if line.hasPrefix("    ") || line.hasPrefix("\t"), !fields.isEmpty {
                    let more = line.trimmingCharacters(in: .whitespaces)
                    let value = fields[fields.count - 1].value
                    fields[fields.count - 1].value = value.isEmpty ? more : value + " " + more
                } else if isSure {
                    position = begin
                    break
                } else {
                    return nil
                }
                number += 1
            }
            guard isHead(fields.map { ($0.name.lowercased(), $0.value) }) else { return nil }
            let read = fields.map { name, line, text in
                Field(name: name, line: line, value: value(text, named: name, line: line))
            }
            return (read, position)
        }

        /// The cheapest look: most texts do not begin with a word and a colon.
        private static func beginsWithKey(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Bool {
            for index in start..<min(start + 40, bytes.count) {
                let byte = bytes[index]
                if byte == UInt8(ascii: ":") { return index > start }
                let isLetter = (byte | 0x20) &- 0x61 < 26
                let isOther = byte &- 0x30 < 10 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                guard isLetter || isOther && index > start else { return false }
            }
            return false
        }

        private static func pair(_ line: String) -> (name: String, value: String)? {
            guard let match = line.wholeMatch(of: /([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?/) else {
                return nil
            }
            let value = match.output.2.map(String.init) ?? ""
            return (String(match.output.1), value.trimmingCharacters(in: .whitespaces))
        }

        /// A space behind the colon is not needed, and some may stand before the key.
        private static func loosePair(_ line: String) -> (name: String, value: String)? {
            guard let match = line.wholeMatch(of: /[ ]{0,3}([A-Za-z0-9_-]+):(.*)/) else { return nil }
            return (String(match.output.1), match.output.2.trimmingCharacters(in: .whitespaces))
        }

        private static func isFence(_ line: String) -> Bool {
            ["---", "..."].contains { fence in
                line.hasPrefix(fence) && (line.dropFirst(3).first?.isWhitespace ?? true)
            }
        }

        private static func isHead(_ fields: [(name: String, value: String)]) -> Bool {
            fields.contains { $0.name == "title" && !$0.value.isEmpty }
                || fields.contains { $0.name == "date" && WrittenDate($0.value) != nil }
        }

        /// Names and tags are parted by semicolons, or else by commas.
        static func value(_ text: String, named name: String, line: Int) -> Value {
            guard ["author", "authors", "tags", "keywords"].contains(name.lowercased()) else {
                return Value(.scalar(text, isPlain: name.lowercased() != "title"), line: line)
            }
            let items = text.split(separator: text.contains(";") ? ";" : ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            return Value(.list(items.filter { !$0.isEmpty }.map { .text($0, line: line) }), line: line)
        }
    }
}
