import Feeds
import Foundation
import NIOHTTP1

/// Whether the one who asks already has what would be sent (RFC 9110, section 13).
enum ConditionalRequest {
    /// `If-None-Match` wins over `If-Modified-Since`, and compares weakly.
    static func isNotModified(_ headers: HTTPHeaders, etag: String, lastModified: Date?) -> Bool {
        isNotModified(
            ifNoneMatch: headers["If-None-Match"],
            ifModifiedSince: headers.first(name: "If-Modified-Since"),
            etag: etag,
            lastModified: lastModified
        )
    }

    static func isNotModified(
        ifNoneMatch tags: [String],
        ifModifiedSince: String?,
        etag: String,
        lastModified: Date?
    ) -> Bool {
        if !tags.isEmpty { return tags.contains { matches($0, etag) } }
        guard
            let lastModified,
            let ifModifiedSince,
            let since = Date(httpDate: ifModifiedSince)
        else { return false }
        return lastModified <= since
    }

    private static func matches(_ list: String, _ etag: String) -> Bool {
        list.split(separator: ",").contains { tag in
            let tag = tag.trimmed
            return tag == "*" || tag == etag || tag.hasPrefix("W/") && tag.dropFirst(2) == etag
        }
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
