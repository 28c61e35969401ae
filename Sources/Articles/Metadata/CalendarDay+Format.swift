extension CalendarDay {
    /// Written as C and Ruby do by a format such as `%Y-%m-%d`; nil where a part of it is not known.
    ///
    /// <https://docs.ruby-lang.org/en/master/strftime_formatting_rdoc.html>; the offset from UTC is in seconds.
    func written(inFormat format: String, offset: Int = 0) -> String? {
        format.replacing("%%", with: "%\u{0}").filling(/(%[-0^_:]?[A-Za-z])/) { mark in
            let sign = mark.dropFirst().first ?? " "
            guard let name = mark.last, let part = part(named: name, offset: offset, hasColon: sign == ":")
            else {
                return nil
            }
            switch sign {
            case "-":
                let digits = part.drop { $0 == "0" || $0 == " " }
                return digits.isEmpty ? "0" : String(digits)
            case "^": return part.uppercased()
            case "0": return part.replacing(" ", with: "0")
            case "_": return part.hasPrefix("0") ? " " + part.dropFirst() : part
            default: return part
            }
        }?.replacing("%\u{0}", with: "%")
    }

    private func part(named name: Character, offset: Int, hasColon: Bool) -> String? {
        let hourOfTwelve = hour % 12 == 0 ? 12 : hour % 12
        switch name {
        case "Y": return year.padded(to: 4)
        case "y": return (year % 100).padded(to: 2)
        case "C": return (year / 100).padded(to: 2)
        case "m": return month.padded(to: 2)
        case "d": return day.padded(to: 2)
        case "e": return day < 10 ? " \(day)" : String(day)
        case "b", "h": return String(monthName.prefix(3))
        case "B": return monthName
        case "a": return String(weekdayName.prefix(3))
        case "A": return weekdayName
        case "j": return dayOfYear.padded(to: 3)
        case "H": return hour.padded(to: 2)
        case "I": return hourOfTwelve.padded(to: 2)
        case "l": return hourOfTwelve < 10 ? " \(hourOfTwelve)" : String(hourOfTwelve)
        case "k": return hour < 10 ? " \(hour)" : String(hour)
        case "M": return minute.padded(to: 2)
        case "S": return second.padded(to: 2)
        case "p": return hour < 12 ? "AM" : "PM"
        case "P": return hour < 12 ? "am" : "pm"
        case "u": return String(weekday == 0 ? 7 : weekday)
        case "w": return String(weekday)
        case "V": return week.padded(to: 2)
        case "G": return weekYear.padded(to: 4)
        case "z":
            let minutes = abs(offset) / 60
            let sign = offset < 0 ? "-" : "+"
            return sign + (minutes / 60).padded(to: 2) + (hasColon ? ":" : "") + (minutes % 60).padded(to: 2)
        case "F": return written(inFormat: "%Y-%m-%d")
        case "D": return written(inFormat: "%m/%d/%y")
        case "T", "X": return written(inFormat: "%H:%M:%S")
        case "R": return written(inFormat: "%H:%M")
        case "r": return written(inFormat: "%I:%M:%S %p")
        case "n": return "\n"
        case "t": return "\t"
        default: return nil
        }
    }
}
