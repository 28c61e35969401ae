extension AddressParts {
    /// The path of the page: its sections are as they are, and only the end is made a slug; nil where that is not known.
    ///
    /// <https://www.getzola.org/documentation/content/page/#output-paths>
    func zolaPath(_ naming: ZolaNaming) -> String? {
        guard let end = naming.path(slug ?? (naming.keepsDates ? name : Self.withoutZolaDate(name))) else {
            return nil
        }
        return "/" + (sections + [end]).joined(separator: "/") + "/"
    }

    private static func withoutZolaDate(_ name: String) -> String {
        let time = /T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})/
        guard let day = name.prefixMatch(of: /\d{4}-\d{2}-\d{2}/) else { return name }
        var rest = name[day.range.upperBound...]
        if let match = rest.prefixMatch(of: time) { rest = rest[match.range.upperBound...] }
        guard let sign = rest.prefixMatch(of: /\s?[_-]/), sign.range.upperBound < rest.endIndex else {
            return name
        }
        return String(rest[sign.range.upperBound...])
    }
}
