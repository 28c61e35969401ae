import Foundation

/// RSS 1.0: <https://web.resource.org/rss/1.0/spec>
extension XMLJudge {
    mutating func judge(rdfItem item: Element, _ path: String, _ trace: inout Trace) {
        let about = item.attributes.first { $0.name == Name(namespace: Namespace.rdf, local: "about") }
        guard let about else {
            notes.add(
                .missingAttribute,
                at: item.start,
                in: path,
                "<item> has no rdf:about",
                fix: "write the item's address into it"
            )
            return
        }
        trace.id = about.value.trimmed
        trace.idOffset = about.place
        note(
            AddressFlaws.of(about.value.trimmed, as: .identifier, allowsIRI: true),
            at: about,
            path + "/@rdf:about"
        )
    }

    mutating func end(rdf root: Element, _ path: String) {
        let isRSS10 = root.children.contains { $0.name == Name(namespace: Namespace.rss10, local: "channel") }
        if !isRSS10, root.children.contains(where: { $0.name.namespace == Namespace.rss090 }) {
            kind = .obsolete("RSS 0.90")
            notes.add(.obsoleteFormat, at: root.start, in: path, "this is RSS 0.90, of 1999")
            return
        }
        let core = Element(
            name: Name(namespace: Namespace.rss10, local: "RDF"),
            qualified: root.qualified,
            start: root.start,
            content: root.content,
            end: root.end
        )
        check(core, as: .rdf, path)
        for image in root.children(Name(namespace: Namespace.rss10, local: "image"))
        where !image.attributes.contains(where: { $0.name.namespace == Namespace.rdf }) {
            notes.add(.missingAttribute, at: image.start, in: path + "/image", "<image> has no rdf:about")
        }
        for channel in root.children(Name(namespace: Namespace.rss10, local: "channel"))
        where !channel.attributes.contains(where: {
            $0.name == Name(namespace: Namespace.rdf, local: "about")
        }) {
            notes.add(
                .missingAttribute,
                at: channel.start,
                in: path + "/channel",
                "<channel> has no rdf:about"
            )
        }
    }
}
