import Foundation

/// RSS 2.0: <https://www.rssboard.org/rss-specification> and <https://www.rssboard.org/rss-profile>
extension XMLJudge {
    private static let atomLink = Name(namespace: Namespace.atom, local: "link")

    static func core(_ local: String) -> Name { Name(namespace: "", local: local) }

    static func dublin(_ local: String) -> Name { Name(namespace: Namespace.dublinCore, local: local) }

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
        for (ours, theirs) in Self.alike {
            guard let other = item.child(theirs), item.child(ours) != nil else { continue }
            notes.add(
                .sameMeaning,
                at: other.start,
                in: "\(path)/\(other.qualified)",
                "<\(other.qualified)> says what <\(ours.local)> says",
                fix: "leave out <\(other.qualified)>"
            )
        }
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

    private mutating func judge(_ guid: Element?, of item: Element, _ path: String, _ trace: inout Trace) {
        guard let guid else {
            if kind?.isRSS2 == true { notes.add(.noGUID, at: item.start, in: path, "<item> has no <guid>") }
            return
        }
        let text = guid.text
        let id = text.trimmed
        let guidPath = path + "/guid"
        trace.id = id
        trace.idOffset = guid.place
        if id.isEmpty {
            notes.add(.missingID, at: guid.start, in: guidPath, "<guid> is empty")
            return
        }
        if text.bytes.first.map(Bytes.isSpace) == true || text.bytes.last.map(Bytes.isSpace) == true {
            notes.add(
                .surroundingSpace,
                at: text.offset(at: 0),
                in: guidPath,
                "white space stands around the value of <guid>"
            )
        }
        let isLink = guid.attribute("isPermaLink")?.value.trimmed.lowercased() != "false"
        if isLink {
            let scheme = AddressFlaws.scheme(of: id)?.lowercased() ?? ""
            if scheme != "http" && scheme != "https" {
                notes.add(
                    .guidNoLink,
                    at: guid.place,
                    in: guidPath,
                    "\(id.quoted) is no address, though nothing says isPermaLink=\"false\""
                )
            } else {
                note(AddressFlaws.of(id, as: .absolute, allowsIRI: false), in: text, at: guid.place, guidPath)
            }
        } else if id.utf8.count < 9, id.utf8.allSatisfy(Bytes.isDigit) {
            notes.add(.weakID, at: guid.place, in: guidPath, "\(id.quoted) is not unique in the world")
        }
        changing(id, at: guid.place, guidPath)
    }

    /// What in an id changes though the entry does not.
    mutating func changing(_ id: String, at offset: Int, _ path: String) {
        guard let query = id.firstIndex(of: "?") else { return }
        let parts = id[id.index(after: query)...].lowercased().split { "&;#".contains($0) }
        let suspect = parts.first { part in
            ["utm_", "phpsessid=", "jsessionid=", "sid=", "fbclid=", "gclid=", "ref=rss"].contains {
                part.hasPrefix($0)
            }
        }
        if let suspect {
            notes.add(
                .changingID,
                at: offset,
                in: path,
                "the id has \(String(suspect).quoted) in it, which does not belong to the entry"
            )
        }
    }

    mutating func judge(enclosures: [Element], _ path: String, _ trace: inout Trace) {
        for (index, enclosure) in enclosures.enumerated() {
            let enclosurePath = index == 0 ? path + "/enclosure" : "\(path)/enclosure[\(index + 1)]"
            if index > 0 {
                notes.add(
                    .severalEnclosures,
                    at: enclosure.start,
                    in: enclosurePath,
                    "<item> has another <enclosure>"
                )
            }
            if files.count < Self.mostFiles { files.append((.enclosure, enclosure, enclosurePath)) }
            if let url = enclosure.attribute("url") {
                trace.enclosures.append((url.value.trimmed, url.place))
            }
            judge(length: enclosure, enclosurePath)
            judge(type: enclosure, enclosurePath)
        }
    }

    private mutating func judge(length enclosure: Element, _ path: String) {
        guard let length = enclosure.attribute("length") else { return }
        let text = length.value.trimmed
        let lengthPath = path + "/@length"
        if text.isEmpty { return }
        if text == "-1" {
            notes.add(
                .enclosureLength,
                at: length.place,
                in: lengthPath,
                "-1 is no length",
                fix: "write 0 where nobody knows the length"
            )
        } else if let value = Int(text), value >= 0 {
            if value == 0 {
                notes.add(
                    .unknownLength,
                    at: length.place,
                    in: lengthPath,
                    "the length of the enclosure is not told"
                )
            } else if value < 100 {
                notes.add(
                    .unknownLength,
                    at: length.place,
                    in: lengthPath,
                    "\(value) bytes are no sound and no film"
                )
            }
        } else {
            notes.add(
                .enclosureLength,
                at: length.place,
                in: lengthPath,
                "\(text.quoted) is no number of bytes"
            )
        }
    }

    private mutating func judge(type enclosure: Element, _ path: String) {
        guard let type = enclosure.attribute("type")?.value.trimmed.lowercased(),
            let url = enclosure.attribute("url")
        else { return }
        let path1 = url.value.trimmed.prefix { $0 != "?" && $0 != "#" }
        guard let dot = path1.lastIndex(of: "."),
            let expected = Self.types[path1[path1.index(after: dot)...].lowercased()],
            type.contains("/"), !expected.contains(String(type.prefix { $0 != ";" }))
        else { return }
        notes.add(
            .enclosureType,
            at: enclosure.attribute("type")?.place,
            in: path + "/@type",
            "\(type.quoted) is not the type of what ends in .\(path1[path1.index(after: dot)...])",
            fix: "write \(expected[0])"
        )
    }

    private static let types = [
        "mp3": ["audio/mpeg", "audio/mp3", "audio/x-mp3"],
        "m4a": ["audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac"],
        "mp4": ["video/mp4", "audio/mp4", "video/x-m4v"], "m4v": ["video/x-m4v", "video/mp4", "video/m4v"],
        "mov": ["video/quicktime"], "ogg": ["audio/ogg", "video/ogg", "application/ogg", "audio/vorbis"],
        "opus": ["audio/ogg", "audio/opus"], "flac": ["audio/flac", "audio/x-flac"],
        "wav": ["audio/wav", "audio/x-wav", "audio/wave"],
        "webm": ["video/webm", "audio/webm"], "pdf": ["application/pdf"], "jpg": ["image/jpeg", "image/jpg"],
        "jpeg": ["image/jpeg", "image/jpg"], "png": ["image/png"], "gif": ["image/gif"],
        "epub": ["application/epub+zip"],
        "torrent": ["application/x-bittorrent"],
    ]

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
        for (ours, theirs) in Self.alikeInFeed {
            guard let other = channel.child(theirs), channel.child(ours) != nil else { continue }
            notes.add(
                .sameMeaning,
                at: other.start,
                in: "\(path)/\(other.qualified)",
                "<\(other.qualified)> says what <\(ours.local)> says",
                fix: "leave out <\(other.qualified)>"
            )
        }
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

extension Rule {
    static let noGUID = Rule(
        "missing-guid",
        .warning,
        why:
            "Without it readers know an entry by its link or title: who changes these sends it to everybody again, and several "
            + "readers refuse a feed without ids.",
        fix: "add <guid isPermaLink=\"false\"> with a text that never changes"
    )
    static let guidNoLink = Rule(
        "guid-not-permalink",
        .error,
        why: "Readers open the guid as the entry's page, unless told otherwise: the link is dead.",
        fix: "write <guid isPermaLink=\"false\">"
    )
    static let weakID = Rule(
        "weak-id",
        .warning,
        why:
            "Readers that keep the entries of all feeds together, and services that merge feeds, take it for another entry.",
        fix: "write an address, a tag: URI or a urn:uuid: (changing it shows the entry as new once more)"
    )
    static let changingID = Rule(
        "changing-id",
        .warning,
        why:
            "When it changes, every subscriber gets every old entry again: the most common complaint about publishers.",
        fix: "leave it out of the id"
    )
    static let descriptionOrder = Rule(
        "description-after-content",
        .warning,
        why:
            "Readers that know one text per entry take the last: they show the summary in place of the whole text.",
        fix: "write <description> before <content:encoded>"
    )
    static let missingSummary = Rule(
        "content-without-description",
        .warning,
        why: "Readers that do not know content:encoded show nothing.",
        fix: "write the summary into <description>, before <content:encoded>"
    )
    static let undated = Rule(
        "undated",
        .warning,
        why:
            "Readers show when they found it in place of a date: after a new subscription everything is from today.",
        fix: "add <pubDate>"
    )
    static let noLink = Rule(
        "missing-item-link",
        .advice,
        why: "In a reader there is nothing to open.",
        fix: "add <link> with the address of the entry's page"
    )
    static let sameMeaning = Rule(
        "same-meaning",
        .warning,
        why: "Readers take either of the two; where they differ, nobody knows which.",
        fix: "keep one of them"
    )
    static let severalEnclosures = Rule(
        "several-enclosures",
        .warning,
        why: "RSS means one for an item: some readers show the first, others the last.",
        fix: "keep one, and offer the others by media:content or podcast:alternateEnclosure"
    )
    static let enclosureLength = Rule(
        "enclosure-length",
        .error,
        why: "Podcast apps show the size and the progress by it; strict readers refuse the feed.",
        fix: "write the file's length in bytes"
    )
    static let unknownLength = Rule(
        "unknown-length",
        .advice,
        why: "Podcast apps show neither size nor progress.",
        fix: "write the file's length in bytes"
    )
    static let enclosureType = Rule(
        "enclosure-type",
        .warning,
        why: "Readers choose the player by the type: it stays silent, or the file is offered as a download.",
        fix: "write the type of the file"
    )
    static let noLanguage = Rule(
        "missing-language",
        .advice,
        why: "Readers hyphenate, translate and read aloud by it; podcast directories require it.",
        fix: "add the language, such as en or fr-CA"
    )
    static let textInput = Rule(
        "text-input",
        .advice,
        why: "No reader shows it.",
        fix: "leave it out"
    )
    static let longTTL = Rule(
        "long-ttl",
        .warning,
        why: "Readers that obey it show news days late.",
        fix: "write minutes: 60 is an hour"
    )
    static let imageDiffers = Rule(
        "image-differs",
        .warning,
        why: "RSS asks for the same title and link as the channel's, and readers show either.",
        fix: "write the same"
    )
    static let imageFormat = Rule(
        "image-format",
        .warning,
        why: "RSS's image is a GIF, JPEG or PNG; readers that draw it themselves know no other.",
        fix: "offer one of these"
    )
}
