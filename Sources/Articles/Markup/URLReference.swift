/// A reference taken apart as RFC 3986 does: what stands in it is not judged.
///
/// <https://www.rfc-editor.org/rfc/rfc3986#appendix-B>
struct URLReference: Equatable {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring
    var query: Substring?
    var fragment: Substring?

    init(_ text: String) {
        var rest = text[...]
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "#")) {
            fragment = rest[rest.utf8.index(after: mark)...]
            rest = rest[..<mark]
        }
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = rest[rest.utf8.index(after: mark)...]
            rest = rest[..<mark]
        }
        if let mark = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }),
            rest.utf8[mark] == UInt8(ascii: ":"), Self.isScheme(rest[..<mark])
        {
            scheme = rest[..<mark]
            rest = rest[rest.utf8.index(after: mark)...]
        }
        if rest.utf8.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
            let end = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = rest[..<end]
            rest = rest[end...]
        }
        path = rest
    }

    /// What this reference means beside a base; nil where that is not absolute.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc3986#section-5.2.2>
    func resolved(against base: URLReference) -> URLReference? {
        var target = self
        if scheme == nil {
            guard let scheme = base.scheme else { return nil }
            target.scheme = scheme
            if authority == nil {
                target.authority = base.authority
                if path.isEmpty {
                    target.path = base.path
                    target.query = query ?? base.query
                    return target
                }
                target.path = path.utf8.first == UInt8(ascii: "/") ? path : base.merged(with: path)
            }
        }
        target.path = Self.withoutDots(target.path)
        return target
    }

    /// What this reference means beside a base that is relative itself, and will be resolved later.
    func joined(to base: URLReference) -> URLReference {
        var target = self
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            target.query = query ?? base.query
        } else if path.utf8.first != UInt8(ascii: "/") {
            target.path = base.merged(with: path)
        }
        return target
    }

    /// The reference put together again.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc3986#section-5.3>
    var text: String {
        var text = ""
        if let scheme { text += scheme + ":" }
        if let authority { text += "//" + authority }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }

    /// The path that a relative one means beside this one.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc3986#section-5.2.3>
    private func merged(with relative: Substring) -> Substring {
        if authority != nil, path.isEmpty { return "/" + relative }
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return relative }
        return path[...slash] + relative
    }

    /// The path with `.` and `..` followed.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4>
    private static func withoutDots(_ path: Substring) -> Substring {
        guard path.utf8.contains(UInt8(ascii: ".")) else { return path }
        let isRooted = path.utf8.first == UInt8(ascii: "/")
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(
            isRooted ? 1 : 0
        )
        var kept: [Substring] = []
        for segment in segments {
            switch segment {
            case ".": continue
            case "..": _ = kept.popLast()
            default: kept.append(segment)
            }
        }
        if segments.last == "." || segments.last == ".." { kept.append("") }
        return (isRooted ? "/" : "") + kept.joined(separator: "/")[...]
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first.isASCIIAlphanumeric, !first.isASCIIDigit else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            byte.isASCIIAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        }
    }
}
