import Articles

/// Which of a site's templates can be taken: those whose partials are all there, and that never come back to themselves.
struct TemplateGraph {
    private(set) var names: Set<String>
    private(set) var problems: [Problem] = []

    /// Templates that parse.
    init(_ files: [TemplateFile]) {
        let partials = files.map { file in
            (file, TemplateTag.all(in: file.text).filter { $0.kind == ">" || $0.kind == "<" })
        }
        names = Set(files.map(\.name))
        // What names a template that is not taken is not taken either: the next round finds it.
        var isSettled = false
        while !isSettled {
            isSettled = true
            for (file, tags) in partials where names.contains(file.name) {
                guard let flaw = flaw(of: file, tags, among: partials) else { continue }
                names.remove(file.name)
                problems.append(flaw)
                isSettled = false
            }
        }
        let taken = partials.filter { names.contains($0.0.name) }.flatMap { $0.1.map(\.name) }
        problems += files.compactMap { file in
            let isUsed = Templates.texts[file.name] != nil || taken.contains(file.name)
            return isUsed || !names.contains(file.name) ? nil : Self.unused(file)
        }
    }

    private static func unused(_ file: TemplateFile) -> Problem {
        let known = Templates.texts.keys.sorted().joined(separator: ", ")
        return Problem(
            file: file.file,
            message:
                "is used by no page; right would be one of the names \(known), or {{> \(file.name)}} in one of them",
            severity: .warning
        )
    }

    private func flaw(
        of file: TemplateFile,
        _ tags: [TemplateTag],
        among all: [(file: TemplateFile, tags: [TemplateTag])]
    ) -> Problem? {
        for tag in tags {
            let isKnown = names.contains(tag.name) || Templates.texts[tag.name] != nil
            if !isKnown {
                return file.problem(
                    tag.line,
                    "there is no partial \"\(tag.name)\"; right would be a file \(tag.name).mustache beside it, that can be taken"
                )
            }
        }
        let own = Dictionary(
            all.filter { names.contains($0.file.name) }.map { ($0.file.name, $0.tags) },
            uniquingKeysWith: { first, _ in first }
        )
        for tag in tags where reaches(file.name, from: tag.name, own) {
            return file.problem(
                tag.line,
                "the partial \"\(tag.name)\" takes in \"\(file.name)\" again, without end"
            )
        }
        return nil
    }

    /// Whether a template takes in another, itself or through others.
    private func reaches(_ goal: String, from start: String, _ own: [String: [TemplateTag]]) -> Bool {
        var waiting = [start]
        var seen: Set<String> = []
        while let name = waiting.popLast() {
            if name == goal { return true }
            guard seen.insert(name).inserted else { continue }
            let tags = own[name] ?? Templates.texts[name].map { TemplateTag.all(in: $0) } ?? []
            waiting += tags.filter { $0.kind == ">" || $0.kind == "<" }.map(\.name)
        }
        return false
    }
}
