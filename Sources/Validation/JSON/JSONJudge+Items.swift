/// What a feed says of its entries.
extension JSONJudge {
    mutating func item(_ item: JSONNode, _ path: String) {
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

    mutating func deprecatedAuthor(_ node: JSONNode, _ path: String) {
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
}
