/// What stands above a body and is used for nothing: a reader would miss it.
extension PlainTextHead {
    /// What was taken for these parts, in the order of the text; a second headline stands where it stood among them.
    func left(_ unused: Set<PlainText.Part>) -> ArraySlice<(part: Part, stanza: [PlainTextLine])> {
        func isLeft(_ part: Part) -> Bool {
            switch part {
            case .title: unused.contains(.title)
            case .summary: unused.contains(.summary)
            case .slug: unused.contains(.slug)
            case .subtitle: true
            }
        }
        guard let first = taken.firstIndex(where: { $0.part != .subtitle && isLeft($0.part) }) else {
            return []
        }
        return taken[first...].filter { isLeft($0.part) }[...]
    }

    /// These stanzas above the others; a title alone as it stood over the rest.
    func joined(_ left: [[PlainTextLine]], to rest: [[PlainTextLine]]) -> [[PlainTextLine]] {
        guard isTitleJoined, left.count == 1, taken.count == 1, let title = left.first,
            let below = rest.first, below == self.rest.first
        else { return left + rest }
        return [title + below] + rest.dropFirst()
    }
}
