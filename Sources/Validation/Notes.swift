/// What has been found so far, by its place among the document's bytes.
struct Notes {
    struct Note {
        var rule: Rule
        /// Nil for what is said of the whole.
        var offset: Int?
        var path: String
        var message: String
        var fix: String
    }

    /// More of one rule are counted, and not kept: a broken generator breaks every entry in the same way.
    static let mostPerRule = 1_000

    private(set) var all: [Note] = []
    /// Rules that do not hold here.
    var muted: Set<String> = []
    private var counts: [String: Int] = [:]

    mutating func add(
        _ rule: Rule,
        at offset: Int?,
        in path: String = "",
        _ message: String,
        fix: String? = nil
    ) {
        if muted.contains(rule.id) { return }
        counts[rule.id, default: 0] += 1
        guard counts[rule.id, default: 0] <= Self.mostPerRule else { return }
        all.append(Note(rule: rule, offset: offset, path: path, message: message, fix: fix ?? rule.fix))
    }

    /// Takes over what somebody else has found.
    mutating func add(_ other: Notes) {
        all += other.all
        counts.merge(other.counts) { $0 + $1 }
    }

    func has(_ rule: Rule) -> Bool { counts[rule.id] != nil }

    /// How many there are more than are kept, by the rule.
    var unlisted: [String: Int] {
        counts.compactMapValues { $0 > Self.mostPerRule ? $0 - Self.mostPerRule : nil }
    }

    /// The findings with their places in the text.
    func findings(in text: [UInt8]) -> [Finding] {
        let sorted = all.enumerated().sorted {
            ($0.element.offset ?? -1, $0.offset) < ($1.element.offset ?? -1, $1.offset)
        }
        var lines = LineFinder(text)
        return sorted.map { _, note in
            Finding(
                rule: note.rule.id,
                severity: note.rule.severity,
                place: note.offset.map { lines.place(of: $0) },
                path: note.path,
                message: note.message,
                why: note.rule.why,
                fix: note.fix
            )
        }
    }
}
