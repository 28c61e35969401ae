/// The value of a `srcset` attribute.
///
/// <https://html.spec.whatwg.org/multipage/images.html#srcset-attributes>
struct SourceSet {
    struct Candidate {
        var url: String
        /// `2x` or `640w`, or nothing.
        var descriptor: String
    }

    var candidates: [Candidate]

    init(_ candidates: [Candidate]) {
        self.candidates = candidates
    }

    /// Reads as a browser does: a comma parts candidates only at the end of an address, or after a descriptor.
    init(_ value: String) {
        candidates = []
        var rest = value[...]
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "," }
            guard !rest.isEmpty else { return }
            var url = rest.prefix { !$0.isWhitespace }
            rest = rest[url.endIndex...]
            var descriptor = ""[...]
            if url.last == "," {
                while url.last == "," { url.removeLast() }
            } else {
                descriptor = rest.prefix { $0 != "," }
                rest = rest[descriptor.endIndex...]
            }
            let words = descriptor.split(whereSeparator: \.isWhitespace)
            candidates.append(Candidate(url: String(url), descriptor: words.joined(separator: " ")))
        }
    }

    var text: String {
        candidates.map { $0.descriptor.isEmpty ? $0.url : "\($0.url) \($0.descriptor)" }.joined(
            separator: ", "
        )
    }
}
