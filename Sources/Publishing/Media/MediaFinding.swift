import Articles
import Feeds
import Store

/// Where one reference leads.
enum MediaFinding {
    case file(MediaFile)
    /// There is none, or none to be served; the paths that it may have had, and why.
    case none(candidates: [String], reason: String?)
    /// It can mean nothing; why, and what would be right.
    case flawed(String)
}

extension EntryMedia {
    /// Takes note of what one reference means.
    mutating func take(
        _ use: MediaUse,
        _ finding: MediaFinding,
        of referrer: MediaReferrer,
        had: Set<String>,
        known: [String: StoredMedia],
        at desk: MediaDesk
    ) {
        func tell(_ words: String, _ severity: Problem.Severity) {
            problems.append(
                Problem(
                    file: referrer.file,
                    line: desk.line(of: use, of: referrer),
                    message: "\(use.name) \(words)",
                    severity: severity
                )
            )
        }
        switch finding {
        case .file(let file):
            let measurement = known[file.path].flatMap { $0.isOf(file) ? $0.measurement : nil }
            if measurement == nil { isUnmeasured = true }
            if measurement?.flaw == .bomb {
                absent.insert(use.reference)
                return tell(
                    "says that it is too large to be shown by anybody: it is not served; save it smaller",
                    .error
                )
            }
            take(use, Local(url: desk.url(of: file.path), file: file, measurement: measurement))
            if let words = measurement?.words(about: file) { tell(words, .warning) }
        case .flawed(let words):
            absent.insert(use.reference)
            tell("\(words); \(use.consequence)", use.isNeeded ? .error : .warning)
        case .none(let candidates, let reason):
            let absolute = HTMLLinks.absolute(use.reference, against: referrer.link) ?? use.reference
            if let lost = candidates.first(where: had.contains), let stored = known[lost] {
                take(
                    use,
                    Local(url: desk.url(of: lost), file: MediaFile(stored), measurement: stored.measurement)
                )
                return tell(
                    "\(reason ?? "has vanished"): put \(lost) back, or take it out; until then its address answers 404",
                    use.isNeeded ? .error : .warning
                )
            }
            // A definition's path from the root is one of the site, which others may answer.
            let isOurs =
                !candidates.isEmpty
                && (desk.isOurs(absolute) || use.place == .feed && !use.reference.hasPrefix("/"))
            if use.place == .enclosure, !isOurs, reason == nil {
                let address = absolute.legalInURL
                if Base.isWebURL(address), !referrer.measured.contains(use.reference) {
                    remote[address] = RemoteMedia(url: address)
                }
                return
            }
            guard isOurs || reason != nil, use.place != .body || MediaType.isKnown(use.reference) else {
                return
            }
            absent.insert(use.reference)
            tell("\(reason ?? "is not there"): \(use.advice)", use.isNeeded ? .error : .warning)
        }
    }

    private mutating func take(_ use: MediaUse, _ local: Local) {
        var local = local
        if use.place == .enclosure { enclosures.insert(use.reference) }
        let path = local.file.path
        references.append(MediaReference(address: MediaAddress.of(path), path: path))
        // A part of a sound or a film (https://www.w3.org/TR/media-frags/).
        if let part = use.reference.firstIndex(of: "#"), !path.contains("#") {
            local.url += use.reference[part...]
        }
        self.local[use.reference] = local
    }

    /// Takes note of what is known of the lengths of files elsewhere.
    mutating func takeRemote(_ known: [String: RemoteMedia], of file: String) {
        for url in remote.keys.sorted() {
            guard let answer = known[url] else { continue }
            remote[url] = answer
            guard let reason = answer.reason, answer.length == nil else { continue }
            problems.append(
                Problem(
                    file: file,
                    message:
                        "the length of the enclosure \"\(url)\" is not known: \(reason); write it in the head as length: 1048576",
                    severity: .warning
                )
            )
        }
    }
}

extension MediaUse {
    /// Whether its entry, or its feed, is less without it.
    fileprivate var isNeeded: Bool { place == .enclosure || place == .feed }

    /// What would be right where it is not there.
    fileprivate var advice: String {
        switch place {
        case .feed: "put it into the feed's folder media/; \(consequence)"
        case .enclosure: "put it beside the article or into the feed's folder media/; \(consequence)"
        case .image, .body: "put it beside the article or into the feed's folder media/"
        }
    }

    /// What becomes of its entry, or its feed, meanwhile.
    fileprivate var consequence: String {
        switch place {
        case .feed: "until then the feed goes without it"
        case .image, .enclosure: "until then the entry goes without it"
        case .body: "until then its address answers 404"
        }
    }
}

extension MediaFacts {
    /// What its author should know of a file; nil where all is well.
    fileprivate func words(about file: MediaFile) -> String? {
        switch flaw {
        case .truncated: return "is cut off: it ends before it should; save it again"
        case .unfathomable: return "could not be looked at within the limits for it; save it again"
        case .bomb: return "says that it is too large to be shown by anybody"
        case nil: break
        }
        return MediaType.promise(of: file.path, notKeptBy: self).map {
            "holds no \($0) that is known, though its name says so; name it after what it holds"
        }
    }
}

extension StoredMedia {
    init(_ file: MediaFile, _ measurement: MediaFacts) {
        self.init(
            path: file.path,
            inode: file.inode,
            size: file.size,
            modified: file.modified,
            measurement: measurement
        )
    }

    /// Whether it was this very state of the file that was looked at.
    func isOf(_ file: MediaFile) -> Bool {
        path == file.path && isOfMoved(file)
    }

    /// Whether it was this very state of the file, wherever that lies now.
    func isOfMoved(_ file: MediaFile) -> Bool {
        inode == file.inode && size == file.size && modified == file.modified
    }
}

extension MediaFile {
    fileprivate init(_ stored: StoredMedia) {
        self.init(path: stored.path, inode: stored.inode, size: stored.size, modified: stored.modified)
    }
}
