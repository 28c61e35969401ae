/// What pages say themselves, in one language: a text that a language lacks does not compile.
struct PageTexts: Sendable {
    let skip: String
    let allFeeds: String
    let opml: String
    let everything: String
    let noFeeds: String
    let noArticles: String
    let subscribe: String
    let feedExplained: String
    let podcastExplained: String
    let address: String
    let copy: String
    let copied: String
    let openReader: String
    let openPodcast: String
    let readers: String
    let podcastApps: String
    let formats: String
    let code: String
    let scan: String
    let latest: String
    let website: String
    let updated: String
    let download: String
    let tags: String
    let parts: String
    let summaries: String
    let sections: String
    let authors: String
    let languages: String
    let more: String
    let older: String
    let newer: String
    let invitation: String
    let goneTitle: String
    let goneText: String
    let endedTitle: String
    let endedText: String
    let missingTitle: String
    let missingText: String
    let seeWhatIsHere: String

    /// By their names, as templates ask for them.
    var byName: [String: String] {
        var texts: [String: String] = [:]
        for child in Mirror(reflecting: self).children {
            if let name = child.label, let text = child.value as? String { texts[name] = text }
        }
        return texts
    }
}
