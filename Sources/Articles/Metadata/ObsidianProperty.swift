/// Links in properties of notes: where a text is wanted, they are read as what they show.
///
/// <https://help.obsidian.md/properties#Links>
extension FrontMatter.Field {
    var withNamesOfLinks: FrontMatter.Field {
        var field = self
        field.value = value.withNamesOfLinks
        return field
    }
}

extension FrontMatter.Value {
    fileprivate var withNamesOfLinks: FrontMatter.Value {
        var value = self
        switch content {
        case .scalar(let text, let isPlain):
            guard text.contains("[[") else { return self }
            let shown = text.replacing(/!?\[\[([^\[\]|]+)(?:\|([^\[\]]*))?\]\]/) { link in
                link.output.2.map(String.init) ?? Translation.name(ofLinkTo: String(link.output.1))
            }
            value.content = .scalar(shown, isPlain: isPlain)
        case .list(let items): value.content = .list(items.map(\.withNamesOfLinks))
        case .map(let fields): value.content = .map(fields.map(\.withNamesOfLinks))
        }
        return value
    }
}
