import Foundation

/// A template for an entry's address on its own site, with the parts that Hugo and Jekyll know.
enum Permalink {
    static let tokens = ["year", "month", "day", "slug", "title", "filename", "path"]

    /// The first part that no template may have.
    static func unknownToken(in template: String) -> String? {
        template.matches(of: /:([a-z_]+)/).map { String($0.output.1) }.first { !tokens.contains($0) }
    }

    static func expand(
        _ template: String,
        published: Date,
        slug: String,
        path: String,
        timezone: TimeZone
    ) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timezone
        let day = calendar.dateComponents([.year, .month, .day], from: published)
        // A bundle has the name of its folder, as it has to the tools that know them.
        let parts = path.split(separator: "/")
        let isBundle = parts.count > 1 && parts.last.map { $0.hasPrefix("index.") } ?? false
        let stem = isBundle ? parts.dropLast().joined(separator: "/") : path.withoutExtension
        return template.replacing(/:([a-z_]+)/) { match -> String in
            switch match.output.1 {
            case "year": padded(day.year ?? 0, to: 4)
            case "month": padded(day.month ?? 0, to: 2)
            case "day": padded(day.day ?? 0, to: 2)
            case "slug", "title": slug.percentEncoded
            case "filename":
                Slug.make(stem.split(separator: "/").last.map(String.init) ?? stem).percentEncoded
            case "path":
                stem.split(separator: "/").map { Slug.make(String($0)).percentEncoded }.joined(separator: "/")
            default: String(match.output.0)
            }
        }
    }

    /// The template that makes such a link of an article of that day, with its last part as the slug; nil for none.
    static func template(of link: String, at published: Date, in timezone: TimeZone) -> String? {
        guard let last = LinkKey.lastPart(of: link),
            let range = link.range(of: last.percentEncoded, options: .backwards)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timezone
        let day = calendar.dateComponents([.year, .month, .day], from: published)
        var tokens = [
            (padded(day.year ?? 0, to: 4), ":year"), (padded(day.month ?? 0, to: 2), ":month"),
            (padded(day.day ?? 0, to: 2), ":day"),
        ][...]
        let parts = link[..<range.lowerBound].split(separator: "/", omittingEmptySubsequences: false).map {
            part -> String in
            // They stand in this order, or the number means something else.
            guard let token = tokens.first, part == token.0 else { return String(part) }
            tokens = tokens.dropFirst()
            return token.1
        }
        return parts.joined(separator: "/") + ":slug" + link[range.upperBound...]
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension String {
    /// This path without the extension of its last part.
    var withoutExtension: String {
        guard let dot = lastIndex(of: "."), dot > (lastIndex(of: "/") ?? startIndex) else { return self }
        return String(self[..<dot])
    }
}
