/// What in the header and the footer of an article is said to its readers, and no part of the page around it.
extension PageContent {
    /// In the first header stand the title, the byline, the date and the like.
    func chrome(ofHeader header: Int, title: String?) -> [Int] {
        chrome(of: header) { index, role in
            switch role {
            case .mainHeading, .heading:
                let text = page.text(in: index)
                return !text.isEmpty && !isTitle(text, title ?? text)
            case .figure, .quote: return true
            default: return isSaid(index, role)
            }
        }
    }

    /// Whether it is the one that says the title.
    func isOfTitle(header: Int, _ title: String?) -> Bool {
        guard let title, Int(page.nodes[header].end) - header < Self.largestHeader else { return false }
        return (header..<Int(page.nodes[header].end)).contains { index in
            let role = page.role(of: page.nodes[index])
            return (role == .mainHeading || role == .heading) && isTitle(page.text(in: index), title)
        }
    }

    /// In a footer stand tags, shares and rights; what is prose in it, such as a correction, is the article's.
    func chrome(ofFooter footer: Int) -> [Int] {
        chrome(of: footer, isSaid)
    }

    /// All in an element but what is content.
    private func chrome(of element: Int, _ isContent: (Int, MarkupRole) -> Bool) -> [Int] {
        let end = Int(page.nodes[element].end)
        guard end - element < Self.largestHeader else { return [] }
        var omitted: [Int] = []
        var index = element + 1
        while index < end {
            let node = page.nodes[index]
            let role = page.role(of: node)
            let isOther = survey.omitted.contains(index) || role == .time || role == .list || role == .form
            if isOther || node.count > 0 && !node.isText && isChrome(index, node) {
                omitted.append(index)
                index = Int(node.end)
            } else if isContent(index, role) {
                index = Int(node.end)
            } else if !node.isText, holds(index, isContent) {
                index += 1
            } else {
                omitted.append(index)
                index = Int(node.end)
            }
        }
        return omitted
    }

    /// In nodes: what is larger is none.
    private static let largestHeader = 1_000

    private func holds(_ element: Int, _ isContent: (Int, MarkupRole) -> Bool) -> Bool {
        let outer = page.role(of: page.nodes[element])
        return (element + 1..<Int(page.nodes[element].end)).contains { index in
            let role = page.role(of: page.nodes[index])
            // A part of a line is no prose, where the whole is none.
            if outer == .paragraph || outer == .anchor, role != .figure { return false }
            return isContent(index, role)
        }
    }

    /// Whether it is a paragraph of prose, or a text that stands for one.
    private func isSaid(_ index: Int, _ role: MarkupRole) -> Bool {
        switch role {
        case .paragraph: return isProse(index)
        case .group:
            let inner = page.nodes[(index + 1)..<Int(page.nodes[index].end)]
            let isText = !inner.contains { node in
                switch page.role(of: node) {
                case .none, .anchor: false
                default: true
                }
            }
            return isText && isProse(index)
        case .none: return page.nodes[index].isText && isSentence(page.text(in: index))
        default: return false
        }
    }

    func isParagraph(_ index: Int) -> Bool {
        page.role(of: page.nodes[index]) == .paragraph
    }

    /// Whether it is more than bylines and the like are, and not made of links.
    func isLong(_ index: Int) -> Bool {
        let weight = survey.weight(of: index)
        return survey.said(in: index) > 80 && weight.links * 2 < weight.text
    }

    /// Whether it is running text: a sentence or more, and not made of links.
    func isProse(_ index: Int) -> Bool {
        let weight = survey.weight(of: index)
        guard weight.text >= 20, weight.links * 2 < weight.text else { return false }
        let text = page.text(in: index)
        return !text.hasPrefix("©") && (isLong(index) || isSentence(text))
    }

    private func isSentence(_ text: String) -> Bool {
        guard let line = PlainTextLine(text[...].unicodeScalars) else { return false }
        return line.width >= 20 && line.endsSentence && !text.hasPrefix("©")
    }
}
