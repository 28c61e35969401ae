/// Where the parts of a page stand, and how much is said in each.
struct PageSurvey {
    /// How much an element says, without what is no content.
    struct Weight {
        /// In bytes, without white space alone.
        var text: Int32 = 0
        /// How much of that leads elsewhere.
        var links: Int32 = 0
    }

    let page: MarkupTree.View
    /// By node: of the elements that are content.
    private(set) var weights: [Weight]
    /// Navigation, asides and what is hidden; sorted.
    private(set) var omitted: [Int] = []
    private(set) var html: Int?
    private(set) var body: Int?
    private(set) var title: Int?
    private(set) var base: Int?
    private(set) var metas: [Int] = []
    private(set) var links: [Int] = []
    private(set) var scripts: [Int] = []
    /// The articles that stand in no other.
    private(set) var articles: [Int] = []
    private(set) var mains: [Int] = []
    private(set) var headings: [Int] = []
    private(set) var times: [Int] = []

    init(of page: MarkupTree.View) {
        self.page = page
        weights = [Weight](repeating: Weight(), count: page.nodes.count)
        walk()
    }

    /// Whether it has what only a whole page has.
    var isWhole: Bool {
        html != nil || body != nil || title != nil || !metas.isEmpty
    }

    func weight(of index: Int) -> Weight {
        weights[index]
    }

    private mutating func walk() {
        var open: [Int] = []
        var anchors = 0
        var index = 0
        func close(_ last: Int) {
            if page.role(of: page.nodes[last]) == .anchor { anchors -= 1 }
            guard let parent = open.last else { return }
            weights[parent].text += weights[last].text
            weights[parent].links += weights[last].links
        }
        while index < page.nodes.count {
            while let last = open.last, Int(page.nodes[last].end) <= index {
                open.removeLast()
                close(last)
            }
            let node = page.nodes[index]
            if node.isText {
                if let parent = open.last, !page.text(of: node).allSatisfy({ $0.isHTMLSpace }) {
                    weights[parent].text += node.count
                    if anchors > 0 { weights[parent].links += node.count }
                }
                index += 1
                continue
            }
            guard note(index, node) else {
                index = Int(node.end)
                continue
            }
            if page.role(of: node) == .anchor { anchors += 1 }
            open.append(index)
            index += 1
        }
        while let last = open.popLast() { close(last) }
    }

    /// Notes what an element is; false where nothing in it is content.
    private mutating func note(_ index: Int, _ node: MarkupTree.Node) -> Bool {
        switch page.role(of: node) {
        case .html:
            html = html ?? index
            return true
        case .body:
            body = body ?? index
            return true
        case .title:
            title = title ?? index
            return false
        case .meta:
            metas.append(index)
            return false
        case .link:
            links.append(index)
            return false
        case .base:
            base = base ?? index
            return false
        case .script:
            scripts.append(index)
            return false
        case .head:
            return true
        case .article:
            if articles.last.map({ Int(page.nodes[$0].end) <= index }) ?? true { articles.append(index) }
            return true
        case .main:
            mains.append(index)
            return true
        case .navigation, .aside:
            omitted.append(index)
            return false
        case .mainHeading:
            headings.append(index)
        case .time:
            times.append(index)
        case .none, .header, .footer, .form, .group, .heading, .paragraph, .quote, .list, .figure, .anchor:
            break
        }
        guard node.count > 0 else { return true }
        let attributes = page.attributes(of: node)
        if attributes.has(.hidden) || Self.isChrome(role: attributes[.role]) {
            omitted.append(index)
            return false
        }
        if attributes[.role] == "main" { mains.append(index) }
        return true
    }

    /// Roles of what stands around the content.
    ///
    /// <https://www.w3.org/TR/wai-aria-1.2/#landmark_roles>
    private static func isChrome(role: String?) -> Bool {
        switch role {
        case "navigation", "search", "complementary", "banner", "contentinfo", "menu", "menubar", "dialog":
            true
        default: false
        }
    }
}
