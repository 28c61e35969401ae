/// What is wrong with a value, which does not know where it stands.
struct Flaw {
    var rule: Rule
    var message: String
    /// Nil where the rule's own word will do.
    var fix: String?
    /// The byte of the value that it points to.
    var index = 0

    init(_ rule: Rule, _ message: String, fix: String? = nil, index: Int = 0) {
        self.rule = rule
        self.message = message
        self.fix = fix
        self.index = index
    }
}

extension String {
    /// Between quotes, and no longer than anybody would read.
    var quoted: String {
        let shown = unicodeScalars.prefix(60).map { $0.properties.generalCategory == .control ? " " : $0 }
        let text = String(String.UnicodeScalarView(shown))
        return "\"" + text + (unicodeScalars.count > 60 ? "…" : "") + "\""
    }
}
