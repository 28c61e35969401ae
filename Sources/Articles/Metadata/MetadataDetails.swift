/// Reads the rarer keys: rights, threads, places, and what makes an article an episode of a podcast.
extension ArticleDetails {
    /// The names of all these keys, in the form in which they are compared.
    static let names = [
        "rights", "copyright", "license", "comments", "comments_url", "comment_count", "comments_count",
        "in_reply_to", "location", "geo", "coordinates", "season", "season_name", "episode",
        "episode_number", "episode_type", "episode_title", "explicit", "transcript", "transcripts",
        "chapters", "people", "persons", "hosts", "guests", "block",
    ]

    private static let types = ["full", "trailer", "bonus"]

    mutating func take(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem) {
        switch field.name.lowercased().replacing("-", with: "_").replacing(" ", with: "_") {
        case "rights", "copyright", "license": if rights == nil { rights = try field.text(in: file) }
        // Others say here whether there are comments at all.
        case "comments", "comments_url":
            comments = comments ?? field.scalars.first { $0.contains(":") || $0.contains("/") }
        case "comment_count", "comments_count": commentCount = try field.whole(in: file)
        case "in_reply_to": inReplyTo += field.scalars
        case "location", "geo", "coordinates": if place == nil { place = try field.place(in: file) }
        case "season": try takeSeason(field, of: file)
        case "season_name": seasonName = try field.text(in: file)
        case "episode", "episode_number":
            if episode == nil { episode = try field.counted(field.number(in: file), in: file) }
        case "episode_type": try takeType(field, of: file)
        case "episode_title": episodeTitle = try field.text(in: file)
        case "explicit": isExplicit = try field.flag(in: file)
        case "transcript", "transcripts": transcripts += try field.transcripts(in: file)
        case "chapters": chapters = field.scalars.first
        case "people", "persons": persons += try field.persons(as: nil, in: file)
        case "hosts": persons += try field.persons(as: "host", in: file)
        case "guests": persons += try field.persons(as: "guest", in: file)
        case "block": isBlocked = try field.flag(in: file)
        default: break
        }
    }

    private mutating func takeSeason(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem)
    {
        guard case .map(let fields) = field.value.content else {
            return season = try field.counted(field.whole(in: file), in: file)
        }
        for part in fields {
            switch part.name {
            case "number": season = try part.counted(part.whole(in: file), in: file)
            case "name": seasonName = try part.text(in: file)
            default: break
            }
        }
    }

    private mutating func takeType(_ field: FrontMatter.Field, of file: FrontMatter.Source) throws(Problem) {
        guard let text = try field.text(in: file)?.lowercased() else { return }
        guard Self.types.contains(text) else {
            throw field.problem(
                "\"\(text)\" is no type of an episode, write full, trailer or bonus",
                in: file
            )
        }
        episodeType = text
    }
}

extension FrontMatter.Field {
    fileprivate func whole(in file: FrontMatter.Source) throws(Problem) -> Int64? {
        guard let text = try text(in: file) else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw problem("\"\(text)\" is no whole number, write it like \(name): 3", in: file)
        }
        return number
    }

    fileprivate func number(in file: FrontMatter.Source) throws(Problem) -> Double? {
        guard let text = try text(in: file) else { return nil }
        guard let number = Double(text), number.isFinite, number >= 0 else {
            throw problem("\"\(text)\" is no number, write it like \(name): 3", in: file)
        }
        return number
    }

    /// A number that counts from 1, as those of seasons and episodes do.
    ///
    /// <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>
    fileprivate func counted<Number: Numeric & Comparable>(
        _ number: Number?,
        in file: FrontMatter.Source
    ) throws(Problem) -> Number? {
        guard let number else { return nil }
        if number > 0 { return number }
        throw problem("\"\(name)\" is 0, and says nothing; count from 1, as in \(name): 1", in: file)
    }

    fileprivate func flag(in file: FrontMatter.Source) throws(Problem) -> Bool {
        if let bool { return bool }
        switch scalars.first?.lowercased() {
        case "yes": return true
        case "no", "clean": return false
        default: throw problem("\"\(name)\" is neither true nor false, write \(name): true", in: file)
        }
    }

    /// A text such as `48.2, 16.4`, a list of two numbers, or a map; nil for the name of a place, which says not where it is.
    fileprivate func place(in file: FrontMatter.Source) throws(Problem) -> ArticleDetails.Place? {
        var name: String?
        var numbers: [Double] = []
        if case .map(let fields) = value.content {
            func number(_ names: [String]) -> Double? {
                fields.first { names.contains($0.name.lowercased()) }?.scalars.first.flatMap(Double.init)
            }
            numbers = [number(["lat", "latitude"]), number(["lon", "lng", "long", "longitude"])]
                .compactMap(\.self)
            name = fields.first { $0.name.lowercased() == "name" }?.scalars.first
        } else {
            numbers = scalars.flatMap { $0.split(separator: ",") }.compactMap {
                Double($0.filter { $0 != " " })
            }
        }
        if numbers.isEmpty { return nil }
        guard numbers.count == 2, (-90...90).contains(numbers[0]), (-180...180).contains(numbers[1]) else {
            throw problem(
                "this is no place: write its latitude and longitude in degrees, like \(self.name): 48.2, 16.4",
                in: file
            )
        }
        return ArticleDetails.Place(latitude: numbers[0], longitude: numbers[1], name: name)
    }

    fileprivate func transcripts(in file: FrontMatter.Source) throws(Problem) -> [ArticleDetails.Transcript] {
        let items = if case .list(let items) = value.content { items } else { [value] }
        var transcripts: [ArticleDetails.Transcript] = []
        for item in items {
            let texts = item.texts
            guard let url = texts["url"] ?? texts[""] else {
                throw problem("a transcript has no url, add url: to it", in: file, line: item.line)
            }
            transcripts.append(
                ArticleDetails.Transcript(
                    url: url,
                    type: texts["type"],
                    language: texts["language"] ?? texts["lang"]
                )
            )
        }
        return transcripts
    }

    fileprivate func persons(as role: String?, in file: FrontMatter.Source) throws(Problem)
        -> [ArticleDetails.Person]
    {
        let items = if case .list(let items) = value.content { items } else { [value] }
        var persons: [ArticleDetails.Person] = []
        for item in items {
            let texts = item.texts
            guard let name = texts["name"] ?? texts[""] else {
                throw problem("a person has no name, add name: to it", in: file, line: item.line)
            }
            persons.append(
                ArticleDetails.Person(
                    name: name,
                    role: (texts["role"] ?? role)?.lowercased(),
                    group: texts["group"]?.lowercased(),
                    picture: texts["picture"] ?? texts["img"] ?? texts["image"],
                    url: texts["url"] ?? texts["href"]
                )
            )
        }
        return persons
    }
}

extension FrontMatter.Value {
    /// The texts of a map by their keys, or the one text under the empty key.
    fileprivate var texts: [String: String] {
        switch content {
        case .map(let fields):
            return fields.reduce(into: [:]) { $0[$1.name.lowercased()] = $1.scalars.first }
        case .scalar(let text, _): return isNothing || text.isEmpty ? [:] : ["": text]
        default: return [:]
        }
    }
}
