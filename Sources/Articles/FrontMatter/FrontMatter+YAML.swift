import Yams

extension FrontMatter {
    /// Reads a head in YAML. https://yaml.org/spec/1.2.2/
    enum YAML {
        static func fields(of head: Source) throws(Problem) -> [Field] {
            if let fields = FlatYAML.fields(of: head) { return fields }
            return try fullFields(of: head)
        }

        /// The fields, as the full reader of YAML finds them.
        static func fullFields(of head: Source) throws(Problem) -> [Field] {
            try YAMLBounds.check(head)
            do {
                let text = String(decoding: head.bytes, as: UTF8.self)
                let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                // The nodes hold their anchors weakly: the parser owns them.
                return try withExtendedLifetime(parser) {
                    try fields(of: parser.singleRoot(), in: head)
                }
            } catch let problem as Problem {
                throw problem
            } catch let error as YamlError {
                throw problem(of: error, in: head)
            } catch {
                preconditionFailure("Yams throws errors of its own alone: \(error)")
            }
        }

        private static func fields(of root: Node?, in head: Source) throws(Problem) -> [Field] {
            guard let root else { return [] }
            if case .scalar(let scalar) = root, scalar.style == .plain, isNull(scalar.string) { return [] }
            let line = line(of: root, in: head)
            guard case .map(let fields) = try value(of: root, line: line, depth: 1, in: head).content else {
                throw head.problem("front matter has no keys, write lines such as title: Hello", line: line)
            }
            return fields
        }

        private static func value(
            of node: Node,
            line: Int,
            depth: Int,
            in head: Source
        ) throws(Problem) -> Value {
            guard node.anchor == nil else { throw YAMLBounds.alias(head, line: line) }
            switch node {
            case .scalar(let scalar):
                return Value(.scalar(scalar.string, isPlain: scalar.style == .plain), line: line)
            case .alias:
                throw YAMLBounds.alias(head, line: line)
            case .sequence(let nodes):
                try YAMLBounds.check(depth: depth, of: head, line: line)
                var items: [Value] = []
                for node in nodes {
                    let line = self.line(of: node, in: head)
                    items.append(try value(of: node, line: line, depth: depth + 1, in: head))
                }
                return Value(.list(items), line: line)
            case .mapping(let pairs):
                try YAMLBounds.check(depth: depth, of: head, line: line)
                var fields: [Field] = []
                for (key, node) in pairs {
                    let line = self.line(of: key, in: head)
                    guard case .scalar(let name) = key, key.anchor == nil else {
                        throw head.problem("a key of front matter is a text, write key: value", line: line)
                    }
                    let value = try value(of: node, line: line, depth: depth + 1, in: head)
                    fields.append(Field(name: name.string, line: line, value: value))
                }
                return Value(.map(fields), line: line)
            }
        }

        private static func line(of node: Node, in head: Source) -> Int {
            head.firstLine + (node.mark?.line ?? 1) - 1
        }

        /// What stands for nothing in YAML's core schema. https://yaml.org/spec/1.2.2/#1032-tag-resolution
        private static func isNull(_ text: String) -> Bool {
            ["", "~", "null", "Null", "NULL"].contains(text)
        }

        private static func problem(of error: YamlError, in head: Source) -> Problem {
            switch error {
            case .scanner(let context?, let problem, _, _) where problem.contains("end of stream"):
                // What is never closed is to be closed where it was opened.
                head.problem(
                    "front matter is no YAML: \(problem)\(advice(on: problem))",
                    line: head.firstLine + context.mark.line - 1
                )
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                head.problem(
                    "front matter is no YAML: \(problem)\(advice(on: problem))",
                    line: head.firstLine + mark.line - 1
                )
            case .duplicatedKeysInMapping(let names, let context):
                duplicate(names.first ?? "", after: head.firstLine + context.mark.line - 1, in: head)
            case .reader(let problem, let offset, _, _):
                head.problem(
                    "front matter is no YAML: \(problem), remove that character",
                    line: offset.map { head.line(at: min($0, head.bytes.count)) }
                )
            case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
                head.problem("front matter is no YAML: \(error)", line: head.firstLine)
            }
        }

        /// Yams tells the line of the first of equal keys; the second is the one that was added.
        private static func duplicate(_ name: String, after line: Int, in head: Source) -> Problem {
            let lines = KeyLines(of: head, followedBy: [":"])
            let first = lines.line(of: name, from: line) ?? line
            let second = lines.line(of: name, from: first + 1) ?? first
            return head.problem("duplicate key \"\(name)\", keep one of them", line: second)
        }

        /// What would be right, since the reader's words tell only what is wrong.
        private static func advice(on problem: String) -> String {
            let known = advices.first { problem.contains($0.words) }
            return ", " + (known?.advice ?? "write lines such as title: Hello")
        }

        private static let advices: [(words: String, advice: String)] = [
            ("mapping values are not allowed", "put a value with a colon between quotes"),
            (
                "cannot start any token",
                "indent by spaces, and put a value that starts with @ or ` between quotes"
            ),
            ("undefined alias", "put a value that starts with * between quotes"),
            ("alphabetic or numeric character", "put a value that starts with & or * between quotes"),
            ("unexpected end of stream", "close the quote that is open here"),
            ("unexpected document indicator", "close the quote that is open here"),
            ("unknown escape character", "write \\\\ for \\, or put the value between single quotes"),
            ("',' or ']'", "close the list with ]"),
            ("',' or '}'", "close the map with }"),
            ("expected '-' indicator", "indent the items of a list alike"),
            ("block sequence entries are not allowed", "begin the list on the line below its key"),
            ("could not find expected ':'", "write key: value, and indent the lines of a long text"),
            (
                "expected key",
                "indent the keys of one level alike, and put a value with quotes in it between others"
            ),
            ("expected '>'", "put a value that starts with ! between quotes"),
            ("tag", "put a value that starts with ! between quotes"),
            ("expected comment or line break", "begin the text on the line below"),
            ("chomping", "begin the text on the line below"),
            ("tab character", "indent by spaces"),
            (
                "<document start>",
                "put a value that starts with % between quotes, and keep all in one document"
            ),
        ]
    }
}
