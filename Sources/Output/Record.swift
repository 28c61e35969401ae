import Articles

/// What is known of a file that was written.
struct Record: Equatable {
    /// Of what decided its bytes; nil where it has to be made again to know.
    var mark: ContentHash?
    /// Of its bytes.
    var content: ContentHash
    /// In bytes.
    var size: Int64
    /// In nanoseconds since 1970.
    var modified: Int64
    /// Those that lie beside it.
    var codings: Set<Coding> = []
    /// What the page of an article was made of beside it.
    var dependencies: [String] = []
}

extension Record {
    /// As a line of a manifest has it, its fields parted by tabs.
    var text: String {
        let mark = mark.map(Self.text) ?? ""
        let codings = Coding.allCases.filter(codings.contains).map { $0.rawValue.prefix(1) }.joined()
        let fields = [mark, Self.text(content), String(size), String(modified), codings]
        return (fields + dependencies.map(\.asField)).joined(separator: "\t")
    }

    /// Nil where the fields are none of a record.
    init?(_ fields: some Collection<Substring>) {
        let fields = Array(fields)
        guard fields.count >= 5, let content = Self.hash(fields[1]), let size = Int64(fields[2]),
            let modified = Int64(fields[3])
        else { return nil }
        mark = Self.hash(fields[0])
        self.content = content
        self.size = size
        self.modified = modified
        codings = Set(Coding.allCases.filter { fields[4].contains($0.rawValue.prefix(1)) })
        dependencies = fields.dropFirst(5).map(\.fromField)
    }

    private static func text(_ hash: ContentHash) -> String {
        String(hash.high, radix: 16) + "-" + String(hash.low, radix: 16)
    }

    private static func hash(_ text: Substring) -> ContentHash? {
        let words = text.split(separator: "-").map { UInt64($0, radix: 16) }
        guard words.count == 2, let high = words[0], let low = words[1] else { return nil }
        return ContentHash(high: high, low: low)
    }
}

extension String {
    /// Without what parts fields and lines.
    var asField: String {
        guard utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "%") }) else { return self }
        return replacing("%", with: "%25").replacing("\t", with: "%09").replacing("\n", with: "%0A")
    }
}

extension Substring {
    var fromField: String {
        guard utf8.contains(UInt8(ascii: "%")) else { return String(self) }
        return String(self).replacing("%0A", with: "\n").replacing("%09", with: "\t").replacing(
            "%25",
            with: "%"
        )
    }
}
