import Foundation

/// A tool's configuration, whatever its format: found by names such as `params.author`, in any case.
struct DialectSettings {
    /// The strongest first, each with the file that says it.
    private var tables: [(file: String, fields: [FrontMatter.Field])] = []
    private(set) var problems: [Problem] = []

    /// Larger ones are no configuration; in bytes.
    private static let sizeLimit = 1 << 20

    /// Adds what a file says, below the key `root` where one is given; nil where there is no such file.
    mutating func add(_ path: String, under root: String? = nil) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        do throws(Problem) {
            let fields = try Self.fields(of: path)
            guard let root else {
                tables.append((path, fields))
                return true
            }
            let whole = FrontMatter.Field(name: root, line: 1, value: .init(.map(fields), line: 1))
            tables.append((path, [whole]))
        } catch {
            var problem = error
            problem.message = problem.message.replacing("front matter", with: "the configuration")
            complain(problem)
        }
        return true
    }

    /// Adds what is known already.
    mutating func add(_ fields: [FrontMatter.Field]) {
        tables.append(("", fields))
    }

    /// Adds what is wrong with a file that nothing is taken of.
    mutating func complain(_ problem: Problem) {
        var problem = problem
        problem.severity = .warning
        problems.append(problem)
    }

    mutating func complain(_ message: String, in file: String, line: Int? = nil) {
        problems.append(Problem(file: file, line: line, message: message, severity: .warning))
    }

    /// Adds what is wrong in the file that says this value.
    mutating func complain(_ message: String, ofValueOf name: String, line: Int) {
        guard let (_, file) = place(of: name) else { return }
        complain(message, in: file, line: line)
    }

    subscript(name: String) -> FrontMatter.Value? { place(of: name)?.value }

    /// A value, and the file that says it.
    private func place(of name: String) -> (value: FrontMatter.Value, file: String)? {
        let keys = name.lowercased().split(separator: ".")
        for table in tables {
            var fields = table.fields
            var found: FrontMatter.Value?
            for (place, key) in keys.enumerated() {
                found = fields.first { $0.name.lowercased() == key }?.value
                guard let value = found else { break }
                if place < keys.count - 1 {
                    guard case .map(let inner) = value.content else {
                        found = nil
                        break
                    }
                    fields = inner
                }
            }
            if let found, !found.isNothing { return (found, table.file) }
        }
        return nil
    }

    func text(_ name: String) -> String? {
        guard case .scalar(let text, _) = self[name]?.content else { return nil }
        return text.isEmpty ? nil : text
    }

    func flag(_ name: String) -> Bool {
        text(name)?.lowercased() == "true"
    }

    /// The first of these names that says a text.
    func text(anyOf names: [String]) -> String? {
        names.lazy.compactMap { text($0) }.first
    }

    /// The texts of the first of these names that says one or a list of them.
    func texts(anyOf names: [String]) -> [String] {
        guard let value = names.lazy.compactMap({ self[$0] }).first else { return [] }
        return FrontMatter.Field(name: "", line: 0, value: value).scalars
    }

    /// What is made of the patterns of a list, or of one alone; complains of those that nothing can be made of.
    mutating func patterns<Pattern>(_ name: String, _ read: (String) -> Pattern?) -> [Pattern] {
        guard let (value, file) = place(of: name) else { return [] }
        let items = if case .list(let items) = value.content { items } else { [value] }
        return items.compactMap { item in
            if item.isNothing { return nil }
            var written = "of \(name)"
            if case .scalar(let text, _) = item.content {
                if text.isEmpty { return nil }
                if let pattern = read(text) { return pattern }
                written = "\"\(text)\" of \(name)"
            }
            complain(
                "the pattern \(written) is none that is known here, and keeps no file out; write a simpler one",
                in: file,
                line: item.line
            )
            return nil
        }
    }

    /// The keys of a table with their values.
    func table(_ name: String) -> [FrontMatter.Field] {
        guard case .map(let fields) = self[name]?.content else { return [] }
        return fields
    }

    /// The texts of the whole configuration that stand in no table.
    var scalars: [(name: String, value: String)] {
        tables.flatMap(\.fields).compactMap { field in
            guard case .scalar(let text, _) = field.value.content, !field.value.isNothing else { return nil }
            return (field.name, text)
        }
    }

    func timezone(_ name: String) -> TimeZone? {
        text(name).flatMap { TimeZone(identifier: $0) }
    }

    private static func fields(of path: String) throws(Problem) -> [FrontMatter.Field] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= sizeLimit else {
            throw Problem(file: path, message: "cannot be read; its site's settings are not known")
        }
        let bytes = [UInt8](data)
        var result: Result<[FrontMatter.Field], Problem> = .success([])
        bytes.withUnsafeBytes { bytes in
            do throws(Problem) {
                result = .success(try fields(of: FrontMatter.Source(bytes: bytes, path: path)))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func fields(of file: FrontMatter.Source) throws(Problem) -> [FrontMatter.Field] {
        guard file.bytes.contains(where: { !$0.isSpaceOrLineBreak }) else { return [] }
        guard String(validating: file.bytes, as: UTF8.self) != nil else { throw file.invalidUTF8 }
        if file.path.hasSuffix(".toml") { return try FrontMatter.TOML.fields(of: file) }
        if file.path.hasSuffix(".json") { return try FrontMatter.JSON.fields(andBodyOf: file).fields }
        return try FrontMatter.YAML.fields(of: file)
    }
}
