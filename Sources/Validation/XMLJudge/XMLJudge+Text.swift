import Foundation

/// Texts that may hold HTML: RSS's descriptions, and Atom's text constructs and content.
extension XMLJudge {
    mutating func judge(html text: SourceText, base: String?, _ path: String) {
        var judge = HTMLJudge(text, base: base, isSecure: url?.hasPrefix("https:") == true)
        judge.run()
        for flaw in judge.flaws {
            notes.add(flaw.rule, at: text.offset(at: flaw.index), in: path, flaw.message, fix: flaw.fix)
        }
    }

    /// RSS's `description` and `content:encoded`.
    mutating func judge(description element: Element, _ path: String) {
        if let child = element.children.first {
            notes.add(
                .markupInText,
                at: child.start,
                in: path,
                "<\(child.qualified)> stands within <\(element.qualified)> as an element of the feed"
            )
        }
        judge(html: element.text, base: element.base, path)
    }

    /// RFC 4287, section 3.1.
    mutating func judge(textConstruct element: Element, _ path: String) {
        switch element.attribute("type")?.value.trimmed ?? "text" {
        case "html":
            noChildren(in: element, path)
            judge(html: element.text, base: element.base, path)
        case "xhtml": judge(xhtml: element, path)
        default:
            noChildren(in: element, path)
            markup(in: element.text, of: element, path)
        }
        if element.text.isBlank, element.children.isEmpty,
            element.name.local != "title" || path.hasSuffix("feed/title")
        {
            notes.add(.blank, at: element.start, in: path, "<\(element.qualified)> is empty")
        }
    }

    private mutating func noChildren(in element: Element, _ path: String) {
        guard let child = element.children.first else { return }
        notes.add(
            .markupInText,
            at: child.start,
            in: path,
            "<\(child.qualified)> stands within <\(element.qualified)>, which is not of type xhtml",
            fix: "escape the HTML, and say type=\"html\""
        )
    }

    /// Section 4.1.3.
    mutating func judge(content element: Element, _ path: String) {
        let source = element.attribute("src")
        let type = element.attribute("type")?.value.trimmed
        let isEmpty = element.text.isBlank && element.children.isEmpty
        if let source, !isEmpty {
            notes.add(
                .contentWithSource,
                at: source.start,
                in: path,
                "<content> has both src and a text of its own",
                fix: "leave out one of them"
            )
        }
        if source != nil, type == nil {
            notes.add(
                .missingType,
                at: element.start,
                in: path,
                "<content> has a src, and no type",
                fix: "say the media type of what lies there"
            )
        }
        switch type ?? "text" {
        case "text" where source == nil:
            noChildren(in: element, path)
            markup(in: element.text, of: element, path)
        case "html" where source == nil:
            noChildren(in: element, path)
            judge(html: element.text, base: element.base, path)
        case "xhtml" where source == nil: judge(xhtml: element, path)
        case "text" where type == nil: break
        case let type: judge(content: element, of: type, path)
        }
        if source == nil, isEmpty {
            notes.add(.blank, at: element.start, in: path, "<content> is empty")
        }
    }

    private mutating func judge(content element: Element, of type: String, _ path: String) {
        let place = element.attribute("type").map(\.place) ?? element.start
        let flaws = TextFlaws.ofMediaType(type)
        let isComposite = type.lowercased().hasPrefix("multipart/") || type.lowercased().hasPrefix("message/")
        if !flaws.isEmpty || isComposite || ["html", "text", "xhtml"].contains(type) {
            notes.add(
                .invalidMediaType,
                at: place,
                in: path,
                "\(type.quoted) is no type that content may have here",
                fix: "write text, html, xhtml, or the media type of what src leads to"
            )
            return
        }
        guard element.attribute("src") == nil else { return }
        let lower = type.lowercased()
        if lower.hasSuffix("+xml") || lower.hasSuffix("/xml") { return }
        noChildren(in: element, path)
        if lower.hasPrefix("text/") {
            if lower.hasPrefix("text/html"), Bytes.first("<html", in: element.text.bytes, from: 0) == nil {
                notes.add(
                    .htmlFragment,
                    at: place,
                    in: path,
                    "a part of a page says that it is text/html",
                    fix: "write type=\"html\""
                )
                judge(html: element.text, base: element.base, path)
            }
            return
        }
        let isBase64 = element.text.bytes.allSatisfy {
            Bytes.isLetter($0) || Bytes.isDigit($0) || Bytes.isSpace($0) || "+/=".utf8.contains($0)
        }
        if !isBase64 {
            notes.add(
                .invalidValue,
                at: element.place,
                in: path,
                "content of the type \(type) must be Base64",
                fix: "encode it, or say type=\"html\""
            )
        }
    }

    /// Exactly one `div`, and what it holds.
    private mutating func judge(xhtml element: Element, _ path: String) {
        let children = element.children
        let div = Name(namespace: Namespace.xhtml, local: "div")
        guard let first = children.first, first.name == div, children.count == 1, element.text.isBlank else {
            let place = children.first { $0.name != div }?.start ?? element.place
            let isEscaped = children.isEmpty && HTMLScanner.firstTag(in: element.text) != nil
            notes.add(
                .missingDiv,
                at: place,
                in: path,
                isEscaped
                    ? "escaped HTML stands in <\(element.qualified)>, which says that it is xhtml"
                    : "<\(element.qualified)> of type xhtml does not hold exactly one <div> of XHTML",
                fix: isEscaped
                    ? "say type=\"html\""
                    : "write <div xmlns=\"http://www.w3.org/1999/xhtml\">…</div> around it"
            )
            for child in children { judge(xhtmlElement: child, path, 0) }
            return
        }
        judge(xhtmlElement: first, path, 0)
    }

    private mutating func judge(xhtmlElement element: Element, _ path: String, _ depth: Int) {
        let name = element.name.local
        if element.name.namespace == Namespace.xhtml {
            if HTMLNames.dangerous.contains(name.lowercased()) {
                notes.add(.strippedHTML, at: element.start, in: path, "<\(name)> stands in the text")
            } else if !HTMLNames.elements.contains(name) {
                notes.add(.unknownHTML, at: element.start, in: path, "XHTML has no element <\(name)>")
            }
        } else if element.name.namespace.isEmpty || element.name.namespace == Namespace.atom {
            notes.add(
                .unknownHTML,
                at: element.start,
                in: path,
                "<\(element.qualified)> is not in the namespace of XHTML",
                fix: "write xmlns=\"http://www.w3.org/1999/xhtml\" at the <div>"
            )
        }
        for attribute in element.attributes where attribute.name.namespace.isEmpty {
            judge(xhtmlAttribute: attribute, of: element, path)
        }
        // Text that is HTML once more was escaped too often.
        if depth == 0, element.children.isEmpty, let tag = HTMLScanner.firstTag(in: element.text) {
            notes.add(
                .missingDiv,
                at: element.text.offset(at: tag.index),
                in: path,
                "escaped HTML stands in a text that says that it is xhtml: \(tag.shown)",
                fix: "say type=\"html\", without the <div>"
            )
        }
        for child in element.children { judge(xhtmlElement: child, path, depth + 1) }
    }

    private mutating func judge(xhtmlAttribute attribute: Attribute, of element: Element, _ path: String) {
        let name = attribute.name.local.lowercased()
        let value = attribute.value.trimmed
        if name.hasPrefix("on") {
            notes.add(
                .strippedHTML,
                at: attribute.start,
                in: path,
                "<\(element.qualified)> has the attribute \(name), a program"
            )
        } else if name == "style", let evil = StyleFlaw.first(in: value) {
            notes.add(
                .dangerousStyle,
                at: attribute.place,
                in: path,
                "<\(element.qualified)> has a style with \(evil.quoted)"
            )
        } else if ["href", "src", "poster"].contains(name), !value.isEmpty, !value.hasPrefix("#"),
            AddressFlaws.scheme(of: value) == nil
        {
            let rule: Rule = element.base == nil ? .relativeReference : .relativeReferenceWithBase
            notes.add(
                rule,
                at: attribute.place,
                in: path,
                "\(name)=\(value.quoted) in <\(element.qualified)> is relative"
            )
        }
    }
}

extension Rule {
    static let contentWithSource = Rule(
        "content-with-src",
        .error,
        why: "With src it must be empty (RFC 4287, section 4.1.3.2): readers show one of the two.",
        fix: "leave out one of them"
    )
    static let missingType = Rule(
        "missing-type",
        .warning,
        why: "A reader does not know what it would fetch (RFC 4287, section 4.1.3.2).",
        fix: "say the media type"
    )
    static let htmlFragment = Rule(
        "html-fragment",
        .warning,
        why: "text/html stands for a whole page: readers show it as an attachment, or not at all.",
        fix: "write type=\"html\""
    )
    static let missingDiv = Rule(
        "xhtml-without-div",
        .error,
        why:
            "Readers take the one div away and show what it holds (RFC 4287, section 3.1.1.3); without it, some show nothing.",
        fix: "write <div xmlns=\"http://www.w3.org/1999/xhtml\">…</div> around it"
    )
}
