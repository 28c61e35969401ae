import Foundation

/// What is asked of short values.
enum TextFlaws {
    static func ofInteger(_ text: String, in range: ClosedRange<Int>) -> [Flaw] {
        if let value = Int(text), range.contains(value), !text.hasPrefix("+") { return [] }
        let wanted =
            range.upperBound == .max
            ? "a whole number from \(range.lowerBound)"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return [Flaw(.invalidNumber, "\(text.quoted) is not \(wanted)", fix: "write \(wanted)")]
    }

    static func ofDecimal(_ text: String, in range: ClosedRange<Double>) -> [Flaw] {
        if let value = Double(text), range.contains(value) { return [] }
        let wanted = "a number from \(range.lowerBound) to \(range.upperBound)"
        return [Flaw(.invalidNumber, "\(text.quoted) is not \(wanted)", fix: "write \(wanted)")]
    }

    static func ofWord(_ text: String, among words: [String], ignoringCase: Bool) -> [Flaw] {
        let isOne = words.contains { ignoringCase ? $0.lowercased() == text.lowercased() : $0 == text }
        if isOne { return [] }
        let list =
            words.count > 12
            ? words.prefix(12).joined(separator: ", ") + ", …" : words.joined(separator: ", ")
        return [Flaw(.invalidValue, "\(text.quoted) is none of \(list)", fix: "write one of \(list)")]
    }

    /// As <https://www.rfc-editor.org/rfc/rfc5646> has it.
    static func ofLanguage(_ text: String) -> [Flaw] {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag = parts.allSatisfy { part in
            (1...8).contains(part.count) && part.utf8.allSatisfy { Bytes.isLetter($0) || Bytes.isDigit($0) }
        }
        let primary = parts.first?.lowercased() ?? ""
        if isTag,
            (primary.count == 2 && codes.contains(primary)) || primary.count == 3
                || ["x", "i"].contains(primary)
        {
            return []
        }
        let fix = text.contains("_") ? "write \(text.replacing("_", with: "-"))" : nil
        return [Flaw(.invalidLanguage, "\(text.quoted) is no language tag", fix: fix)]
    }

    /// ISO 639-1.
    private static let codes: Set<String> = Set(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es \
        et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw \
        ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng \
        nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv \
        sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """.split(separator: " ").map(String.init)
    )

    /// <https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1>, in the form that is in use.
    static func ofEmail(_ text: String) -> [Flaw] {
        isEmail(text) ? [] : [Flaw(.invalidEmail, "\(text.quoted) is no e-mail address")]
    }

    static func isEmail(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return false }
        let isLocalPart = parts[0].utf8.allSatisfy {
            Bytes.isLetter($0) || Bytes.isDigit($0) || $0 >= 0x80 || "_-+.'!#$%&*/=?^`{|}~".utf8.contains($0)
        }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return isLocalPart && labels.count >= 2
            && labels.allSatisfy { label in
                !label.isEmpty
                    && label.utf8.allSatisfy {
                        Bytes.isLetter($0) || Bytes.isDigit($0) || $0 == 0x2D || $0 >= 0x80
                    }
            }
    }

    /// RSS's `author`, `managingEditor` and `webMaster`: `me@example.org (Me)`.
    static func ofPerson(_ text: String, of element: String) -> [Flaw] {
        if let match = text.wholeMatch(of: /\s*(\S+@\S+)\s*\((.*)\)\s*/) {
            return ofEmail(String(match.1))
        }
        if let match = text.wholeMatch(of: /(.+?)\s*<\s*(?:mailto:)?(\S+@\S+)\s*>/) {
            return [
                Flaw(
                    .personForm,
                    "\(text.quoted) has the name before the address",
                    fix: "write \(match.2) (\(match.1))"
                )
            ]
        }
        if text.hasPrefix("mailto:"),
            let plain = text.dropFirst(7).prefix(while: { $0 != "?" }).removingPercentEncoding
        {
            return ofPerson(plain, of: element)
        }
        let address = text
        if isEmail(address) {
            return [
                Flaw(
                    .personForm,
                    "\(text.quoted) is an address without a name",
                    fix: "write \(address) (Name)"
                )
            ]
        }
        let fix =
            element == "author"
            ? "write <dc:creator>\(text.prefix(60))</dc:creator>, which readers show"
            : "write address@example.org (Name)"
        return [Flaw(.invalidEmail, "\(text.quoted) is no e-mail address", fix: fix)]
    }

    /// As <https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1> has it.
    static func ofMediaType(_ text: String) -> [Flaw] {
        let type = text.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
        let parts = type.split(separator: "/", omittingEmptySubsequences: false)
        let isType =
            parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy {
                        Bytes.isLetter($0) || Bytes.isDigit($0) || "!#$&-^_.+*%'`|~".utf8.contains($0)
                    }
            }
        return isType
            ? []
            : [
                Flaw(
                    .invalidMediaType,
                    "\(text.quoted) is no media type",
                    fix: "write one such as audio/mpeg"
                )
            ]
    }

    /// Seconds, or `MM:SS`, or `HH:MM:SS`.
    static func ofDuration(_ text: String) -> [Flaw] {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isDuration =
            (1...3).contains(parts.count)
            && parts.dropFirst().allSatisfy { part in (Int(part) ?? 60) < 60 }
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(Bytes.isDigit) }
        return isDuration
            ? [] : [Flaw(.invalidValue, "\(text.quoted) is no duration", fix: "write seconds, or HH:MM:SS")]
    }
}

extension TextFlaws {
    /// Seconds with a fraction, or `HH:MM:SS` with one.
    static func ofTime(_ text: String) -> [Flaw] {
        if text == "now" || text.wholeMatch(of: /\d+(?:\.\d*)?|\d+:[0-5]\d:[0-5]\d(?:\.\d*)?/) != nil {
            return []
        }
        return [Flaw(.invalidValue, "\(text.quoted) is no time", fix: "write HH:MM:SS, or seconds")]
    }
}

extension Rule {
    static let invalidNumber = Rule(
        "invalid-number",
        .error,
        why: "Readers that expect a number ignore the value, and strict ones the feed.",
        fix: "write a whole number"
    )
    static let invalidValue = Rule(
        "invalid-value",
        .error,
        why: "Readers know only the values that the specification names, and take none or another one.",
        fix: "write one of the values that the specification names"
    )
    static let invalidLanguage = Rule(
        "invalid-language",
        .error,
        why:
            "Readers choose fonts, hyphenation, voices and translations by it; podcast directories refuse the feed.",
        fix: "write a tag of RFC 5646 such as en, fr-CA or zh-Hant"
    )
    static let invalidEmail = Rule(
        "invalid-email",
        .error,
        why: "The specification wants an e-mail address here, and readers make a mail link of it.",
        fix: "write address@example.org"
    )
    static let personForm = Rule(
        "person-form",
        .advice,
        why: "Readers show what stands in the parentheses as the name; without, they show the address.",
        fix: "write address@example.org (Name)"
    )
    static let invalidMediaType = Rule(
        "invalid-media-type",
        .error,
        why:
            "Readers choose a player by it; podcast apps pass over an enclosure of a type that they do not know.",
        fix: "write a type and a subtype such as audio/mpeg"
    )
}
