/// Values that say nothing where they are not what their key wants: each is told, and hides no article.
extension FrontMatter.Field {
    /// The same problem as a warning.
    func warning(_ message: String, in file: FrontMatter.Source) -> Problem {
        var warning = problem(message, in: file)
        warning.severity = .warning
        return warning
    }

    /// A language tag, also as others write it, with an underscore; nil for what is none.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc5646#section-2.1>
    static func languageTag(_ text: String) -> String? {
        let tag = text.utf8.contains(UInt8(ascii: "_")) ? text.replacing("_", with: "-") : text
        let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isTag = parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(\.isASCIIAlphanumeric) }
        return isTag && parts[0].allSatisfy { !$0.isASCIIDigit } ? tag : nil
    }

    /// What is wrong with an id that is given out as it is; nil where it is an IRI that names a thing for good.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6>
    func flaw(ofID id: String, in file: FrontMatter.Source) -> Problem? {
        let isSpelt = id.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"<>\"{}|\\^`".utf8.contains($0) }
        let reference = URLReference(id)
        if isSpelt, let scheme = reference.scheme, !Self.runningSchemes.contains(scheme.lowercased()),
            reference.authority != nil || !reference.path.isEmpty
        {
            return nil
        }
        return warning(
            "\"\(id)\" is no absolute IRI, which readers want an id to be; it is kept, but write one such as "
                + "tag:example.org,2026:hello or urn:uuid:… into new articles",
            in: file
        )
    }

    private static let runningSchemes: Set = ["javascript", "vbscript", "data"]
}
