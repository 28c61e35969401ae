import Glibc

/// Where symbolic links below one root may lead: to files and folders below the same root, and never round in a circle.
struct LinkRule {
    enum Target {
        case file(stat)
        case folder
        case special(String)
        /// To a folder that the link itself lies in, or out of one that was itself reached by a link: folders that link to
        /// each other would have no end.
        case circle
        case outside(String, isFolder: Bool)
        case nowhere(String)
    }

    private let root: String
    /// Without links, and nil where the root is not there.
    private let realRoot: String?

    init(root: String) {
        self.root = root
        realRoot = Self.realPath(root)
    }

    /// What the link at an absolute path leads to.
    func target(of link: String) -> Target {
        let written = Self.text(of: link)
        guard let real = Self.realPath(link), let status = try? stat.ofTarget(real) else {
            return .nowhere(written)
        }
        guard let realRoot, Self.isPath(real, in: realRoot) else {
            return .outside(written, isFolder: status.kind == .folder)
        }
        switch status.kind {
        case .file: return .file(status)
        case .folder: break
        case .link: return .nowhere(written)
        case .special(let word): return .special(word)
        }
        let folder = link.lastIndex(of: "/").map { String(link[..<$0]) } ?? "."
        guard let realFolder = Self.realPath(folder) else { return .nowhere(written) }
        let isDirect = realFolder == realRoot + folder.dropFirst(root.count)
        return isDirect && !Self.isPath(realFolder, in: real) ? .folder : .circle
    }

    /// Whether one path is another or lies below it; both absolute and without a slash at the end.
    static func isPath(_ path: String, in folder: String) -> Bool {
        guard folder != "/" else { return true }
        guard path.utf8.starts(with: folder.utf8) else { return false }
        let rest = path.utf8.dropFirst(folder.utf8.count)
        return rest.isEmpty || rest.first == UInt8(ascii: "/")
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// What is written in the link.
    private static func text(of link: String) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let base = buffer.baseAddress else { return "" }
            let count = readlink(link, base, buffer.count)
            return String(decoding: UnsafeRawBufferPointer(buffer).prefix(max(0, count)), as: UTF8.self)
        }
    }
}
