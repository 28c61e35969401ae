import Foundation

extension Validator {
    static func judgeJSON(
        _ document: DocumentText,
        at url: String?,
        now: Date
    ) -> (verdict: Verdict, hubs: [String]) {
        var scanner = JSONScanner(document.bytes)
        let root = scanner.document()
        var judge = JSONJudge(url: url, now: now, notes: document.notes.inJSON)
        judge.notes.add(scanner.notes)
        if let root { judge.run(root) }
        if document.bytes.count > 5_000_000 {
            judge.notes.add(.tooLarge, at: nil, "the document has \(document.bytes.count / 1_000_000) MB")
        }
        let verdict = Verdict(
            format: judge.format,
            entries: judge.entryCount,
            findings: judge.notes.findings(in: document.bytes),
            unlisted: judge.notes.unlisted,
            feeds: []
        )
        let hubs = root?.member("hubs")?.elements ?? []
        return (verdict, hubs.compactMap { $0.member("url")?.text?.string })
    }
}

extension Notes {
    /// Without what only XML cannot carry: JSON's own reader tells of it.
    fileprivate var inJSON: Notes {
        var notes = Notes()
        for note in all where note.rule.id != Rule.illegalCharacter.id {
            notes.add(note.rule, at: note.offset, in: note.path, note.message, fix: note.fix)
        }
        return notes
    }
}

/// Judges JSON Feed.
///
/// <https://www.jsonfeed.org/version/1.1/>
struct JSONJudge {
    let url: String?
    let now: Date
    var notes: Notes
    var format: String?
    var entryCount = 0
    private var isVersion10 = false
    private var ids: [String: String] = [:]

    init(url: String?, now: Date, notes: Notes) {
        self.url = url
        self.now = now
        self.notes = notes
        // Who tries a feed out at home knows that it is there.
        if url.map(XMLJudge.isLocal) == true { self.notes.muted = [Rule.localAddress.id] }
    }

    mutating func run(_ root: JSONNode) {
        guard case .object = root.value else {
            notes.add(.noFeed, at: root.start, "this is JSON, and no object: no JSON Feed")
            return
        }
        let version = root.member("version")?.text?.string
        guard version?.contains("jsonfeed.org") == true || root.member("items") != nil else {
            notes.add(.noFeed, at: root.start, "this is JSON without a JSON Feed's \"version\" and \"items\"")
            return
        }
        format = "JSON Feed 1.1"
        self.version(root)
        check(root, JSONVocabulary.feed, "")
        feed(root)
        guard let items = root.member("items")?.elements else { return }
        for (index, item) in items.enumerated() {
            entryCount += 1
            self.item(item, "/items/\(index)")
        }
    }

    private mutating func version(_ root: JSONNode) {
        guard let version = root.member("version"), let text = version.text?.string else { return }
        switch text {
        case "https://jsonfeed.org/version/1.1": break
        case "https://jsonfeed.org/version/1":
            isVersion10 = true
            format = "JSON Feed 1.0"
            notes.add(.oldJSONFeed, at: version.start, in: "/version", "this is JSON Feed 1.0")
        default:
            notes.add(.jsonVersion, at: version.start, in: "/version", "there is no JSON Feed \(text.quoted)")
        }
    }

    /// The members of an object, by what the specification says of them.
    private mutating func check(_ node: JSONNode, _ definitions: [JSONMember], _ path: String) {
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

    private mutating func feed(_ root: JSONNode) {
        if root.member("home_page_url") == nil {
            notes.add(
                .jsonShould,
                at: root.start,
                in: "",
                "the member \"home_page_url\" is missing",
                fix: "add the address of the page for people"
            )
        }
        if root.member("language") == nil, !isVersion10 {
            notes.add(.noLanguage, at: root.start, in: "", "the member \"language\" is missing")
        }
        deprecatedAuthor(root, "")
        guard let own = root.member("feed_url") else {
            let hub = root.member("hubs")
            notes.add(
                hub == nil ? .missingFeedURL : .hubWithoutSelf,
                at: hub?.start ?? root.start,
                in: "",
                hub == nil
                    ? "the member \"feed_url\" is missing" : "the feed names a hub, and not its own address",
                fix: "add \"feed_url\" with the feed's own address"
            )
            return
        }
        if let url, let text = own.text?.string, text != url, AddressFlaws.scheme(of: text) != nil {
            notes.add(
                .selfDiffers,
                at: own.start,
                in: "/feed_url",
                "\"feed_url\" is \(text.quoted), and not where this document is",
                fix: "write \(url)"
            )
        }
        if let next = root.member("next_url")?.text?.string, next == own.text?.string || next == url {
            notes.add(
                .linkPastEnd,
                at: root.member("next_url")?.start,
                in: "/next_url",
                "\"next_url\" leads to this very document"
            )
        }
        if let expired = root.member("expired"), case .boolean(true) = expired.value {
            notes.add(.expired, at: expired.start, in: "/expired", "the feed says that it has ended")
        }
    }

    private mutating func deprecatedAuthor(_ node: JSONNode, _ path: String) {
        guard let author = node.members.first(where: { $0.name == "author" }) else { return }
        if isVersion10 { return }
        notes.add(
            .oldAuthor,
            at: author.nameStart,
            in: path + "/author",
            "\"author\" is JSON Feed 1.0's",
            fix: node.member("authors") == nil ? "write \"authors\": [ … ]" : nil
        )
    }

    private mutating func item(_ item: JSONNode, _ path: String) {
        check(item, JSONVocabulary.item, path)
        guard case .object = item.value else { return }
        if let id = item.member("id") { self.id(id, path) }
        if item.member("content_html") == nil, item.member("content_text") == nil {
            notes.add(
                .missingContent,
                at: item.start,
                in: path,
                "the item has neither \"content_html\" nor \"content_text\""
            )
        }
        if let text = item.member("content_text")?.text, item.member("content_html") == nil,
            let tag = HTMLScanner.firstTag(in: text),
            ["p", "a", "div", "br", "img", "ul", "h1", "h2"].contains(where: {
                tag.shown.hasPrefix("\"<\($0)")
            })
        {
            notes.add(
                .htmlInText,
                at: text.offset(at: tag.index),
                in: path + "/content_text",
                "HTML stands in \"content_text\": \(tag.shown)",
                fix: "write \"content_html\""
            )
        }
        deprecatedAuthor(item, path)
        if item.member("date_published") == nil, item.member("date_modified") == nil {
            notes.add(
                .undated,
                at: item.start,
                in: path,
                "the item has no date",
                fix: "add \"date_published\""
            )
        }
        if item.member("url") == nil, item.member("external_url") == nil {
            notes.add(
                .noLink,
                at: item.start,
                in: path,
                "the item has no \"url\"",
                fix: "add the address of its page"
            )
        }
        for (index, attachment) in (item.member("attachments")?.elements ?? []).enumerated() {
            guard let seconds = attachment.member("duration_in_seconds"),
                case .number(let number) = seconds.value,
                number.contains(".")
            else { continue }
            notes.add(
                .fraction,
                at: seconds.start,
                in: "\(path)/attachments/\(index)/duration_in_seconds",
                "\(number) has a fraction"
            )
        }
    }

    private mutating func id(_ id: JSONNode, _ path: String) {
        let idPath = path + "/id"
        let text: String
        switch id.value {
        case .string(let string): text = string.string
        case .number(let number):
            text = number
            notes.add(.numericID, at: id.start, in: idPath, "the id is a number", fix: "write \"\(number)\"")
        default:
            notes.add(
                .wrongKind,
                at: id.start,
                in: idPath,
                "\(id.kind) stands where a string should",
                fix: "write a string"
            )
            return
        }
        if text.isEmpty {
            notes.add(.missingID, at: id.start, in: idPath, "the id is empty")
        } else if let other = ids[text] {
            notes.add(.duplicateID, at: id.start, in: idPath, "\(text.quoted) is the id of \(other) too")
        } else if ids.count < XMLJudge.mostTraces {
            ids[text] = path
        }
    }
}
