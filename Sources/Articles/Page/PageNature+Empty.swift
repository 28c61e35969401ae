/// Pages that say nothing: of a list of nothing nobody wants to be told that it lacks a text.
extension PageNature {
    /// Whether it says that it is one of a site's own pages, and none of its articles.
    var isOfSite: Bool { ["website", "blog", "profile"].contains(head.type) }

    /// Whether a list stands in it that lists nothing, as that of a tag without articles; or a form, as of a search.
    var isEmptyListing: Bool {
        let page = survey.page
        var index = 0
        while index < page.nodes.count {
            let node = page.nodes[index]
            let role = page.role(of: node)
            if role == .header || role == .footer || survey.omitted.contains(index) {
                index = Int(node.end)
                continue
            }
            if role == .list, survey.weight(of: index).text == 0, !survey.hasFigure(index) { return true }
            if isForm(index, role) { return true }
            index += 1
        }
        return false
    }

    /// Some pages are one large form from their beginning to their end.
    private func isForm(_ index: Int, _ role: MarkupRole) -> Bool {
        role == .form && survey.weight(of: index).text < 100
    }

    /// Whether headings and what stands in a form are all that it says.
    func isBare(_ content: PageContent) -> Bool {
        if survey.hasFigure(content.root) { return false }
        var said = content.size
        var index = content.root
        while index < content.nodes.upperBound {
            let node = survey.page.nodes[index]
            let role = survey.page.role(of: node)
            if role == .mainHeading || role == .heading || isForm(index, role) {
                said -= survey.weight(of: index).text
                index = Int(node.end)
            } else {
                index += 1
            }
        }
        return said <= 0
    }

    /// Whether a fragment, of which nothing but its place is known, is no article: it lists nothing, or it stands where
    /// articles are gathered and is made of links alone.
    var isListingFragment: Bool {
        if isErrorPage { return true }
        guard !survey.page.nodes.isEmpty else { return false }
        let all = survey.weight(of: 0)
        if all.text == 0, !survey.hasFigure(0) { return isEmptyListing }
        return (isNumbered || isIndex && (ownFolder.isEmpty || isGroup)) && all.text == all.links
    }
}
