import TOMLKit

extension FrontMatter {
    /// Reads a head in TOML. https://toml.io/en/v1.0.0
    enum TOML {
        static func fields(of head: Source) throws(Problem) -> [Field] {
            let text = String(decoding: head.bytes, as: UTF8.self)
            do {
                let table = try TOMLTable(string: text)
                let lines = KeyLines(of: head, followedBy: ["=", "]", "."])
                return try fields(of: table, depth: 1, in: head, lines: lines, line: head.firstLine)
            } catch let problem as Problem {
                throw problem
            } catch let error as TOMLParseError {
                throw head.problem(
                    "front matter is no TOML: \(error.description)",
                    line: head.firstLine + error.source.begin.line - 1
                )
            } catch {
                throw head.problem("front matter is no TOML: \(error)", line: head.firstLine)
            }
        }

        private static func fields(
            of table: TOMLTable,
            depth: Int,
            in head: Source,
            lines: KeyLines,
            line: Int
        ) throws(Problem) -> [Field] {
            var fields: [Field] = []
            for name in table.keys {
                let line = lines.line(of: name, from: line) ?? line
                guard let value = table[name] else { continue }
                let read = try self.value(of: value, depth: depth + 1, in: head, lines: lines, line: line)
                fields.append(Field(name: name, line: line, value: read))
            }
            // TOMLKit sorts by name; the author's order is the better one for lists of maps and messages.
            return fields.sorted { $0.line < $1.line }
        }

        private static func value(
            of value: any TOMLValueConvertible,
            depth: Int,
            in head: Source,
            lines: KeyLines,
            line: Int
        ) throws(Problem) -> Value {
            guard depth <= nestingLimit else {
                throw tooDeep(head, line)
            }
            switch value.type {
            case .table:
                guard let table = value.table else { break }
                return Value(
                    .map(try fields(of: table, depth: depth, in: head, lines: lines, line: line)),
                    line: line
                )
            case .array:
                guard let array = value.array else { break }
                var items: [Value] = []
                for item in array {
                    items.append(
                        try self.value(of: item, depth: depth + 1, in: head, lines: lines, line: line)
                    )
                }
                return Value(.list(items), line: line)
            case .string:
                return .text(value.string ?? "", line: line)
            case .dateTime:
                guard let dateTime = value.dateTime else { break }
                return .plain(text(of: dateTime), line: line)
            case .int, .double, .bool, .date, .time:
                return .plain(value.debugDescription, line: line)
            }
            preconditionFailure("a TOML value is what its type says")
        }

        /// A date without a zone stays without one, which TOMLKit's own description writes as UTC.
        private static func text(of dateTime: TOMLDateTime) -> String {
            let day = dateTime.date.debugDescription
            let time = dateTime.time.debugDescription
            guard let minutes = dateTime.offset?.offset else { return "\(day) \(time)" }
            let digits = String(abs(minutes) / 60 * 100 + abs(minutes) % 60)
            let zeros = String(repeating: "0", count: 4 - digits.count)
            return "\(day) \(time) \(minutes < 0 ? "-" : "+")\(zeros)\(digits)"
        }
    }
}
