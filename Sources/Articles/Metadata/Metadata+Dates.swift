/// When an article appears, changes and goes.
extension Metadata {
    mutating func takeDate(
        _ field: FrontMatter.Field,
        in zone: WrittenDate.Zone,
        of file: FrontMatter.Source
    ) throws(Problem) {
        let isOfAddress = dialect.tool != .plain && field.name.lowercased() == "date"
        guard published == nil || isOfAddress else { return }
        guard let written = try field.writtenDate(in: file) else { return }
        published = published ?? written.date(in: zone)
        if dialect.dates != nil { return }
        if isOfAddress || day == nil { day = written }
    }

    /// Whether the date was taken from where Hugo looks for it.
    func isTaken(_ date: FrontMatter.Field) -> Bool { dialect.dates != nil && date.isDateOfHugo }

    /// What stands behind the date that a file's name begins with; nil where nothing does.
    static func slug(behindDateOf path: String, _ language: String?) -> String? {
        let name = AddressParts(path: path, title: "", language: language).name.dropFirst(10)
        let slug = name.drop { " -_".contains($0) }
        return slug.isEmpty ? nil : String(slug)
    }

    /// Takes dates from where Hugo looks for them; whether the file's name has the first word on the article's address.
    mutating func takeDates(
        by dates: HugoDates,
        among fields: [FrontMatter.Field],
        _ name: MetadataFileName,
        in zone: WrittenDate.Zone,
        of file: FrontMatter.Source
    ) throws(Problem) -> Bool {
        let names = fields.map { $0.name.lowercased() }
        func first(_ places: [HugoDates.Place]) throws(Problem) -> (date: WrittenDate, isOfName: Bool)? {
            for place in places {
                switch place {
                case .key(let key):
                    guard let index = names.firstIndex(of: key), fields[index].bool == nil,
                        let date = try fields[index].writtenDate(in: file)
                    else { continue }
                    return (date, false)
                case .fileName: if let date = name.date { return (date, true) }
                case .fileTime: return nil
                }
            }
            return nil
        }
        let date = try first(dates.date)
        day = date?.date
        // That it was changed says nothing of when it appeared, which would move with each change.
        var appearance = try first(dates.published)
        if appearance == nil {
            appearance = try first(dates.date.filter { !HugoDates.changes.contains($0) })
        }
        published = appearance?.date.date(in: zone)
        updated = try first(dates.updated)?.date.date(in: zone)
        expires = try first(dates.expires)?.date.date(in: zone)
        return date?.isOfName ?? false
    }

    static func zone(
        of known: [Known],
        in file: FrontMatter.Source
    ) throws(Problem) -> WrittenDate.Zone? {
        guard let field = known.first(where: { $0.key == .timezone })?.field else { return nil }
        guard let name = try field.text(in: file) else { return nil }
        guard let zone = WrittenDate.Zone(named: name) else {
            throw field.problem("\"\(name)\" is no time zone, write it like timezone: Europe/Paris", in: file)
        }
        return zone
    }
}

extension FrontMatter.Field {
    fileprivate var isDateOfHugo: Bool { HugoDates.keys.contains(name.lowercased()) }
}
