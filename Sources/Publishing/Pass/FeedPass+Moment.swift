import Store

/// What the clock alone changes.
extension FeedPass {
    /// Counts the entries that appear or expire because their moment has come, beside those that this pass has taken.
    func countMoment(in editor: inout Editor) async throws {
        guard let moment = conditions.moment else { return }
        for entry in try await store.entries(of: feed.name, changingFrom: moment, by: now) {
            editor.countMoment(of: entry)
        }
    }
}
