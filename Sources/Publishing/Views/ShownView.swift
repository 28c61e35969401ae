import Feeds

/// What a view shows now.
struct ShownView: Sendable {
    var composer: Composer
    var title: String
    var entries: [Entry]
    var pictures: EntryMedia
    /// Whether a text leads to other articles: then their coming, going and moving changes it.
    var hasLinks = false
    /// What it was made of, where its entries have a word in common.
    var sources: ViewSources?
}
