/// A name in a namespace; the namespace is empty where there is none.
struct Name: Hashable, Sendable {
    var namespace: String
    var local: String
}

/// An attribute as it stands in a start tag.
struct Attribute {
    var name: Name
    /// With its prefix.
    var qualified: String
    var value: SourceText
    /// The offset of its name.
    var start: Int
    /// The offset of the first character of its value.
    var valueStart: Int

    /// Where a finding about the value points to.
    var place: Int { value.isEmpty ? valueStart : value.offset(at: 0) }
}

/// An element with all that it holds.
struct Element {
    enum Node {
        case element(Element)
        case text(SourceText)
    }

    var name: Name
    /// With its prefix.
    var qualified: String
    /// The offset of its `<`.
    var start: Int
    var attributes: [Attribute] = []
    var content: [Node] = []
    /// The offset of its end tag, or where it ends without one.
    var end: Int
    /// What a relative reference in it is relative to, as `xml:base` says; nil where nobody does.
    var base: String?

    var children: [Element] {
        content.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The text that is its own, without that of its children.
    var text: SourceText {
        var text = SourceText()
        for case .text(let part) in content { text.append(part) }
        return text
    }

    /// Where a finding about its text points to: the text, or the element where there is none.
    var place: Int {
        for case .text(let part) in content where !part.isBlank { return part.offset }
        return start
    }

    func attribute(_ local: String) -> Attribute? {
        attributes.first { $0.name.local == local && $0.name.namespace.isEmpty }
    }

    func children(_ name: Name) -> [Element] { children.filter { $0.name == name } }

    func child(_ name: Name) -> Element? {
        for case .element(let element) in content where element.name == name { return element }
        return nil
    }
}
