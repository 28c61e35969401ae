import Foundation

extension OldFeed {
    /// Reads JSON Feed 1.0 and 1.1.
    ///
    /// <https://www.jsonfeed.org/version/1.1/>
    static func readJSON(_ bytes: [UInt8], from url: String?) throws(OldFeedError) -> OldFeed {
        let document: JSONDocument
        do {
            document = try JSONDecoder().decode(JSONDocument.self, from: Data(bytes))
        } catch {
            throw .broken(line: nil, reason: reason(of: error))
        }
        guard document.version?.text?.contains("jsonfeed.org") == true, let items = document.items else {
            throw .broken(line: nil, reason: "it is JSON without a JSON Feed's \"version\" and \"items\"")
        }
        var feed = OldFeed()
        feed.older = document.next_url?.text.map { absolute($0, against: url) }
        for item in items {
            let link = (item.url?.text ?? item.external_url?.text).map { absolute($0, against: url) }
            feed.take(
                id: item.id?.text,
                link: link,
                title: item.title?.text,
                published: item.date_published?.text,
                updated: item.date_modified?.text,
                text: item.content_html?.text ?? (item.content_text ?? item.summary)?.text?.asHTML
            )
        }
        return feed
    }

    private static func reason(of error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else {
            return "it is JSON, but no JSON Feed"
        }
        let cause = context.underlyingError.map { $0 as NSError }
        let words = cause?.userInfo[NSDebugDescriptionErrorKey] as? String ?? context.debugDescription
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
}

private struct JSONDocument: Decodable {
    struct Item: Decodable {
        var id: Loose?
        var url: Loose?
        var external_url: Loose?
        var title: Loose?
        var date_published: Loose?
        var date_modified: Loose?
        var content_html: Loose?
        var content_text: Loose?
        var summary: Loose?
    }

    var version: Loose?
    var next_url: Loose?
    var items: [Item]?
}

/// A text, or what its author should have put between quotes: readers "must coerce it to a string".
private struct Loose: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self.text = text
        } else if let number = try? value.decode(Int64.self) {
            text = String(number)
        } else {
            text = nil
        }
    }
}
