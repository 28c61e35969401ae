import Foundation

/// What the name of a file tells of the article in it. https://jekyllrb.com/docs/posts/
struct MetadataFileName {
    private(set) var date: WrittenDate?
    private(set) var slug: String?
    /// Which of the site's languages the name ends with, as in `hello.fr.md`.
    private(set) var language: String?
    /// What the name has in a date's place, and why it is none.
    private(set) var wrongDate: (text: String, fault: String)?
    /// Whether the file lies in a folder that Jekyll does not publish.
    let isDraft: Bool

    /// What the path tells in a site of these languages.
    init(path: String, languages: [String] = [], isPost: Bool = false) {
        var path = path
        self = path.withUTF8 { MetadataFileName(bytes: UnsafeRawBufferPointer($0)) }
        if isPost, date == nil { takeDate(ofPost: path.split(separator: "/").last ?? "") }
        if languages.isEmpty { return }
        let parts = path.split(separator: "/").last?.split(separator: ".") ?? []
        guard parts.count > 2 else { return }
        let ending = parts[parts.count - 2].lowercased()
        language = languages.first { $0.lowercased() == ending }
    }

    /// Takes what stands in a date's place for a part of the name.
    mutating func forgetDate() {
        date = nil
        wrongDate = nil
    }

    /// Jekyll takes days and months of one digit too, and years of two: those from 69 on are of the last century.
    private mutating func takeDate(ofPost name: Substring) {
        guard let match = name.wholeMatch(of: /(\d{2}|\d{4})-(\d{1,2})-(\d{1,2})-(.+)\.[^.]+/),
            let year = Int(match.output.1), let month = Int(match.output.2), let day = Int(match.output.3),
            let date = WrittenDate(
                year: match.output.1.count == 4 ? year : year < 69 ? 2000 + year : 1900 + year,
                month: month,
                day: day
            )
        else { return }
        self.date = date
        slug = String(match.output.4)
    }

    private init(bytes: UnsafeRawBufferPointer) {
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        isDraft = slash.map { Self.hasDrafts(bytes[..<$0]) } ?? false
        let file = bytes[(slash.map { $0 + 1 } ?? 0)...]
        let isBundle = slash != nil && file.starts(with: "index.".utf8)
        let name = isBundle ? Self.folder(of: bytes, before: slash ?? 0) : file
        let day = name.prefix(10)
        // Most names have no date: the cheapest look comes first.
        guard name.count >= 10, day.first.map({ $0 &- 0x30 < 10 }) ?? false else { return }
        let end = isBundle ? name.endIndex : name.lastIndex(of: UInt8(ascii: ".")) ?? name.startIndex
        guard end >= day.endIndex else { return }
        let rest = name[day.endIndex..<end]
        guard rest.first.map(Self.parts) ?? true else { return }
        let text = String(decoding: day, as: UTF8.self)
        guard let date = WrittenDate(text) else {
            wrongDate = WrittenDate.fault(in: text).map { (text, $0) }
            return
        }
        self.date = date
        guard rest.count > 1 else { return }
        slug =
            String(decoding: rest.dropFirst(), as: UTF8.self)
            + Self.ending(ofIndex: isBundle ? file : name[...])
    }

    /// Whether such a sign stands between a date and a name, as Jekyll, Zola, Hugo and daily notes have them.
    private static func parts(_ sign: UInt8) -> Bool {
        sign == UInt8(ascii: "-") || sign == UInt8(ascii: "_") || sign == UInt8(ascii: " ")
    }

    /// The folder of a bundle, which has its name.
    private static func folder(
        of bytes: UnsafeRawBufferPointer,
        before slash: Int
    ) -> Slice<UnsafeRawBufferPointer> {
        let start = bytes[..<slash].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return bytes[start..<slash]
    }

    /// What tells the translations in one bundle apart: `-fr` for `index.fr.md`.
    private static func ending(ofIndex name: Slice<UnsafeRawBufferPointer>) -> String {
        guard name.starts(with: "index.".utf8) else { return "" }
        let parts = name.split(separator: UInt8(ascii: "."))
        return parts.count > 2 ? "-" + String(decoding: parts[parts.count - 2], as: UTF8.self) : ""
    }

    private static func hasDrafts(_ folders: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard folders.contains(UInt8(ascii: "_")) else { return false }
        return folders.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("_drafts".utf8) }
    }
}
