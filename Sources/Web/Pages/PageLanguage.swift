import Feeds
import Foundation

/// The languages that pages have texts of their own in.
enum PageLanguage: String, CaseIterable, Sendable {
    case english = "en"
    case french = "fr"
    case german = "de"
    case spanish = "es"

    /// The language of a tag such as `fr-CA` (RFC 5646); nil where it is another one, or none is said.
    init?(_ tag: String?) {
        guard let tag else { return nil }
        self.init(rawValue: tag.prefix { $0 != "-" }.lowercased())
    }

    var texts: PageTexts {
        switch self {
        case .english: .english
        case .french: .french
        case .german: .german
        case .spanish: .spanish
        }
    }

    /// A day as people write it who write by this tag.
    ///
    /// The patterns are those of the Unicode CLDR, but for the first of a month in French. ICU knows more languages,
    /// of which there are no texts here, and costs megabytes of memory.
    func written(_ day: CivilDay, for tag: String?) -> String {
        let month = months[day.month - 1]
        let region = Self.region(of: tag)
        switch self {
        case .english:
            let isMonthFirst = region.map(Self.regionsOfMonthFirst.contains) ?? true
            return isMonthFirst
                ? "\(month) \(day.day), \(day.year)" : "\(day.day) \(month) \(day.year)"
        case .french: return "\(day.day == 1 ? "1er" : "\(day.day)") \(month) \(day.year)"
        case .german:
            // Austria's name of January.
            return "\(day.day). \(day.month == 1 && region == "AT" ? "Jänner" : month) \(day.year)"
        case .spanish: return "\(day.day) de \(month) de \(day.year)"
        }
    }

    /// What stands between a number and its fraction.
    var decimalSeparator: String { self == .english ? "." : "," }

    /// The territory that a tag names, such as `FR`.
    static func region(of tag: String?) -> String? {
        tag?.split(separator: "-").dropFirst().first { part in
            part.count == 2 && part.allSatisfy { $0.isASCII && $0.isLetter }
        }.map { $0.uppercased() }
    }

    private static let regionsOfMonthFirst: Set<String> = ["US", "CA", "PH", "PR", "GU"]

    private var months: [String] {
        switch self {
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October", "November", "December",
            ]
        case .french:
            [
                "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
                "octobre", "novembre", "décembre",
            ]
        case .german:
            [
                "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
                "Oktober", "November", "Dezember",
            ]
        case .spanish:
            [
                "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
                "octubre", "noviembre", "diciembre",
            ]
        }
    }
}

/// A day of the calendar, as a place on earth has it.
struct CivilDay: Equatable, Sendable {
    let year: Int
    /// 1 to 12.
    let month: Int
    /// 1 to 31.
    let day: Int

    init(_ date: Date, in timezone: TimeZone) {
        let there = date + TimeInterval(timezone.secondsFromGMT(for: date))
        let parts = there.rfc3339.prefix(10).split(separator: "-").compactMap { Int($0) }
        precondition(parts.count == 3, "a date of RFC 3339 begins with year, month and day")
        (year, month, day) = (parts[0], parts[1], parts[2])
    }
}

/// Which way a language is written.
enum PageDirection: String, Sendable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"

    /// By the script, where the tag names one (RFC 5646, section 2.2.3).
    init(of language: String?) {
        let parts = (language ?? "").lowercased().split(separator: "-").map(String.init)
        let isLeftward =
            parts.dropFirst().first { $0.count == 4 }.map(Self.leftwardScripts.contains)
            ?? parts.first.map(Self.leftwardLanguages.contains) ?? false
        self = isLeftward ? .rightToLeft : .leftToRight
    }

    private static let leftwardLanguages: Set<String> = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
    ]
    private static let leftwardScripts: Set<String> = ["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"]
}
