import Foundation

/// What RSS 2.0 asks of an item.
extension XMLJudge {
    mutating func judge(item: Element, _ path: String, _ trace: inout Trace) {
        let children = item.children
        let guid = item.child(Self.core("guid"))
        judge(guid, of: item, path, &trace)
        let hasTitle = item.child(Self.core("title")) != nil
        let description = item.child(Self.core("description"))
        if !hasTitle, description == nil {
            notes.add(
                .missingTitle,
                at: item.start,
                in: path,
                "<item> has neither <title> nor <description>",
                fix: "add one of them; an item without a title works"
            )
        }
        let content = item.child(Name(namespace: Namespace.content, local: "encoded"))
        if let content {
            if let description, description.start > content.start {
                notes.add(
                    .descriptionOrder,
                    at: description.start,
                    in: path + "/description",
                    "<description> stands behind <content:encoded>"
                )
            } else if description == nil {
                notes.add(
                    .missingSummary,
                    at: content.start,
                    in: path,
                    "<item> has <content:encoded>, and no <description>"
                )
            }
        }
        if item.child(Self.core("pubDate")) == nil, item.child(Self.dublin("date")) == nil,
            kind?.isRSS2 == true
        {
            notes.add(.undated, at: item.start, in: path, "<item> has no <pubDate>")
        }
        if item.child(Self.core("link")) == nil,
            guid?.attribute("isPermaLink")?.value.trimmed == "false" || guid == nil,
            item.child(Self.core("enclosure")) == nil, item.child(Self.atomLink) == nil, kind?.isRSS2 == true
        {
            notes.add(.noLink, at: item.start, in: path, "<item> has neither <link> nor a <guid> that is one")
        }
        judge(enclosures: children.filter { $0.name == Self.core("enclosure") }, path, &trace)
        judge(repetitions: Self.alike, in: item, path)
        if let wfw = children.first(where: {
            $0.name == Name(namespace: Namespace.wellFormedWeb, local: "commentRSS")
        }) {
            notes.add(
                .unknownElement,
                at: wfw.start,
                in: path,
                "<\(wfw.qualified)> is written with RSS in capitals",
                fix: "write commentRss"
            )
        }
        for link in children where link.name == Self.atomLink {
            judge(link: link, isOfFeed: false, "\(path)/\(link.qualified)")
        }
    }

    /// Extensions that repeat an element of RSS's own.
    private static let alike: [(Name, Name)] = [
        (
            Name(namespace: Namespace.creativeCommons, local: "license"),
            Name(namespace: "http://web.resource.org/cc/", local: "license")
        ),
        (core("pubDate"), dublin("date")), (core("author"), dublin("creator")),
        (core("category"), dublin("subject")),
        (core("source"), dublin("source")), (core("guid"), Name(namespace: Namespace.atom, local: "id")),
        (core("pubDate"), Name(namespace: Namespace.atom, local: "published")),
    ]
}
