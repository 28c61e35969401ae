import Foundation

/// What the name of a file tells of the article in it. https://jekyllrb.com/docs/posts/
struct MetadataFileName {
    private(set) var date: WrittenDate?
    private(set) var slug: String?
    /// What the name has in a date's place, and why it is none.
    private(set) var wrongDate: (text: String, fault: String)?
    /// Whether the file lies in a folder that Jekyll does not publish.
    let isDraft: Bool

    init(path: String) {
        var path = path
        self = path.withUTF8 { MetadataFileName(bytes: UnsafeRawBufferPointer($0)) }
    }

    private init(bytes: UnsafeRawBufferPointer) {
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        isDraft = slash.map { Self.hasDrafts(bytes[..<$0]) } ?? false
        let name = bytes[(slash.map { $0 + 1 } ?? 0)...]
        let day = name.prefix(10)
        // Most names have no date: the cheapest look comes first.
        guard name.count > 10, day.first.map({ $0 &- 0x30 < 10 }) ?? false else { return }
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot >= day.endIndex else { return }
        let rest = name[day.endIndex..<dot]
        guard rest.isEmpty || rest.first == UInt8(ascii: "-") else { return }
        let text = String(decoding: day, as: UTF8.self)
        guard let date = WrittenDate(text) else {
            wrongDate = WrittenDate.fault(in: text).map { (text, $0) }
            return
        }
        self.date = date
        slug = rest.count > 1 ? String(decoding: rest.dropFirst(), as: UTF8.self) : nil
    }

    private static func hasDrafts(_ folders: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard folders.contains(UInt8(ascii: "_")) else { return false }
        return folders.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("_drafts".utf8) }
    }
}
