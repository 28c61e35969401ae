/// How a document came over HTTP: what was asked, and what the answers said.
package struct Exchange: Equatable, Sendable {
    /// One answer.
    package struct Answer: Equatable, Sendable {
        package var url: String
        package var status: Int
        /// By their names in lower case, in the order of the head.
        package var fields: [(name: String, value: String)]

        package init(url: String, status: Int, fields: [(name: String, value: String)]) {
            self.url = url
            self.status = status
            self.fields = fields
        }

        package static func == (one: Self, other: Self) -> Bool {
            one.url == other.url && one.status == other.status
                && one.fields.elementsEqual(other.fields) { $0 == $1 }
        }

        /// The first field of a name in lower case.
        package func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

        /// The media type without its parameters, in lower case.
        package var mediaType: String? {
            field("content-type")?.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
        }

        /// What Content-Type says of the encoding.
        package var charset: String? {
            field("content-type")?.firstMatch(of: /(?i);\s*charset\s*=\s*"?([^\s";]+)/).map { String($0.1) }
        }
    }

    /// The answers that led elsewhere.
    package var redirects: [Answer]
    package var answer: Answer
    /// The status of a second request that named the answer's ETag; nil where there was none.
    package var statusWithTag: Int?
    /// The status of a second request that named the answer's Last-Modified alone.
    package var statusWithDate: Int?

    package init(redirects: [Answer], answer: Answer, statusWithTag: Int? = nil, statusWithDate: Int? = nil) {
        self.redirects = redirects
        self.answer = answer
        self.statusWithTag = statusWithTag
        self.statusWithDate = statusWithDate
    }
}
