import Feeds
import Foundation

/// What is asked of dates.
enum DateFlaws {
    static func of(_ text: String, as wanted: WrittenMoment.Form, at now: Date) -> [Flaw] {
        guard let moment = WrittenMoment(text) else {
            return [
                Flaw(.invalidDate, "\(text.quoted) is no date", fix: "write it as in \(example(wanted, now))")
            ]
        }
        var flaws: [Flaw] = []
        let right = "write \(example(wanted, moment.date))"
        let isRight: Bool
        switch wanted {
        case .rfc822: isRight = moment.form == .rfc822
        case .w3cdtf: isRight = moment.form == .w3cdtf || moment.form == .rfc3339
        default: isRight = moment.form == wanted
        }
        if wanted == .rfc822, moment.form == .oldRFC822 {
            flaws.append(
                Flaw(.datedForm, "\(text.quoted) is a form of RFC 822 that is not read alike", fix: right)
            )
        } else if !isRight {
            flaws.append(Flaw(.invalidDate, "\(text.quoted) is no \(name(wanted)) date", fix: right))
        }
        if moment.hasWrongWeekday {
            flaws.append(
                Flaw(.wrongWeekday, "\(text.quoted) names another day than that date was", fix: right)
            )
        } else if isRight, moment.date > now + 600 {
            flaws.append(Flaw(.implausibleDate, "\(text.quoted) lies ahead"))
        } else if isRight, moment.date < Date(timeIntervalSince1970: 631_152_000) {
            flaws.append(Flaw(.implausibleDate, "\(text.quoted) is from before there was a web"))
        }
        return flaws
    }

    private static func name(_ form: WrittenMoment.Form) -> String {
        switch form {
        case .rfc822, .oldRFC822: "RFC 822"
        case .rfc3339: "RFC 3339"
        case .w3cdtf, .loose: "W3C"
        }
    }

    private static func example(_ form: WrittenMoment.Form, _ date: Date) -> String {
        switch form {
        case .rfc822, .oldRFC822: date.rfc822
        case .rfc3339, .w3cdtf, .loose: date.rfc3339
        }
    }
}

extension Rule {
    static let invalidDate = Rule(
        "invalid-date",
        .error,
        why:
            "Readers that cannot read it show the entry without a date, at the time when they found it, or not at all.",
        fix: "write the date in the form that the specification asks for"
    )
    static let datedForm = Rule(
        "problematic-date",
        .warning,
        why: "Readers guess the century of two digits, and take zones of one letter for UTC or for nothing.",
        fix: "write four digits of the year, and the zone as +0100 or GMT"
    )
    static let wrongWeekday = Rule(
        "wrong-weekday",
        .error,
        why: "RFC 822 wants the day to be that of the date (section 5.2); some readers refuse the date.",
        fix: "leave out the day, or write the right one"
    )
    static let implausibleDate = Rule(
        "implausible-date",
        .warning,
        why:
            "What is dated ahead stays on top of every list for as long, or is hidden until then; what is dated "
            + "1970 or the year 1 is never seen.",
        fix: "write when the entry appeared"
    )
}
