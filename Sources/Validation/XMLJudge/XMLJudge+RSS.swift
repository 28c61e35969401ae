import Foundation

/// RSS 2.0's channel: <https://www.rssboard.org/rss-specification> and <https://www.rssboard.org/rss-profile>
extension XMLJudge {
    static let atomLink = Name(namespace: Namespace.atom, local: "link")

    static func core(_ local: String) -> Name { Name(namespace: "", local: local) }

    static func dublin(_ local: String) -> Name { Name(namespace: Namespace.dublinCore, local: local) }

    private static let alikeInFeed: [(Name, Name)] = [
        (core("generator"), Name(namespace: "http://webns.net/mvcb/", local: "generatorAgent")),
        (
            Name(namespace: Namespace.creativeCommons, local: "license"),
            Name(namespace: "http://web.resource.org/cc/", local: "license")
        ),
        (core("pubDate"), dublin("date")), (core("language"), dublin("language")),
        (core("copyright"), dublin("rights")),
        (core("managingEditor"), dublin("creator")), (core("webMaster"), dublin("publisher")),
        (core("category"), dublin("subject")),
        (core("lastBuildDate"), Name(namespace: Namespace.dublinCoreTerms, local: "modified")),
    ]

    /// Extensions that say again what an element of RSS's own says.
    mutating func judge(repetitions alike: [(Name, Name)], in element: Element, _ path: String) {
        for (ours, theirs) in alike {
            guard let other = element.child(theirs), element.child(ours) != nil else { continue }
            notes.add(
                .sameMeaning,
                at: other.start,
                in: "\(path)/\(other.qualified)",
                "<\(other.qualified)> says what <\(ours.local)> says",
                fix: "leave out <\(other.qualified)>"
            )
        }
    }

    mutating func end(rss root: Element, _ path: String) {
        let channels = root.children(Self.core("channel"))
        guard let channel = channels.first else {
            notes.add(.missingElement, at: root.start, in: path, "<rss> has no <channel>")
            return
        }
        for other in root.children where other.name != Self.core("channel") {
            if other.name == Self.core("item") {
                notes.add(
                    .misplaced,
                    at: other.start,
                    in: path + "/item",
                    "<item> stands outside of <channel>",
                    fix: "write it into <channel>"
                )
            } else if other.name.namespace.isEmpty {
                notes.add(
                    .unknownElement,
                    at: other.start,
                    in: "\(path)/\(other.qualified)",
                    "<\(other.qualified)> is no element that may stand in <rss>",
                    fix: "write it into <channel>"
                )
            }
        }
        if channels.count > 1 {
            notes.add(
                .duplicateElement,
                at: channels[1].start,
                in: path + "/channel[2]",
                "<rss> has another <channel>"
            )
        }
        let channelPath = path + "/channel"
        check(channel, as: .rssChannel, channelPath)
        judge(links: channel.children(Self.atomLink), of: channel, channelPath)
        judge(channel: channel, in: root, channelPath)
    }

    private mutating func judge(channel: Element, in root: Element, _ path: String) {
        let children = channel.children
        let isItem = { (element: Element) in element.name == Self.core("item") }
        if let firstItem = children.firstIndex(where: isItem),
            let late = children[firstItem...].first(where: { $0.name.namespace.isEmpty && !isItem($0) }),
            kind?.isRSS2 == true
        {
            notes.add(
                .misplaced,
                at: late.start,
                in: "\(path)/\(late.qualified)",
                "<\(late.qualified)> stands behind an <item>"
            )
        }
        let language = channel.child(Self.core("language")) ?? channel.child(Self.dublin("language"))
        let tags = channel.attributes + root.attributes
        let hasLanguage =
            language != nil || tags.contains { $0.name == Name(namespace: Namespace.xml, local: "lang") }
        if !hasLanguage, kind?.isRSS2 == true {
            notes.add(.noLanguage, at: channel.start, in: path, "<channel> has no <language>")
        }
        judge(repetitions: Self.alikeInFeed, in: channel, path)
        if let input = channel.child(Self.core("textInput")) {
            notes.add(.textInput, at: input.start, in: path + "/textInput", "<channel> has a <textInput>")
        }
        if let image = channel.child(Self.core("image")) { judge(image: image, of: channel, path + "/image") }
        for (name, limit) in [("skipHours", 24), ("skipDays", 7)] {
            guard let skip = channel.child(Self.core(name)) else { continue }
            let values = skip.children.map { $0.text.trimmed }
            if values.count > limit {
                notes.add(
                    .tooMany,
                    at: skip.start,
                    in: "\(path)/\(name)",
                    "<\(name)> has \(values.count) of them, and there are \(limit)"
                )
            } else if values.isEmpty {
                notes.add(
                    .missingElement,
                    at: skip.start,
                    in: "\(path)/\(name)",
                    "<\(name)> names none",
                    fix: "leave it out"
                )
            } else if Set(values).count < values.count {
                notes.add(
                    .duplicateElement,
                    at: skip.start,
                    in: "\(path)/\(name)",
                    "<\(name)> names one of them twice"
                )
            }
        }
        judge(ttl: channel, path)
        judge(podcastFeed: channel, path)
    }

    private mutating func judge(ttl channel: Element, _ path: String) {
        guard let ttl = channel.child(Self.core("ttl")), let minutes = Int(ttl.text.trimmed), minutes > 0
        else { return }
        if minutes > 10_080 {
            notes.add(
                .longTTL,
                at: ttl.place,
                in: path + "/ttl",
                "readers are told to come back after \(minutes / 1_440) days"
            )
        }
    }

    private mutating func judge(image: Element, of channel: Element, _ path: String) {
        for name in ["title", "link"] {
            guard let ours = image.child(Self.core(name)), let theirs = channel.child(Self.core(name)),
                !ours.text.isBlank, ours.text.trimmed != theirs.text.trimmed
            else { continue }
            notes.add(
                .imageDiffers,
                at: ours.place,
                in: "\(path)/\(name)",
                "the image's <\(name)> is not that of the channel",
                fix: "write \(theirs.text.trimmed.quoted)"
            )
        }
        if let url = image.child(Self.core("url")) {
            let written = url.text.trimmed.lowercased().prefix { $0 != "?" && $0 != "#" }
            let name = written.split(separator: "/").last ?? ""
            if let dot = name.lastIndex(of: "."), written.split(separator: "/").count > 2 {
                let ending = name[name.index(after: dot)...]
                if !["jpg", "jpeg", "gif", "png"].contains(ending), ending.allSatisfy(\.isLetter) {
                    notes.add(
                        .imageFormat,
                        at: url.place,
                        in: path + "/url",
                        "a .\(ending) is no GIF, JPEG or PNG"
                    )
                }
            }
        }
    }
}
