import TOML

extension FrontMatter {
    /// Reads a head in TOML. https://toml.io/en/v1.0.0
    enum TOML {
        static func fields(of head: Source) throws(Problem) -> [Field] {
            let table: TOMLTable
            do throws(TOMLError) {
                table = try TOMLTable(String(decoding: head.bytes, as: UTF8.self))
            } catch  where error.isTooDeep {
                throw tooDeep(head, head.firstLine + error.line - 1)
            } catch {
                throw head.problem("front matter is no TOML: \(error)", line: head.firstLine + error.line - 1)
            }
            return try fields(of: table, depth: 1, in: head)
        }

        private static func fields(
            of table: TOMLTable,
            depth: Int,
            in head: Source
        ) throws(Problem) -> [Field] {
            var fields: [Field] = []
            for entry in table.entries {
                let line = head.firstLine + entry.line - 1
                let value = try value(of: entry.value, depth: depth + 1, in: head, line: line)
                fields.append(Field(name: entry.key, line: line, value: value))
            }
            return fields
        }

        private static func value(
            of value: TOMLValue,
            depth: Int,
            in head: Source,
            line: Int
        ) throws(Problem) -> Value {
            guard depth <= nestingLimit else {
                throw tooDeep(head, line)
            }
            switch value {
            case .table(let table):
                return Value(.map(try fields(of: table, depth: depth, in: head)), line: line)
            case .list(let list):
                var items: [Value] = []
                for item in list {
                    items.append(try self.value(of: item, depth: depth + 1, in: head, line: line))
                }
                return Value(.list(items), line: line)
            case .text(let text): return .text(text, line: line)
            case .integer(let integer): return .plain(String(integer), line: line)
            case .number(let number): return .plain(String(number), line: line)
            case .flag(let flag): return .plain(String(flag), line: line)
            case .moment(let text): return .plain(text, line: line)
            }
        }
    }
}
