/// What a file's name, or a folder for each language, tells of the language of a text.
extension Dialect {
    /// A folder whose texts are all in one language, which is no section of the site; relative to the articles folder.
    struct LanguageFolder: Equatable, Sendable {
        var path: String
        var language: String
    }

    mutating func takeLanguageFolders(of spot: HugoSpot) {
        languageFolders = spot.folders
        if spot.isInFolders { layout.roots = spot.folders.map(\.path) }
    }

    /// The innermost folder of a language that a file of the articles folder lies in.
    func languageFolder(of path: String) -> LanguageFolder? {
        languageFolders.filter { path.hasPrefix($0.path + "/") }.max {
            $0.path.utf8.count < $1.path.utf8.count
        }
    }

    /// The language that a file's name or its folder says; nil for that of the site.
    func language(ofFile path: String) -> String? {
        if languages.isEmpty { return nil }
        return MetadataFileName(path: path, languages: languages).language
            ?? languageFolder(of: path)?.language
    }

    /// A reference to what is written in a language of the site: `fr:posts/hello`.
    func reference(to path: String, in language: String?) -> String {
        guard let language, languages.contains(language) else { return path }
        return language + ":" + path
    }

    /// What such a reference says; of all others the language is nil.
    package func parts(ofReference name: String) -> (language: String?, path: String) {
        guard let colon = name.firstIndex(of: ":"), languages.contains(String(name[..<colon])) else {
            return (nil, name)
        }
        return (String(name[..<colon]), String(name[name.index(after: colon)...]))
    }

    /// The address of the whole site, or of its part in the language of the articles folder.
    package var home: String? {
        guard let ownLanguage, foldedLanguages.contains(ownLanguage) else { return address }
        return address.map { $0 + ownLanguage + "/" }
    }
}
