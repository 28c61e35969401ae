/// A file that the feed leads to, and what the feed says of it.
package struct LinkedFile: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case enclosure
        /// The picture of a podcast.
        case cover
    }

    /// What its server said, asked by HEAD.
    package enum Answer: Equatable, Sendable {
        case answered(Exchange.Answer)
        case unreachable(reason: String)
    }

    package var kind: Kind
    package var url: String
    /// In bytes; nil where the feed does not tell it.
    package var length: Int64?
    /// A media type in lower case.
    package var type: String?
    /// Where the feed names it.
    package var place: Place
    package var path: String
}

extension Verdict {
    /// The same, with what is to be said of the files that the feed leads to.
    package func adding(_ answers: [(file: LinkedFile, answer: LinkedFile.Answer)]) -> Verdict {
        var verdict = self
        for (file, answer) in answers { verdict.findings += Self.findings(of: file, answer) }
        verdict.findings.sort { one, other in
            (one.place?.line ?? 0, one.place?.column ?? 0) < (
                other.place?.line ?? 0, other.place?.column ?? 0
            )
        }
        return verdict
    }

    private static func findings(of file: LinkedFile, _ answer: LinkedFile.Answer) -> [Finding] {
        func finding(_ rule: Rule, _ message: String, fix: String? = nil) -> Finding {
            Finding(
                rule: rule.id,
                severity: rule.severity,
                place: file.place,
                path: file.path,
                message: message,
                why: rule.why,
                fix: fix ?? rule.fix
            )
        }
        guard case .answered(let answer) = answer else {
            guard case .unreachable(let reason) = answer else { return [] }
            return [finding(.fileMissing, "\(file.url.quoted) cannot be fetched: \(reason)")]
        }
        guard (200..<300).contains(answer.status) else {
            return [finding(.fileMissing, "\(file.url.quoted) is answered with status \(answer.status)")]
        }
        var findings: [Finding] = []
        let type = answer.mediaType ?? ""
        switch file.kind {
        case .cover:
            if !type.isEmpty, type != "image/jpeg", type != "image/png" {
                findings.append(
                    finding(.coverFormat, "the cover is served as \(type.quoted), and not as JPEG or PNG")
                )
            }
        case .enclosure:
            if let told = file.length, told > 0,
                let length = answer.field("content-length").flatMap({ Int64($0) }), told != length
            {
                findings.append(
                    finding(
                        .fileLength,
                        "the file has \(length) bytes, and the feed says \(told)",
                        fix: "write \(length)"
                    )
                )
            }
            if let told = file.type, !type.isEmpty,
                told.prefix(while: { $0 != "/" }) != type.prefix(while: { $0 != "/" })
            {
                findings.append(
                    finding(
                        .fileType,
                        "the file is served as \(type.quoted), and the feed says \(told.quoted)"
                    )
                )
            }
            if answer.field("accept-ranges")?.lowercased() != "bytes" {
                findings.append(finding(.noRanges, "the server does not say that it sends parts of the file"))
            }
        }
        return findings
    }
}

extension Rule {
    static let fileMissing = Rule(
        "file-missing",
        .error,
        why: "Nobody can play or see it.",
        fix: "put the file there, or mend its address; servers must answer HEAD as they answer GET"
    )
    static let fileLength = Rule(
        "file-length",
        .warning,
        why: "Podcast apps show the wrong size, and some take the download for cut off.",
        fix: "write the file's length in bytes"
    )
    static let fileType = Rule(
        "file-type",
        .warning,
        why: "Some apps choose the player by the feed, and others by the server: one of them is wrong.",
        fix: "let both say the type of the file"
    )
    static let noRanges = Rule(
        "no-ranges",
        .warning,
        why: "Podcast directories ask for ranges of bytes, by which apps play on from the middle.",
        fix: "serve the file with Accept-Ranges: bytes, and answer 206 to Range"
    )
}
