extension PlainTextLine {
    /// Whether it is spelt as a person's name: few words, the last and all long ones with capitals, which may stand behind
    /// what is joined to them, and before others only short ones without.
    var isName: Bool {
        let words = words
        guard (1...6).contains(words.count), (2...60).contains(width), text.unicodeScalars.last != "," else {
            return false
        }
        let isSpelt = text.unicodeScalars.allSatisfy { $0.isLetterOrMark || $0.joinsNames }
        guard isSpelt, isCased else { return isSpelt }
        let particles = words.prefix { !$0.hasCapital }
        return particles.count < words.count && particles.allSatisfy { $0.letters <= 4 }
            && words.dropLast().allSatisfy { $0.hasCapital || $0.letters <= 5 }
            && words[words.count - 1].hasCapital
    }

    /// Whether it may be one all the same, where everything else says so: people, offices and agencies call themselves
    /// whatever they like.
    var mayBeName: Bool {
        if isName { return true }
        guard (1...6).contains(words.count), (2...60).contains(width), item == nil, !hasLink, !isSignpost
        else {
            return false
        }
        return !endsSentence && !isLeadIn && text.unicodeScalars.last != ","
            && text.unicodeScalars.contains(where: \.properties.isAlphabetic)
    }

    private var words: [Substring] {
        text.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" || $0 == "\u{3000}" })
    }
}

extension Substring {
    /// Also one behind an article or particle that is elided or joined, or a letter that knows no capitals.
    fileprivate var hasCapital: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .titlecaseLetter, .otherLetter: true
            case .lowercaseLetter: !scalar.hasCase
            default: false
            }
        }
    }

    fileprivate var letters: Int { unicodeScalars.count(where: \.isLetterOrMark) }
}
