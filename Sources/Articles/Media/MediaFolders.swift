import CLinux
import Glibc

/// The two folders of a feed whose files may be served: the articles, for what lies beside them, and `media/`.
package struct MediaFolders: Sendable {
    /// What stands at a path.
    package enum Look: Sendable, Equatable {
        case file(MediaFile)
        case missing
        /// It is there and may not be served; why, in words for its author.
        case refused(String)
    }

    static let articlesPrefix = "articles/"
    static let mediaPrefix = "media/"

    /// What belongs to the feed, and to nobody else.
    private static let own: Set<String> = ["feed.toml", "feedherald.toml", "ids.toml"]

    /// Absolute.
    let articles: String
    /// Absolute.
    let media: String
    /// The folders without links; nil where one is not there.
    private let realFolders: (articles: String?, media: String?)

    /// The folders of a feed whose own folder, and that of its articles, have these absolute paths.
    package init(articles: String, feed: String) {
        self.articles = ArticleFolder(root: articles).root
        media = feed + "/media"
        let realMedia = Self.realPath(media)
        // A link to another place would open that to everybody.
        let isOwn = realMedia.flatMap { media in Self.realPath(feed).map { LinkRule.isPath(media, in: $0) } }
        realFolders = (Self.realPath(self.articles), isOwn == true ? realMedia : nil)
    }

    /// What stands at a path, which begins with `articles/` or `media/`.
    package func look(at path: String) -> Look {
        switch reach(path) {
        case .reached(let file, let descriptor):
            close(descriptor)
            return .file(file)
        case .missing: return .missing
        case .refused(let reason): return .refused(reason)
        }
    }

    /// Opens a file; nil where `look` would find none.
    package func open(_ path: String) -> OpenMedia? {
        guard case .reached(_, let descriptor) = reach(path) else { return nil }
        defer { close(descriptor) }
        // What was looked at is opened, whatever has its name by now.
        let opened = Glibc.open("/proc/self/fd/\(descriptor)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { return nil }
        var status = stat()
        guard fstat(opened, &status) == 0 else {
            close(opened)
            return nil
        }
        return OpenMedia(MediaFile(path: path, status: status), descriptor: opened)
    }

    private enum Reach {
        case reached(MediaFile, CInt)
        case missing
        case refused(String)
    }

    /// Gets hold of a plain file without opening it, and asks the kernel where it really lies.
    private func reach(_ path: String) -> Reach {
        guard let absolute = absolute(path), Self.isOpen(path) else { return .missing }
        let descriptor = Glibc.open(absolute, OPEN_PATH_ONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let error = SystemError()
            return error.isAbsence ? .missing : .refused("cannot be read: \(error)")
        }
        var status = stat()
        let reason =
            fstat(descriptor, &status) == 0
            ? reason(against: descriptor, status) : "cannot be read: \(SystemError())"
        guard let reason else { return .reached(MediaFile(path: path, status: status), descriptor) }
        close(descriptor)
        return .refused(reason)
    }

    private func reason(against descriptor: CInt, _ status: stat) -> String? {
        guard status.kind == .file else { return "is no plain file" }
        guard let real = Self.target(of: "/proc/self/fd/\(descriptor)"), let path = self.path(ofReal: real)
        else { return "leads out of the folders of articles and media" }
        guard Self.isOpen(path) else { return "leads to what is not to be served" }
        return access("/proc/self/fd/\(descriptor)", R_OK) == 0 ? nil : "cannot be read: \(SystemError())"
    }

    private func path(ofReal real: String) -> String? {
        for (folder, prefix) in [
            (realFolders.media, Self.mediaPrefix), (realFolders.articles, Self.articlesPrefix),
        ] {
            if let folder, real != folder, LinkRule.isPath(real, in: folder) {
                return prefix + real.droppingBytes(folder.utf8.count + 1)
            }
        }
        return nil
    }

    private func absolute(_ path: String) -> String? {
        for (folder, prefix) in [(media, Self.mediaPrefix), (articles, Self.articlesPrefix)]
        where path.utf8.starts(with: prefix.utf8) {
            return folder + path.droppingBytes(prefix.utf8.count - 1)
        }
        return nil
    }

    /// Whether its name lets a file be served: nothing hidden, nothing unfinished, no article, no definition.
    static func isOpen(_ path: String) -> Bool {
        let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard let name = names.last, names.count > 1, !path.utf8.contains(0) else { return false }
        guard names.allSatisfy({ !$0.isEmpty && !FileNames.isHidden($0) }), !FileNames.isTemporary(name)
        else {
            return false
        }
        return !(path.hasPrefix(articlesPrefix) && (FileNames.isArticleSource(name) || own.contains(name)))
    }

    /// Why a file of this name is served to nobody, and what would be right; nil where it may be served.
    static func words(onClosed path: String) -> String? {
        let names = path.split(separator: "/").map(String.init)
        guard let name = names.last, !isOpen(path) else { return nil }
        if names.contains(where: FileNames.isHidden) {
            return "is hidden, and so it is never served: give it a name without a dot in front"
        }
        if FileNames.isTemporary(name) {
            return "has the name of an unfinished file, and so it is never served: give it another one"
        }
        return
            "is an article or a definition, and so it is never served: name a file that goes with the article"
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func target(of link: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let count = readlink(link, base, buffer.count)
            guard count > 0, count < buffer.count else { return nil }
            return String(decoding: UnsafeRawBufferPointer(buffer).prefix(count), as: UTF8.self)
        }
    }
}

extension String {
    /// Without so many bytes at its beginning: to the file system a slash is one, whatever Unicode joins it with.
    func droppingBytes(_ count: Int) -> String { String(Substring(utf8.dropFirst(count))) }
}
