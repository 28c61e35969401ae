import CLinux
import Glibc

extension ArticleFolder {
    /// What stands at one path, judged as `scan` would.
    package enum Look: Sendable, Equatable {
        case file(ArticleFile)
        case missing
        /// Something that the folder may hold, but no article: another extension, a folder, a temporary or hidden name.
        case notAnArticle
        /// Something is there that the author should mend; also when the whole folder is gone, for then nothing is known.
        case problem(Problem)
    }

    /// Looks at one path, relative to the root.
    package func look(at path: String) -> Look {
        let names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isReachable = names.dropLast().allSatisfy {
            !FileNames.isHidden($0) && !FileNames.isArticle($0) && $0 != ""
        }
        guard let name = names.last, isReachable, FileNames.isArticle(name), layout.takes(path) else {
            return .notAnArticle
        }
        do throws(SystemError) {
            if layout.hasBundles, isInBundle(names) { return .notAnArticle }
            guard try isReached(through: names.dropLast()) else { return .notAnArticle }
            return judge(try .ofName(absolute(path)), at: path)
        } catch {
            return explain(error, at: path)
        }
    }

    /// When the file itself was made, whatever was written into it since, in nanoseconds since 1970; nil where the file
    /// system does not tell.
    package func birth(of path: String) -> Int64? {
        let birth = birth_of_file(absolute(path))
        return birth < 0 ? nil : birth
    }

    /// Whether the folders on the way are folders, or links that `scan` follows too.
    private func isReached(through folders: ArraySlice<String>) throws(SystemError) -> Bool {
        var folder = root
        for name in folders {
            folder += "/" + name
            let kind = try stat.ofName(folder).kind
            guard kind == .link else { continue }
            guard case .folder = LinkRule(root: root).target(of: folder) else { return false }
        }
        return true
    }

    /// Whether the file belongs to an article that has its folder, or one above it, for itself.
    private func isInBundle(_ names: [String]) -> Bool {
        var folder = ""
        for (depth, name) in names.dropLast().enumerated() {
            folder += folder.isEmpty ? name : "/" + name
            // What is in no folder of its own is the site's front page, which has no others for itself.
            let isOwn = depth == names.count - 2 && Dialect.Layout.isIndex(names[names.count - 1])
            if !isOwn, hasIndex(folder) { return true }
        }
        return false
    }

    private func hasIndex(_ path: String) -> Bool {
        layout.indexNames.contains { name in
            var status = stat()
            return FileNames.isArticle(name) && layout.takes(path + "/" + name)
                && stat(absolute(path) + "/" + name, &status) == 0
        }
    }

    private func judge(_ status: stat, at path: String) -> Look {
        switch status.kind {
        case .file: .file(ArticleFile(path: path, status: status))
        case .folder: .problem(.notAFile("folder", at: path))
        case .special(let word): .problem(.notAFile(word, at: path))
        case .link:
            switch LinkRule(root: root).target(of: absolute(path)) {
            case .file(let status): .file(ArticleFile(path: path, status: status))
            case .folder, .circle: .problem(.notAFile("folder", at: path))
            case .special(let word): .problem(.notAFile(word, at: path))
            case .outside(let target, _): .problem(.outside(target, at: path))
            case .nowhere(let target): .problem(.nowhere(target, at: path))
            }
        }
    }

    private func explain(_ error: SystemError, at path: String) -> Look {
        guard error.isAbsence else { return .problem(.unreadable(error, at: path)) }
        do throws(SystemError) {
            _ = try stat.ofTarget(root)
            return .missing
        } catch {
            return .problem(Problem(file: path, message: "its folder \(root) cannot be seen: \(error)"))
        }
    }
}
