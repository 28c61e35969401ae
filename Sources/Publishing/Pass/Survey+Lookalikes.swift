import Articles
import Foundation
import Store

/// Files whose names are canonically equivalent (Unicode, section 3.7): to people's eyes, and to Swift's, they are one name.
extension Survey {
    /// The files without those whose names look the same as another's.
    ///
    /// The known one is taken, where its file is there, else the `preferred`, else the one whose bytes come first.
    mutating func withoutLookalikes(
        _ files: [ArticleFile],
        known: [Spelling: FileMark],
        preferred: Set<String>
    ) -> [ArticleFile] {
        var names: [String: String] = [:]
        var doubled: Set<String> = []
        for file in files where !file.path.isASCII {
            let path = file.path
            guard let other = names[path] else {
                names[path] = path
                continue
            }
            doubled.insert(path)
            let isKnown = known[Spelling(path)] != nil
            let isOtherKnown = known[Spelling(other)] != nil
            let choice = preferred.firstIndex(of: path).map { preferred[$0] }
            let isFirst =
                if isKnown != isOtherKnown { isKnown } else if let choice, !choice.isSpelled(as: other) {
                    choice.isSpelled(as: path)
                } else { choice == nil && path.utf8.lexicographicallyPrecedes(other.utf8) }
            if isFirst { names[path] = path }
        }
        if doubled.isEmpty { return files }
        chosen += doubled.compactMap { names[$0] }.sorted()
        return files.filter { file in
            guard let name = names[file.path], !name.isSpelled(as: file.path) else { return true }
            problems.append(.lookalike(file.path))
            return false
        }
    }
}

extension ArticleFolder {
    /// The path of an article whose name looks the same as this one's, and is another's.
    func lookalike(of path: String) -> String? {
        if path.isASCII { return nil }
        return [path.precomposedStringWithCanonicalMapping, path.decomposedStringWithCanonicalMapping]
            .first { other in
                guard !other.isSpelled(as: path), case .file = look(at: other) else { return false }
                return true
            }
    }
}

extension String {
    /// Whether there may be another name that looks the same.
    var mayHaveLookalikes: Bool {
        if isASCII { return false }
        let composed = precomposedStringWithCanonicalMapping
        return !isSpelled(as: composed) || !isSpelled(as: decomposedStringWithCanonicalMapping)
    }

    /// Whether it is the same text to the file system, which knows no Unicode.
    func isSpelled(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

extension Problem {
    static func lookalike(_ path: String) -> Problem {
        Problem(file: path, message: "has a name that looks the same as another's; rename one of them")
    }
}
