/// Which addresses a head or a definition may give to readers: those of the web, and where a file may stand, paths.
extension String {
    /// Whether it is a URL of the web; what has to be escaped in it may stand as it is.
    package var isWebAddress: Bool {
        let reference = URLReference(self)
        guard let scheme = reference.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = reference.authority, !host.isEmpty, !host.contains(where: \.isWhitespace)
        else { return false }
        return hasLegalEscapes && !hasControl
    }

    /// Whether it is that, or a path.
    package var isWebAddressOrPath: Bool {
        URLReference(self).scheme == nil ? !isEmpty && !hasControl : isWebAddress
    }

    /// Whether two digits follow each sign of percent.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc3986#section-2.1>
    private var hasLegalEscapes: Bool {
        utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).dropFirst().allSatisfy {
            part in
            let digits = part.prefix(2)
            return digits.count == 2
                && digits.allSatisfy { $0.isASCIIDigit || ($0 | 0x20) &- UInt8(ascii: "a") < 6 }
        }
    }

    private var hasControl: Bool { utf8.contains { $0 < 0x20 || $0 == 0x7F } }
}

extension ArticleDetails {
    /// Takes out the addresses that no reader may open, and says for each what would be right.
    mutating func dropAddresses() -> [String] {
        var told: [String] = []
        func isWeb(_ address: String) -> Bool {
            if address.isWebAddress { return true }
            told.append(FrontMatter.Field.advice(onAddress: address))
            return false
        }
        func isFile(_ address: String) -> Bool {
            if address.isWebAddressOrPath { return true }
            told.append(FrontMatter.Field.advice(onFile: address))
            return false
        }
        comments = comments.flatMap { isWeb($0) ? $0 : nil }
        inReplyTo.removeAll { !isWeb($0) }
        transcripts.removeAll { !isFile($0.url) }
        chapters = chapters.flatMap { isFile($0) ? $0 : nil }
        for place in persons.indices {
            persons[place].url = persons[place].url.flatMap { isWeb($0) ? $0 : nil }
            persons[place].picture = persons[place].picture.flatMap { isFile($0) ? $0 : nil }
        }
        return told
    }
}

extension FrontMatter.Field {
    static func advice(onAddress address: String) -> String {
        "\"\(address)\" is no address that readers may open, and says nothing; write one that begins with https:// or http://"
    }

    static func advice(onFile address: String) -> String {
        "\"\(address)\" is no address that readers may open, and says nothing; write a file's name, or an address https://…"
    }
}
