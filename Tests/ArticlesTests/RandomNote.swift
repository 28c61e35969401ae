import TestSupport
/// Texts of lines in every shape that a rule looks for, each word of which occurs once.
struct RandomNote {
    private var random: SplitMix
    private var count = 0
    private let marks = [
        "- ", "– ", "— ", "• ", "* ", "・", "1. ", "2) ", "１．", "٢. ", "१। ", "2.", "> ", "    ", "　　",
    ]

    init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    /// A text; as a clipping it has a title, a summary and a slug above all else.
    mutating func next(isClipping: Bool = false) -> String {
        count = 0
        let lineBreak = chance(5) ? "\r\n" : "\n"
        var stanzas: [String] = []
        if isClipping {
            let title = capitalized(words(4))
            stanzas += [title, words(9) + "." + lineBreak + word() + "-" + word() + "-" + word()]
        }
        for _ in 0..<Int.random(in: 1...9, using: &random) {
            let lines = (0..<pick([1, 1, 1, 2, 2, 3, 5])).map { _ in line() }
            stanzas.append(lines.joined(separator: lineBreak))
        }
        return stanzas.joined(separator: lineBreak + lineBreak) + (chance(2) ? lineBreak : "")
    }

    private mutating func line() -> String {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return pick(marks) + words(4) + pick(["", "", ".", ";"])
        case 1: return pick(["→ ", "← "]) + words(3)
        case 2: return words(3) + pick([" →", " »", " ›", " >", " >>"])
        case 3: return capitalized(words(2))
        case 4: return words(8) + pick([".", ".", "。", "?", "…", ":", ",", ";"])
        case 5: return words(25) + "."
        case 6: return capitalized(words(3)) + pick(["", "?", "!", ":", ","])
        case 7: return pick(["---", "====", "***", "--", "…"])
        case 8: return "https://" + word() + ".example/" + word() + pick(["", ".", ")", "_"])
        case 9: return word() + ": " + words(2)
        case 10: return word() + "   " + word() + "\t" + word()
        default: return words(5)
        }
    }

    private mutating func words(_ most: Int) -> String {
        (0..<Int.random(in: 1...most, using: &random)).map { _ in word() }.joined(separator: " ")
    }

    /// A number in letters of some script, so that no two words are equal.
    private mutating func word() -> String {
        count += 1
        let letters = pick([
            "abcdefghij", "abcdefghij", "абвгдежзий", "αβγδεζηθικ", "אבגדהוזחטי", "一丁七万丈三上下不与",
        ])
        let digits = String(count + 1_000).map {
            letters[letters.index(letters.startIndex, offsetBy: $0.wholeNumberValue ?? 0)]
        }
        return String(digits)
    }

    private mutating func capitalized(_ text: String) -> String {
        text.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    private mutating func chance(_ one: Int) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }
}
