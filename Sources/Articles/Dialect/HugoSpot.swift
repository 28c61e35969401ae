/// Where articles lie in the content of a site of Hugo's, whose languages may each have a folder of their own.
///
/// <https://gohugo.io/configuration/languages/#contentdir>
struct HugoSpot {
    /// As in `Dialect`.
    var (place, below) = ("", "")
    /// The folder of the content, absolute.
    var content: String
    /// The language that the whole articles folder is in, by the folder that it lies in.
    var language: String?
    /// The folders of languages in the articles folder.
    var folders: [Dialect.LanguageFolder] = []
    /// Whether there is no article outside of these.
    var isInFolders = false

    /// Nil for a folder that has nothing to do with the site.
    init?(of site: Dialect.Site, _ settings: DialectSettings, isSure: Bool) {
        let languages = settings.table("languages").map(\.name)
        let common = settings.text("contentDir") ?? "content"
        let own = languages.compactMap { name in
            settings.text("languages.\(name).contentDir").map { (name: name, folder: $0) }
        }
        var spot = site.place(in: common).map { Self(at: $0, in: site.absolute(common)) }
        var folders: [Dialect.LanguageFolder] = []
        for (name, folder) in own {
            guard let (place, below) = site.place(in: folder) else { continue }
            guard below.isEmpty else {
                folders.append(Dialect.LanguageFolder(path: below, language: name))
                continue
            }
            // Of folders in each other the inner one is meant.
            if let spot, spot.language != nil || spot.below.isEmpty, spot.place.utf8.count < place.utf8.count
            {
                continue
            }
            spot = Self(at: (place, ""), in: site.absolute(folder))
            spot?.language = name
        }
        // A folder beside it is meant; one far below belongs to somebody else.
        if spot == nil, !folders.isEmpty || isSure && !site.articles.contains("/") {
            spot = Self(at: ("", ""), in: site.folder)
        }
        guard var spot else { return nil }
        if !folders.isEmpty, spot.language == nil {
            let isEveryLanguage = own.count == languages.count
            if !isEveryLanguage, !spot.below.isEmpty {
                let main = settings.text("defaultContentLanguage") ?? "en"
                folders.append(Dialect.LanguageFolder(path: spot.below, language: main))
            }
            spot.isInFolders = isEveryLanguage || !spot.below.isEmpty
            spot.below = ""
        }
        spot.folders = folders
        self = spot
    }

    private init(at spot: (place: String, below: String), in content: String) {
        (place, below) = spot
        self.content = content
    }
}
