/// What was seen of a podcast's episodes.
struct PodcastTrace {
    /// Where the vocabulary of podcasts is used first.
    var firstUse: Int?
    var withoutEnclosure: [(path: String, offset: Int)] = []
    var episodes = 0
}

/// Podcasts: what Apple's directory and the Podcast Index ask for.
///
/// <https://podcasters.apple.com/support/823-podcast-requirements>
extension XMLJudge {
    static func iTunes(_ local: String) -> Name { Name(namespace: Namespace.iTunes, local: local) }

    mutating func judge(episode entry: Element, _ path: String, _ trace: inout Trace) {
        guard kind?.isRSS == true else { return }
        let own = entry.children.first { $0.name.namespace == Namespace.iTunes }
        if let own, podcast.firstUse == nil { podcast.firstUse = own.start }
        if entry.child(Self.core("enclosure")) != nil {
            podcast.episodes += 1
        } else if podcast.withoutEnclosure.count < 100 {
            podcast.withoutEnclosure.append((path, entry.start))
        }
        if let image = entry.child(Self.iTunes("image")) { judge(cover: image, path + "/itunes:image") }
        explicit(entry, path)
        tooLong(entry, path)
    }

    /// Apple's limits, beyond which texts are cut.
    private mutating func tooLong(_ element: Element, _ path: String) {
        for (name, limit) in [("subtitle", 255), ("keywords", 255), ("summary", 4_000)] {
            guard let text = element.child(Self.iTunes(name)), text.text.trimmed.unicodeScalars.count > limit
            else { continue }
            notes.add(
                .tooLong,
                at: text.place,
                in: "\(path)/\(text.qualified)",
                "<\(text.qualified)> has more than \(limit) characters",
                fix: "write at most \(limit)"
            )
        }
    }

    private mutating func explicit(_ element: Element, _ path: String) {
        guard let explicit = element.child(Self.iTunes("explicit")) else { return }
        let value = explicit.text.trimmed.lowercased()
        if ["yes", "no", "clean", "explicit"].contains(value) {
            notes.add(
                .oldExplicit,
                at: explicit.place,
                in: path + "/itunes:explicit",
                "\(value.quoted) is the old way to say it",
                fix: "write \(value == "yes" || value == "explicit" ? "true" : "false")"
            )
        }
    }

    private mutating func judge(cover image: Element, _ path: String) {
        guard let href = image.attribute("href") else { return }
        let written = href.value.trimmed.lowercased().prefix { $0 != "?" && $0 != "#" }
        let name = written.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), written.split(separator: "/").count > 2 else { return }
        let ending = name[name.index(after: dot)...]
        if ending.count <= 5, !["jpg", "jpeg", "png"].contains(ending) {
            notes.add(
                .coverFormat,
                at: href.place,
                in: path + "/@href",
                "a .\(ending) is neither JPEG nor PNG"
            )
        }
    }

    mutating func judgePodcast() {
        guard kind?.isRSS == true, podcast.firstUse != nil, podcast.episodes > 0 else { return }
        for (path, offset) in podcast.withoutEnclosure {
            notes.add(.episodeWithoutFile, at: offset, in: path, "an <item> of a podcast has no <enclosure>")
        }
    }

    /// What the podcast says of itself.
    mutating func judge(podcastFeed channel: Element, _ path: String) {
        let own = channel.children.first { $0.name.namespace == Namespace.iTunes }
        guard own != nil || podcast.firstUse != nil else { return }
        if podcast.firstUse == nil { podcast.firstUse = own?.start }
        for (name, why) in [
            ("image", "a cover"), ("category", "a category"), ("explicit", "whether it is for adults"),
        ]
        where channel.child(Self.iTunes(name)) == nil {
            notes.add(
                .podcastLacks,
                at: channel.start,
                in: path,
                "the podcast has no <itunes:\(name)>, \(why)",
                fix: name == "explicit"
                    ? "add <itunes:explicit>false</itunes:explicit>" : "add <itunes:\(name)>"
            )
        }
        if channel.child(Self.core("language")) == nil {
            notes.add(
                .podcastLacks,
                at: channel.start,
                in: path,
                "the podcast has no <language>",
                fix: "add <language>"
            )
        }
        for name in ["author", "owner"] where channel.child(Self.iTunes(name)) == nil {
            notes.add(
                .podcastShould,
                at: channel.start,
                in: path,
                "the podcast has no <itunes:\(name)>",
                fix: "add <itunes:\(name)>"
            )
        }
        if let image = channel.child(Self.iTunes("image")) {
            judge(cover: image, path + "/itunes:image")
            files.append((.cover, image, path + "/itunes:image"))
        }
        if let owner = channel.child(Self.iTunes("owner")), owner.child(Self.iTunes("email")) == nil {
            notes.add(
                .podcastShould,
                at: owner.start,
                in: path + "/itunes:owner",
                "<itunes:owner> has no <itunes:email>",
                fix: "add it while you claim the podcast in a directory"
            )
        }
        if channel.child(Name(namespace: Namespace.podcast, local: "guid")) == nil {
            notes.add(
                .podcastGUID,
                at: channel.start,
                in: path,
                "the podcast has no <podcast:guid>",
                fix: "add one, a UUID of version 5 made of the feed's address"
            )
        }
        explicit(channel, path)
        for category in channel.children(Self.iTunes("category")) {
            judge(category: category, nil, path + "/itunes:category")
        }
        tooLong(channel, path)
        if let keywords = channel.child(Self.iTunes("keywords")), !keywords.text.isBlank,
            !keywords.text.trimmed.contains(","),
            keywords.text.trimmed.contains(" ")
        {
            notes.add(
                .keywords,
                at: keywords.place,
                in: path + "/itunes:keywords",
                "keywords stand without commas between them"
            )
        }
    }

    private mutating func judge(category: Element, _ parent: String?, _ path: String) {
        guard let text = category.attribute("text") else { return }
        let name = text.value.trimmed
        if name.isEmpty {
            notes.add(.blank, at: text.place, in: path + "/@text", "the category has no name")
        } else if let parent {
            if PodcastCategories.all[parent]?.contains(name) == false {
                notes.add(
                    .unknownCategory,
                    at: text.place,
                    in: path + "/@text",
                    "\(name.quoted) is no part of \(parent.quoted)"
                )
            }
        } else if PodcastCategories.all[name] == nil {
            notes.add(
                .unknownCategory,
                at: text.place,
                in: path + "/@text",
                "\(name.quoted) is none of Apple's categories",
                fix: PodcastCategories.parent(of: name).map {
                    "write it into <itunes:category text=\"\($0)\">"
                }
                    ?? PodcastCategories.present[name].map { "write \($0)" }
            )
        }
        guard parent == nil else { return }
        for child in category.children(Self.iTunes("category")) {
            judge(category: child, name, path + "/itunes:category")
        }
    }
}

extension XMLJudge {
    /// The newest episodes stand for all.
    static let mostFiles = 3

    var linkedFiles: [LinkedFile] {
        files.compactMap { kind, element, path in
            guard let attribute = element.attribute(kind == .cover ? "href" : "url") else { return nil }
            let url = attribute.value.trimmed
            guard ["http", "https"].contains(AddressFlaws.scheme(of: url)?.lowercased()) else { return nil }
            var lines = LineFinder(text)
            return LinkedFile(
                kind: kind,
                url: url,
                length: element.attribute("length").flatMap { Int64($0.value.trimmed) },
                type: element.attribute("type")?.value.trimmed.lowercased(),
                place: lines.place(of: attribute.place),
                path: path
            )
        }
    }
}

extension Rule {
    static let tooLong = Rule(
        "too-long",
        .advice,
        why: "Apple Podcasts cuts it.",
        fix: "write less"
    )
    static let podcastLacks = Rule(
        "podcast-lacks",
        .warning,
        why: "Apple Podcasts does not list a podcast without it.",
        fix: "add it"
    )
    static let podcastShould = Rule(
        "podcast-should",
        .advice,
        why: "Podcast apps show it, and directories ask it for who owns the podcast.",
        fix: "add it"
    )
    static let podcastGUID = Rule(
        "podcast-guid",
        .advice,
        why: "By it the Podcast Index and apps know the podcast again when its address changes.",
        fix: "add <podcast:guid>"
    )
    static let oldExplicit = Rule(
        "old-explicit",
        .advice,
        why: "Apple asks for true or false; the older words are understood by habit alone.",
        fix: "write true or false"
    )
    static let coverFormat = Rule(
        "cover-format",
        .warning,
        why: "Apple Podcasts takes a cover of 1400 to 3000 pixels, square, JPEG or PNG, and refuses others.",
        fix: "offer a JPEG or PNG"
    )
    static let episodeWithoutFile = Rule(
        "episode-without-enclosure",
        .warning,
        why: "Podcast apps do not show it: there is nothing to play.",
        fix: "add an <enclosure>, or publish the text in another feed"
    )
    static let unknownCategory = Rule(
        "unknown-category",
        .warning,
        why: "Podcast directories list the podcast in no category.",
        fix: "write one of Apple's: https://podcasters.apple.com/support/1691-apple-podcasts-categories"
    )
    static let keywords = Rule(
        "keywords-without-commas",
        .advice,
        why: "They are taken for one long keyword; Apple's directory looks at none any more.",
        fix: "write commas between them, or leave the element out"
    )
}
