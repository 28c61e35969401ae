/// Members and their values, by what a vocabulary says of them.
extension JSONJudge {
    /// The members of an object, by what the specification says of them.
    mutating func check(_ node: JSONNode, _ definitions: [JSONMember], _ path: String) {
        guard case .object(let members) = node.value else {
            notes.add(.wrongKind, at: node.start, in: path, "\(node.kind) stands where an object should")
            return
        }
        for member in members {
            let memberPath = "\(path)/\(member.name.replacing("~", with: "~0").replacing("/", with: "~1"))"
            guard let definition = definitions.first(where: { $0.name == member.name }) else {
                unknown(member, definitions, memberPath)
                continue
            }
            value(member.value, definition.value, memberPath)
        }
        for definition in definitions where definition.isRequired && node.member(definition.name) == nil {
            let rule: Rule = definition.name == "id" ? .missingID : .missingMember
            notes.add(
                rule,
                at: node.start,
                in: path,
                "the member \"\(definition.name)\" is missing",
                fix: definition.name == "id" ? nil : "add \"\(definition.name)\""
            )
        }
    }

    private mutating func unknown(_ member: JSONNode.Member, _ definitions: [JSONMember], _ path: String) {
        if member.name.hasPrefix("_") { return }
        let plain = member.name.lowercased().filter { $0 != "_" && $0 != "-" }
        let meant =
            definitions.first { $0.name.filter { $0 != "_" } == plain }?.name
            ?? JSONVocabulary.otherNames[plain]
        notes.add(
            .unknownMember,
            at: member.nameStart,
            in: path,
            "JSON Feed has no member \(member.name.quoted) here",
            fix: meant.map { "write \"\($0)\"" }
                ?? "take it out, or write \"_\(member.name)\", as extensions are written"
        )
    }

    private mutating func value(_ node: JSONNode, _ kind: JSONMember.Kind, _ path: String) {
        func wrong(_ wanted: String) {
            notes.add(
                .wrongKind,
                at: node.start,
                in: path,
                "\(node.kind) stands where \(wanted) should",
                fix: "write \(wanted)"
            )
        }
        switch kind {
        case .text, .html, .url, .date, .language, .mediaType:
            guard let text = node.text else { return wrong("a string") }
            self.text(text, kind, at: node.start, path)
        case .boolean:
            guard case .boolean = node.value else { return wrong("true or false") }
        case .count:
            guard case .number(let number) = node.value else { return wrong("a number") }
            if Double(number).map({ $0 < 0 }) ?? true {
                notes.add(
                    .invalidNumber,
                    at: node.start,
                    in: path,
                    "\(number.quoted) is less than nothing",
                    fix: "write a number from 0"
                )
            }
        case .texts:
            guard let elements = node.elements else { return wrong("an array of strings") }
            for (index, element) in elements.enumerated() where element.text == nil {
                notes.add(
                    .wrongKind,
                    at: element.start,
                    in: "\(path)/\(index)",
                    "\(element.kind) stands where a string should",
                    fix: "write a string"
                )
            }
        case .any: break
        case .items:
            guard node.elements != nil else { return wrong("an array of objects") }
        case .objects(let definitions):
            guard let elements = node.elements else { return wrong("an array of objects") }
            for (index, element) in elements.enumerated() { check(element, definitions, "\(path)/\(index)") }
        case .object(let definitions):
            guard case .object = node.value else { return wrong("an object") }
            check(node, definitions, path)
        }
    }

    private mutating func text(_ text: SourceText, _ kind: JSONMember.Kind, at start: Int, _ path: String) {
        let string = text.string
        if text.isBlank {
            if case .html = kind { return }
            if path.hasSuffix("/content_text") || path.hasSuffix("/summary") { return }
            notes.add(.blank, at: start, in: path, "the value is empty", fix: "leave the member out")
            return
        }
        let flaws: [Flaw] =
            switch kind {
            case .url: AddressFlaws.of(string, as: .absolute, allowsIRI: false, base: url)
            case .date: DateFlaws.of(string, as: .rfc3339, at: now)
            case .language: TextFlaws.ofLanguage(string)
            case .mediaType: TextFlaws.ofMediaType(string)
            default: []
            }
        for flaw in flaws {
            notes.add(flaw.rule, at: text.offset(at: flaw.index), in: path, flaw.message, fix: flaw.fix)
        }
        if case .html = kind {
            var judge = HTMLJudge(text, base: nil, isSecure: url?.hasPrefix("https:") == true)
            judge.run()
            for flaw in judge.flaws {
                notes.add(flaw.rule, at: text.offset(at: flaw.index), in: path, flaw.message, fix: flaw.fix)
            }
        }
        if path.hasSuffix("/title"), let tag = HTMLScanner.firstTag(in: text) {
            notes.add(
                .htmlInText,
                at: text.offset(at: tag.index),
                in: path,
                "HTML stands in a title: \(tag.shown)"
            )
        } else if path.hasSuffix("/title"), let entity = HTMLScanner.firstEntity(in: text) {
            notes.add(
                .htmlInText,
                at: text.offset(at: entity.index),
                in: path,
                "\(entity.shown) stands in a title",
                fix: "write the character itself"
            )
        }
    }
}
