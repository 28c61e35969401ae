import Feeds
import Foundation
import NIOHTTP1

/// Whether the one who asks already has what would be sent (RFC 9110, section 13).
enum ConditionalRequest {
    /// `If-None-Match` wins over `If-Modified-Since`, and compares weakly.
    static func isNotModified(_ headers: HTTPHeaders, etag: String, lastModified: Date?) -> Bool {
        let tags = headers["If-None-Match"]
        if !tags.isEmpty {
            var etag = etag
            return etag.withBytes { etag in
                tags.contains { tag in
                    var tag = tag
                    return tag.withBytes { matches($0[...], etag) }
                }
            }
        }
        guard let lastModified, let text = headers.first(name: "If-Modified-Since"),
            let since = Date(httpDate: text)
        else { return false }
        return lastModified <= since
    }

    /// Whether a value of `If-None-Match` names an entity tag, or any.
    static func matches(_ list: Slice<UnsafeRawBufferPointer>, _ etag: UnsafeRawBufferPointer) -> Bool {
        var start = list.startIndex
        while start <= list.endIndex {
            let end = list[start...].firstIndex(of: UInt8(ascii: ",")) ?? list.endIndex
            let tag = list[start..<end].withoutSpaces
            if tag.count == 1, tag.first == UInt8(ascii: "*") { return true }
            if tag.isSame(as: etag) { return true }
            let isWeak = tag.count == etag.count + 2 && tag.starts(with: "W/".utf8)
            if isWeak, tag.dropFirst(2).isSame(as: etag) { return true }
            start = end + 1
        }
        return false
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count, let one = UnsafeRawBufferPointer(rebasing: self).baseAddress,
            let two = other.baseAddress
        else { return false }
        return memcmp(one, two, count) == 0
    }
}

extension Substring {
    /// Without the white space around it.
    var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
