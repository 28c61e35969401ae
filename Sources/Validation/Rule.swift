/// Something that is asked of feeds.
struct Rule: Sendable {
    /// Lower-case words with hyphens: people name it in their scripts, so it stays.
    let id: String
    let severity: Severity
    /// What comes of a breach, and in which readers.
    let why: String
    /// What to do, where a finding has no better word for it.
    let fix: String

    init(_ id: String, _ severity: Severity, why: String, fix: String) {
        self.id = id
        self.severity = severity
        self.why = why
        self.fix = fix
    }
}
