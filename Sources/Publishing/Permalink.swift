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
        let stem = path.withoutExtension
        return template.replacing(/:([a-z_]+)/) { match -> String in
            switch match.output.1 {
            case "year": padded(day.year ?? 0, to: 4)
            case "month": padded(day.month ?? 0, to: 2)
            case "day": padded(day.day ?? 0, to: 2)
            case "slug", "title": slug
            case "filename": Slug.make(stem.split(separator: "/").last.map(String.init) ?? stem)
            case "path": stem.split(separator: "/").map { Slug.make(String($0)) }.joined(separator: "/")
            default: String(match.output.0)
            }
        }
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
