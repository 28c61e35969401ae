/// What a server of files is to answer where there is none, as nginx reads it within a `server`:
/// <https://nginx.org/en/docs/http/ngx_http_core_module.html#location>.
struct NginxRules {
    enum Answer: Equatable {
        /// A status, and an absolute URL.
        case moved(Int, String)
        case gone
        /// Nothing below it is there either.
        case goneWithAll
    }

    static let file = OutputPath.own + "-nginx.conf"

    /// In bytes: nginx takes no longer words.
    private static let longestWord = 2_000

    /// What stands before each address, percent-decoded: empty, or with a leading slash.
    let base: String
    private var answers: [String: Answer] = [:]

    init(base: String) { self.base = base }

    /// Says something of a path below the base URL, percent-decoded; what is said first of a path holds, for nginx takes no two.
    mutating func say(_ answer: Answer, of path: String) {
        guard path.utf8.count < Self.longestWord, !path.utf8.contains(0), answers[path] == nil else { return }
        answers[path] = answer
    }

    /// Sorted by path; nil where there is nothing to say.
    var text: String? {
        if answers.isEmpty { return nil }
        let lines = answers.sorted { $0.key < $1.key }.compactMap { path, answer in
            switch answer {
            case .gone: "location = \(Self.quoted(base + path)) { return 410; }"
            case .goneWithAll: "location ^~ \(Self.quoted(base + path)) { return 410; }"
            case .moved(let status, let url):
                url.utf8.count < Self.longestWord
                    ? "location = \(Self.quoted(base + path)) { return \(status) \(Self.quoted(url.withoutVariables)); }"
                    : nil
            }
        }
        return "# Written by Feedherald: included in a server, nginx answers as the daemon does.\n"
            + lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ word: String) -> String {
        "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension String {
    /// This URL without what nginx would put something in the place of.
    fileprivate var withoutVariables: String { replacing("$", with: "%24") }
}
