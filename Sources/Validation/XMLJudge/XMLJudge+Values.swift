/// What the elements' and attributes' values are.
extension XMLJudge {
    mutating func note(_ flaws: [Flaw], in text: SourceText, at place: Int, _ path: String) {
        let first = text.bytes.firstIndex { !Bytes.isSpace($0) } ?? 0
        for flaw in flaws {
            let offset = flaw.index == 0 || text.isEmpty ? place : text.offset(at: first + flaw.index)
            notes.add(flaw.rule, at: offset, in: path, flaw.message, fix: flaw.fix)
        }
    }

    mutating func note(_ flaws: [Flaw], at attribute: Attribute, _ path: String) {
        note(flaws, in: attribute.value, at: attribute.place, path)
    }

    mutating func value(of element: Element, _ definition: Definition, _ path: String) {
        attributes(of: element, definition, path)
        switch definition.value {
        case .any: break
        case .elements(let content): check(element, as: content, path)
        case .textConstruct: judge(textConstruct: element, path)
        case .content: judge(content: element, path)
        case .html: judge(description: element, path)
        case .nothing:
            if !element.text.isBlank || !element.children.isEmpty {
                notes.add(
                    .unexpectedText,
                    at: element.place,
                    in: path,
                    "<\(element.qualified)> must be empty"
                )
            }
        default:
            // RDF allows statements about whatever an element stands for.
            let isRDF = kind == .rdf
            let isForeign = { (child: Element) in
                isRDF && !child.name.namespace.isEmpty && child.name.namespace != Namespace.rss10
            }
            if let child = element.children.first(where: { !isForeign($0) }) {
                notes.add(
                    .markupInText,
                    at: child.start,
                    in: path,
                    "<\(child.qualified)> stands within <\(element.qualified)>, which holds text alone"
                )
            }
            plain(element.text, as: definition.value, of: element, path)
        }
    }

    private mutating func plain(_ text: SourceText, as value: Value, of element: Element, _ path: String) {
        let trimmed = text.trimmed
        if trimmed.isEmpty {
            if case .optionalText = value { return }
            notes.add(.blank, at: element.start, in: path, "<\(element.qualified)> is empty")
            return
        }
        switch value {
        case .text, .optionalText: markup(in: text, of: element, path)
        case .person:
            if (HTMLScanner.firstTag(in: text) ?? HTMLScanner.firstEntity(in: text)) != nil {
                markup(in: text, of: element, path)
            }
        case .url, .identifier, .iri, .reference, .rfc3339:
            if text.bytes.first.map(Bytes.isSpace) == true || text.bytes.last.map(Bytes.isSpace) == true {
                notes.add(
                    .surroundingSpace,
                    at: text.offset(at: 0),
                    in: path,
                    "white space stands around the value of <\(element.qualified)>"
                )
            }
        default: break
        }
        note(
            flaws(of: trimmed, as: value, name: element.name.local, base: element.base),
            in: text,
            at: element.place,
            path
        )
    }

    mutating func value(
        of attribute: Attribute,
        _ wanted: AttributeDefinition,
        of element: Element,
        _ path: String
    ) {
        let trimmed = attribute.value.trimmed
        if trimmed.isEmpty {
            if case .any = wanted.value, !wanted.isRequired { return }
            if case .optionalText = wanted.value { return }
            notes.add(
                .blank,
                at: attribute.place,
                in: path,
                "the attribute \(attribute.qualified) of <\(element.qualified)> is empty"
            )
            return
        }
        if case Value.text = wanted.value, let tag = HTMLScanner.firstTag(in: attribute.value) {
            notes.add(
                .htmlInText,
                at: attribute.value.offset(at: tag.index),
                in: path,
                "HTML stands in the attribute \(attribute.qualified): \(tag.shown)"
            )
        }
        switch wanted.value {
        case .url, .iri, .identifier, .mediaType, .integer: surroundingSpace(attribute, path)
        default: break
        }
        let flaws = flaws(of: trimmed, as: wanted.value, name: attribute.name.local, base: element.base)
        note(flaws, at: attribute, path)
    }

    private func flaws(of text: String, as value: Value, name: String, base: String?) -> [Flaw] {
        switch value {
        case .any, .optionalText, .text, .html, .textConstruct, .content, .nothing, .elements: []
        case .url: AddressFlaws.of(text, as: .absolute, allowsIRI: false, base: base ?? url)
        case .identifier: AddressFlaws.of(text, as: .identifier, allowsIRI: true, base: base ?? url)
        case .reference: AddressFlaws.of(text, as: .reference, allowsIRI: false)
        case .iri: AddressFlaws.of(text, as: .reference, allowsIRI: true)
        case .rfc822: DateFlaws.of(text, as: .rfc822, at: now)
        case .rfc3339: DateFlaws.of(text, as: .rfc3339, at: now)
        case .w3cdtf: DateFlaws.of(text, as: .w3cdtf, at: now)
        case .integer(let range): TextFlaws.ofInteger(text, in: range)
        case .decimal(let range): TextFlaws.ofDecimal(text, in: range)
        case .words(let words): TextFlaws.ofWord(text, among: words, ignoringCase: false)
        case .wordsOfAnyCase(let words): TextFlaws.ofWord(text, among: words, ignoringCase: true)
        case .language: TextFlaws.ofLanguage(text)
        case .email: TextFlaws.ofEmail(text)
        case .person: TextFlaws.ofPerson(text, of: name)
        case .mediaType: TextFlaws.ofMediaType(text)
        case .duration: TextFlaws.ofDuration(text)
        case .time: TextFlaws.ofTime(text)
        }
    }

    /// Titles and the like are plain text: what looks like HTML in them is shown by some, and taken away by others.
    mutating func markup(in text: SourceText, of element: Element, _ path: String) {
        if let tag = HTMLScanner.firstTag(in: text) {
            notes.add(
                .htmlInText,
                at: text.offset(at: tag.index),
                in: path,
                "HTML stands in <\(element.qualified)>: \(tag.shown)"
            )
        } else if let entity = HTMLScanner.firstEntity(in: text),
            !isByNumber(text.offset(at: entity.index))
        {
            notes.add(
                .htmlInText,
                at: text.offset(at: entity.index),
                in: path,
                "\(entity.shown) stands in <\(element.qualified)>: it was escaped twice",
                fix: "escape the text once"
            )
        } else if kind?.isRSS2 == true, let sign = HTMLScanner.firstSign(in: text) {
            // <https://www.rssboard.org/rss-profile#data-types-characterdata>
            let offset = text.offset(at: sign)
            if !isByNumber(offset) {
                let isLess = text.bytes[sign] == UInt8(ascii: "<")
                notes.add(
                    .ambiguousText,
                    at: offset,
                    in: path,
                    "a \"\(isLess ? "<" : "&")\" in <\(element.qualified)> is text for some readers, and HTML for others",
                    fix: "write \(isLess ? "&#x3C;" : "&#x26;") in its place"
                )
            }
        }
    }
}

extension XMLJudge {
    /// Whether a sign is written as RSS's profile recommends, so that it is read alike by most.
    private func isByNumber(_ offset: Int) -> Bool {
        kind?.isRSS2 == true
            && (Bytes.has("&#x", in: text, at: offset) || Bytes.has("&#3", in: text, at: offset))
    }
}

extension Rule {
    static let htmlInText = Rule(
        "html-in-text",
        .warning,
        why: "It is plain text: some readers show the tags, others take them away.",
        fix: "write the text without markup"
    )
    static let ambiguousText = Rule(
        "ambiguous-text",
        .advice,
        why:
            "RSS does not say whether a title is text or HTML: readers take away what they believe to be a tag. "
            + "References by number are read alike by most (RSS Advisory Board's profile).",
        fix: "write &#x26; and &#x3C;"
    )
    static let markupInText = Rule(
        "markup-not-escaped",
        .error,
        why:
            "Readers see XML elements of the feed where HTML is meant: they show nothing, or the text without its markup.",
        fix: "put the HTML between <![CDATA[ and ]]>, or escape it"
    )
}
