/// Judges HTML that a feed holds: what readers take out, what leads nowhere, and what runs on.
struct HTMLJudge {
    /// Elements that were opened and need an end of their own.
    private struct Open {
        var name: String
        var index: Int
    }

    let text: SourceText
    /// What relative references are relative to, as `xml:base` says; nil where nobody does.
    let base: String?
    /// Whether the feed's own address is one of https.
    let isSecure: Bool
    private(set) var flaws: [Flaw] = []
    private var hasReported: Set<String> = []
    private var open: [Open] = []

    init(_ text: SourceText, base: String?, isSecure: Bool) {
        self.text = text
        self.base = base
        self.isSecure = isSecure
    }

    mutating func run() {
        guard text.bytes.contains(UInt8(ascii: "<")) else { return }
        var scanner = HTMLScanner(text)
        while let tag = scanner.next() {
            if tag.isEnd {
                end(tag)
                continue
            }
            element(tag)
            for attribute in tag.attributes { judge(attribute, of: tag) }
            if HTMLNames.raw.contains(tag.name) { scanner.skipRaw(tag.name) }
            if !HTMLNames.void.contains(tag.name), !tag.isSelfClosing {
                open.append(Open(name: tag.name, index: tag.index))
            }
            // Deeper than this nobody nests, and nobody shall make us remember it.
            if open.count > 1_000 { open.removeFirst(500) }
        }
        for left in open
        where !HTMLNames.optionalEnds.contains(left.name) && HTMLNames.elements.contains(left.name) {
            add(
                Flaw(
                    .unclosedHTML,
                    "<\(left.name)> is never closed",
                    fix: "write </\(left.name)>",
                    index: left.index
                )
            )
            break
        }
    }

    /// Of each kind the first is told: a text that a program wrote has hundreds alike.
    private mutating func add(_ flaw: Flaw, once key: String? = nil) {
        if let key, !hasReported.insert(key).inserted { return }
        guard flaws.count < 2 * Notes.mostPerRule else { return }
        flaws.append(flaw)
    }

    private mutating func end(_ tag: HTMLScanner.Tag) {
        if let place = open.lastIndex(where: { $0.name == tag.name }) {
            let within = open[(place + 1)...].first {
                !HTMLNames.optionalEnds.contains($0.name) && HTMLNames.elements.contains($0.name)
            }
            if let within {
                add(
                    Flaw(
                        .unclosedHTML,
                        "</\(tag.name)> stands where <\(within.name)> is still open",
                        fix: "write </\(within.name)> before it",
                        index: tag.index
                    ),
                    once: "nesting"
                )
            }
            open.removeSubrange(place...)
        } else if !HTMLNames.void.contains(tag.name), tag.name != "p" {
            add(
                Flaw(.unclosedHTML, "</\(tag.name)> ends nothing", fix: "take it out", index: tag.index),
                once: "end"
            )
        }
    }

    private mutating func element(_ tag: HTMLScanner.Tag) {
        let name = tag.name
        if HTMLNames.dangerous.contains(name) {
            add(Flaw(.strippedHTML, "<\(name)> stands in the text", index: tag.index), once: name)
        } else if !HTMLNames.elements.contains(name), !name.contains("-") || name.contains(":"),
            !isWithinDrawing
        {
            add(Flaw(.unknownHTML, "HTML has no element <\(name)>", index: tag.index), once: name)
        }
    }

    private var isWithinDrawing: Bool { open.contains { $0.name == "svg" || $0.name == "math" } }

    private mutating func judge(_ attribute: HTMLScanner.Attribute, of tag: HTMLScanner.Tag) {
        let name = attribute.name
        if name.hasPrefix("on") {
            add(
                Flaw(
                    .strippedHTML,
                    "<\(tag.name)> has the attribute \(name), a program",
                    index: attribute.index
                ),
                once: "on"
            )
            return
        }
        if name == "style" {
            if let evil = StyleFlaw.first(in: attribute.value) {
                add(
                    Flaw(
                        .dangerousStyle,
                        "<\(tag.name)> has a style with \(evil.quoted)",
                        index: attribute.index
                    ),
                    once: "style"
                )
            }
            return
        }
        if name == "srcset" {
            for candidate in attribute.value.split(separator: ",") {
                guard let url = candidate.split(whereSeparator: \.isWhitespace).first else { continue }
                reference(String(url), attribute, tag)
            }
            return
        }
        let isReference =
            name == "href" && ["a", "area"].contains(tag.name)
            || name == "src" || name == "poster" || name == "cite" && tag.name != "cite"
        if isReference { reference(attribute.value, attribute, tag) }
    }

    private mutating func reference(
        _ written: String,
        _ attribute: HTMLScanner.Attribute,
        _ tag: HTMLScanner.Tag
    ) {
        let url = String(
            written.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        )
        if url.isEmpty || url.hasPrefix("#") { return }
        let scheme = AddressFlaws.scheme(of: url)?.lowercased()
        switch scheme {
        case "javascript", "vbscript":
            add(
                Flaw(
                    .strippedHTML,
                    "<\(tag.name)> leads to a program: \(url.quoted)",
                    index: attribute.index
                ),
                once: "javascript"
            )
        case nil:
            // "//example.org/x" names everything but the scheme, which readers on the web take from their own.
            if base != nil, tag.name == "a" { return }
            add(
                Flaw(
                    base == nil ? .relativeReference : .relativeReferenceWithBase,
                    "\(attribute.name)=\(url.quoted) in <\(tag.name)> is relative",
                    index: attribute.index
                )
            )
        case "http" where isSecure && attribute.name != "href" && attribute.name != "cite":
            add(
                Flaw(
                    .insecureReference,
                    "\(attribute.name)=\(url.quoted) in <\(tag.name)> is not https",
                    index: attribute.index
                ),
                once: "http"
            )
        case "http", "https":
            let host = url.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }
            if AddressFlaws.isLocal(host) {
                add(
                    Flaw(
                        .localAddress,
                        "\(attribute.name)=\(url.quoted) leads to the reader's own machine or network",
                        index: attribute.index
                    ),
                    once: "local"
                )
            }
        case "file":
            add(
                Flaw(
                    .localAddress,
                    "\(attribute.name)=\(url.quoted) leads to the reader's own machine or network",
                    index: attribute.index
                ),
                once: "local"
            )
        default: break
        }
    }
}

extension Rule {
    static let strippedHTML = Rule(
        "html-that-acts",
        .warning,
        why: "17 of 19 readers take it out, with what it holds: what it was to show is not seen.",
        fix:
            "write what survives: text, links, pictures, audio and video; a link in place of an embedded player"
    )
    static let dangerousStyle = Rule(
        "dangerous-style",
        .warning,
        why:
            "It can lay the text over the reader's own window, or load something: readers take the attribute out.",
        fix: "leave style to the reader"
    )
    static let unknownHTML = Rule(
        "unknown-html",
        .warning,
        why: "Readers take it out, or show it as a text without form.",
        fix: "use an element that HTML knows"
    )
    static let unclosedHTML = Rule(
        "unbalanced-html",
        .advice,
        why:
            "In readers that do not mend HTML it runs on into the entries behind it: all of them bold, or in a column.",
        fix: "close each element within the entry"
    )
    static let relativeReference = Rule(
        "relative-reference",
        .warning,
        why:
            "At least 4 of 19 readers resolve nothing in a text, and the others against different bases: pictures are missing "
            + "and links are dead.",
        fix: "write every address in the text whole, with https://"
    )
    static let relativeReferenceWithBase = Rule(
        "relative-reference-with-base",
        .advice,
        why: "At least 4 of 19 readers pass over xml:base: the picture is missing there.",
        fix: "write every address in the text whole, with https://"
    )
    static let insecureReference = Rule(
        "insecure-reference",
        .advice,
        why: "Readers on the web, which are pages of https themselves, do not load it.",
        fix: "write https://"
    )
}
