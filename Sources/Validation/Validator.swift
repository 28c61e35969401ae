package import Foundation
import Feeds

/// Judges feeds: what their specifications require, and what readers are known to do.
package enum Validator {
    /// The most that a document may have, in bytes.
    package static let largest = 50 << 20

    /// Judges a document and the answers that brought it.
    package static func judge(_ bytes: [UInt8], _ exchange: Exchange, now: Date) -> Verdict {
        let answer = exchange.answer
        var (verdict, hubs) = judged(bytes, at: answer.url, charset: answer.charset, now: now)
        var judge = HTTPJudge(exchange: exchange, format: verdict.format, length: bytes.count, hubs: hubs)
        if verdict.format != nil { judge.run() }
        verdict.findings = judge.notes.findings(in: []) + verdict.findings
        return verdict
    }

    /// Judges a document as it came.
    ///
    /// - Parameters:
    ///   - bytes: The document, without a content coding.
    ///   - url: Where it is to be found, for references and for its own link; nil where nobody knows.
    ///   - charset: What the answer's Content-Type says of the encoding.
    ///   - now: What dates are compared with.
    /// - Returns: What it is, and every finding.
    package static func judge(_ bytes: [UInt8], at url: String? = nil, charset: String? = nil, now: Date)
        -> Verdict
    {
        judged(bytes, at: url, charset: charset, now: now).verdict
    }

    private static func judged(
        _ bytes: [UInt8],
        at url: String?,
        charset: String?,
        now: Date
    ) -> (verdict: Verdict, hubs: [String]) {
        if let verdict = strange(bytes) { return (verdict, []) }
        let document = DocumentText(bytes, charset: charset)
        let first = document.bytes.first { !Bytes.isSpace($0) && ![0xEF, 0xBB, 0xBF].contains($0) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return judgeJSON(document, at: url, now: now)
        }
        if let page = page(document, at: url) { return (page, []) }
        var judge = XMLJudge(document.bytes, url: url, now: now, notes: document.notes)
        judge.run()
        if let root = judge.foreignRoot { return (foreign(root, judge, document, at: url), []) }
        if charset == nil || document.bytes == bytes { secondOpinion(&judge.notes, document, bytes) }
        size(bytes, &judge.notes)
        var verdict = Verdict(
            format: judge.kind?.name,
            entries: judge.entryCount,
            findings: judge.notes.findings(in: document.bytes),
            unlisted: judge.notes.unlisted,
            feeds: []
        )
        verdict.files = judge.linkedFiles
        return (verdict, judge.hubs)
    }

    /// What is no text at all.
    private static func strange(_ bytes: [UInt8]) -> Verdict? {
        var notes = Notes()
        if bytes.allSatisfy(Bytes.isSpace) {
            notes.add(
                .noFeed,
                at: nil,
                "the document is empty",
                fix: "look into the log of the program that writes it"
            )
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            notes.add(
                .noFeed,
                at: nil,
                "the document is compressed with gzip, and nobody says so",
                fix: "let the server send Content-Encoding: gzip, or the file without compression"
            )
        } else {
            return nil
        }
        return Verdict(format: nil, entries: 0, findings: notes.findings(in: []), unlisted: [:], feeds: [])
    }

    /// A page for people, and the feeds that it names.
    private static func page(_ document: DocumentText, at url: String?) -> Verdict? {
        let start = document.bytes.drop { Bytes.isSpace($0) || [0xEF, 0xBB, 0xBF].contains($0) }
        let opening = String(decoding: start.prefix(15), as: UTF8.self).lowercased()
        guard opening.hasPrefix("<html") || opening.hasPrefix("<!doctype html") else { return nil }
        return page(naming: OldFeed.feeds(inPage: document.bytes, from: url))
    }

    private static func page(naming feeds: [String]) -> Verdict {
        var notes = Notes()
        notes.add(
            .noFeed,
            at: nil,
            "this is an HTML page, no feed",
            fix: feeds.isEmpty
                ? "give the feed's own address; the page names none, so readers do not find it: add "
                    + "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"…\"> to its <head>"
                : "give the feed's own address; the page names \(feeds.joined(separator: " and "))"
        )
        return Verdict(format: nil, entries: 0, findings: notes.findings(in: []), unlisted: [:], feeds: feeds)
    }

    private static func foreign(_ root: String, _ judge: XMLJudge, _ document: DocumentText, at url: String?)
        -> Verdict
    {
        if root.lowercased() == "html" {
            return page(naming: OldFeed.feeds(inPage: document.bytes, from: url))
        }
        var notes = judge.notes
        let what =
            switch root {
            case "opml": "this is OPML, a list of feeds"
            case "urlset", "sitemapindex": "this is a sitemap, no feed"
            case "OpenSearchDescription": "this describes a search, and is no feed"
            case "kml": "this is KML, a map"
            default: "the document begins with <\(root)>, which is no feed"
            }
        notes.add(.noFeed, at: nil, what)
        return Verdict(
            format: nil,
            entries: 0,
            findings: notes.findings(in: document.bytes),
            unlisted: notes.unlisted,
            feeds: []
        )
    }

    /// Asks libxml2, which most readers ask, whether it sees a mistake in XML where none was found.
    private static func secondOpinion(_ notes: inout Notes, _ document: DocumentText, _ bytes: [UInt8]) {
        // It is given the bytes as they came: converted ones would no longer be what the document says.
        guard !notes.hasBrokenXML, let fault = XMLFault.first(in: bytes) else { return }
        let isAsItCame = document.bytes == bytes
        notes.add(
            .notWellFormed,
            at: Bytes.offset(ofLine: fault.line, column: isAsItCame ? fault.column : 1, in: document.bytes),
            "libxml2 cannot read on here: \(fault.reason)"
        )
    }

    private static func size(_ bytes: [UInt8], _ notes: inout Notes) {
        guard bytes.count > 5_000_000 else { return }
        notes.add(.tooLarge, at: nil, "the document has \(bytes.count / 1_000_000) MB")
    }
}

extension Notes {
    /// Whether strict readers refuse the document already for what was found.
    var hasBrokenXML: Bool {
        let rules: [Rule] = [
            .notWellFormed, .unescapedAmpersand, .unescapedLessThan, .undeclaredEntity, .illegalCharacter,
            .mismatchedTag, .declarationNotFirst, .undeclaredPrefix, .wrongEncoding, .unknownEncoding,
            .tooDeep, .xmlVersion,
        ]
        return rules.contains(where: has)
    }
}

extension Bytes {
    /// The place of a line and a column, both counted from 1.
    static func offset(ofLine line: Int, column: Int, in bytes: [UInt8]) -> Int {
        var start = 0
        for _ in 1..<max(1, line) {
            guard let end = first(0x0A, in: bytes, from: start, to: bytes.count) else { break }
            start = end + 1
        }
        return min(start + max(0, column - 1), bytes.count)
    }
}
