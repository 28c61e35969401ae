/// Makes elements of what the scanner reads, and hands over each entry when it is complete, so that a feed of any length
/// takes the memory of its largest entry.
struct ElementBuilder {
    /// libxml2's own limit; what lies deeper is passed over.
    private static let deepest = 256
    /// How much of one element is kept.
    private static let mostNodes = 200_000
    /// How many entries are remembered by their place.
    private static let mostEntries = 100_000

    private var scanner: XMLScanner
    private var open: [Element] = []
    private var scopes: [[String: String]] = [["xml": Namespace.xml]]
    /// The lines on which complaints about prefixes were made already.
    private var complaints: Set<String> = []
    private var nodes = 0
    private var entries = 0
    private var skipped = 0
    /// The document's first element, when it is complete; without its entries.
    private(set) var root: Element?
    private(set) var doctype: (root: String, offset: Int)?
    private(set) var namespaces: [String: Int] = [:]
    /// The prefixes that were declared, by their namespaces, with the place.
    private(set) var prefixes: [String: (prefix: String, offset: Int)] = [:]

    init(_ text: [UInt8]) {
        scanner = XMLScanner(text)
    }

    var notes: Notes {
        get { scanner.notes }
        set { scanner.notes = newValue }
    }

    /// Reads everything; `begin` sees the first element's start, `take` each entry with the elements around it.
    mutating func run(
        _ begin: (Element) -> Void,
        isEntry: (Name, [Element]) -> Bool,
        take: (Element, [Element]) -> Void
    ) {
        while let event = scanner.next() {
            switch event {
            case .start(let tag): start(tag, begin, isEntry, take)
            case .end(let qualified, let offset): end(qualified, at: offset, isEntry, take)
            case .text(let text): add(text)
            case .instruction(let target, let text, let offset):
                if target == "xml-stylesheet" {
                    let isCSS = text.contains("text/css")
                    if !isCSS { notes.add(.stylesheet, at: offset, "the feed has an XSLT stylesheet") }
                }
            case .doctype(let root, let offset): doctype = (root, offset)
            case .comment: break
            }
        }
        finish(isEntry, take)
    }

    private mutating func finish(_ isEntry: (Name, [Element]) -> Bool, _ take: (Element, [Element]) -> Void) {
        if let innermost = open.last {
            notes.add(
                .notWellFormed,
                at: scanner.bytes.count,
                "the document ends within <\(innermost.qualified)>: it was cut off, or an end tag is missing",
                fix: "send the whole document; it ends with </\(open[0].qualified)>"
            )
        }
        while !open.isEmpty { close(at: scanner.bytes.count, isEntry, take) }
    }

    private mutating func start(
        _ tag: XMLScanner.Tag,
        _ begin: (Element) -> Void,
        _ isEntry: (Name, [Element]) -> Bool,
        _ take: (Element, [Element]) -> Void
    ) {
        if open.isEmpty, root != nil {
            notes.add(
                .notWellFormed,
                at: tag.start,
                "<\(tag.qualified)> stands behind the end of the document's first element",
                fix: "write everything into one element"
            )
            return
        }
        guard skipped == 0, open.count < Self.deepest else {
            if skipped == 0 {
                notes.add(.tooDeep, at: tag.start, "elements are nested more than \(Self.deepest) deep")
            }
            if !tag.isEmpty { skipped += 1 }
            return
        }
        let element = element(tag)
        if open.isEmpty { begin(element) }
        open.append(element)
        if tag.isEmpty { close(at: tag.start, isEntry, take) }
    }

    private mutating func element(_ tag: XMLScanner.Tag) -> Element {
        var scope: [String: String] = [:]
        for attribute in tag.attributes where attribute.qualified.hasPrefix("xmlns") {
            let rest = attribute.qualified.dropFirst(5)
            let namespace = meant(attribute)
            if rest.isEmpty {
                scope[""] = namespace
            } else if rest.hasPrefix(":") {
                let prefix = String(rest.dropFirst())
                scope[prefix] = namespace
                if prefixes[namespace] == nil { prefixes[namespace] = (prefix, attribute.start) }
            }
            if namespaces[namespace] == nil { namespaces[namespace] = attribute.valueStart }
        }
        scopes.append(scope)
        var element = Element(
            name: name(tag.qualified, at: tag.start, isAttribute: false),
            qualified: tag.qualified,
            start: tag.start,
            end: tag.end,
            base: open.last?.base
        )
        for attribute in tag.attributes where !attribute.qualified.hasPrefix("xmlns") {
            let name = name(attribute.qualified, at: attribute.start, isAttribute: true)
            if name == Name(namespace: Namespace.xml, local: "base") {
                element.base = attribute.value.trimmed
            }
            element.attributes.append(
                Attribute(
                    name: name,
                    qualified: attribute.qualified,
                    value: attribute.value,
                    start: attribute.start,
                    valueStart: attribute.valueStart
                )
            )
        }
        return element
    }

    /// The namespace that a declaration means, which is taken for it also where it is not written so.
    private mutating func meant(_ attribute: XMLScanner.RawAttribute) -> String {
        let written = attribute.value.string
        let (namespace, isRight) = Namespace.meant(by: written)
        if !isRight {
            notes.add(
                .wrongNamespace,
                at: attribute.valueStart,
                "\(written.quoted) is not the namespace that is meant",
                fix: "write \"\(namespace)\""
            )
        }
        return namespace
    }

    private mutating func name(_ qualified: String, at offset: Int, isAttribute: Bool) -> Name {
        let parts = qualified.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            return Name(namespace: isAttribute ? "" : namespace("") ?? "", local: qualified)
        }
        let prefix = String(parts[0])
        if let namespace = namespace(prefix) { return Name(namespace: namespace, local: String(parts[1])) }
        let known = Namespace.prefixes[prefix]
        if complaints.insert(prefix).inserted {
            notes.add(
                .undeclaredPrefix,
                at: offset,
                "the prefix \(prefix): is declared nowhere",
                fix: known.map { "write xmlns:\(prefix)=\"\($0)\" at the document's first element" }
            )
        }
        return Name(namespace: known ?? "undeclared:" + prefix, local: String(parts[1]))
    }

    private func namespace(_ prefix: String) -> String? {
        for scope in scopes.reversed() {
            if let namespace = scope[prefix] { return namespace }
        }
        return nil
    }

    private mutating func add(_ text: SourceText) {
        guard skipped == 0 else { return }
        guard !open.isEmpty else {
            if !text.isBlank {
                let isBefore = root == nil
                notes.add(
                    .notWellFormed,
                    at: text.offset,
                    "text stands \(isBefore ? "before" : "behind") the document's first element",
                    fix: "take it out: often it is a message of the program that writes the feed"
                )
            }
            return
        }
        open[open.count - 1].add(.text(text), count: &nodes, limit: Self.mostNodes)
    }

    private mutating func end(
        _ qualified: String,
        at offset: Int,
        _ isEntry: (Name, [Element]) -> Bool,
        _ take: (Element, [Element]) -> Void
    ) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        guard let innermost = open.last else {
            notes.add(.mismatchedTag, at: offset, "</\(qualified)> ends nothing", fix: "take it out")
            return
        }
        if innermost.qualified != qualified {
            let isOpen = open.contains { $0.qualified == qualified }
            notes.add(
                .mismatchedTag,
                at: offset,
                isOpen
                    ? "</\(qualified)> stands where <\(innermost.qualified)> is still open"
                    : "</\(qualified)> ends an element that was not opened; <\(innermost.qualified)> is open",
                fix: isOpen
                    ? "write </\(innermost.qualified)> before it"
                    : "take it out, or write </\(innermost.qualified)>"
            )
            guard isOpen else { return }
            while let last = open.last, last.qualified != qualified { close(at: offset, isEntry, take) }
        }
        close(at: offset, isEntry, take)
    }

    private mutating func close(
        at offset: Int,
        _ isEntry: (Name, [Element]) -> Bool,
        _ take: (Element, [Element]) -> Void
    ) {
        guard var element = open.popLast() else { return }
        scopes.removeLast()
        element.end = offset
        if isEntry(element.name, open) {
            take(element, open)
            nodes = 0
            entries += 1
            // Its place among the others is kept, and nothing of what it holds.
            element.content = []
            if entries > Self.mostEntries { return }
        }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].add(.element(element), count: &nodes, limit: Self.mostNodes)
        }
    }
}

extension Element {
    fileprivate mutating func add(_ node: Node, count: inout Int, limit: Int) {
        count += 1
        if case .element(let element) = node { count += element.attributes.count }
        if count <= limit { content.append(node) }
    }
}
