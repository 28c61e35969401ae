package import Feeds

/// The media types of files: by their content, and by their names where that says nothing.
package enum MediaType {
    private static let unknown = "application/octet-stream"

    private static let named = [
        "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg", "oga": "audio/ogg",
        "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav", "mp4": "video/mp4", "m4v": "video/mp4",
        "mka": "audio/matroska", "mkv": "video/matroska", "weba": "audio/webm", "ogv": "video/ogg",
        "webm": "video/webm", "mov": "video/quicktime", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "png": "image/png",
        "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml", "avif": "image/avif",
        "pdf": "application/pdf",
        "epub": "application/epub+zip", "zip": "application/zip",
        "vtt": "text/vtt", "srt": "application/x-subrip", "txt": "text/plain; charset=utf-8",
    ]

    /// The types whose files are known by their content.
    private static let measured: Set<String> = [
        "audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/flac", "audio/wav", "video/mp4",
        "video/webm", "audio/webm", "video/ogg", "audio/matroska", "video/matroska",
        "video/quicktime", "image/jpeg", "image/png", "image/gif", "image/webp",
    ]

    /// The type that a file's name says.
    static func of(_ url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        guard let dot = path.lastIndex(of: ".") else { return unknown }
        return named[path[path.index(after: dot)...].lowercased()] ?? unknown
    }

    /// The type that a file is served with.
    package static func of(_ path: String, holding measurement: MediaFacts?) -> String {
        let name = of(path)
        guard let measurement, measurement.flaw != .unfathomable else { return name }
        if let type = measurement.type, measured.contains(type) { return type }
        if !measured.contains(name) { return name == unknown ? measurement.type ?? name : name }
        // Of a file that is cut off its content may say nothing any more.
        return measurement.flaw == .truncated ? name : unknown
    }

    /// Whether readers know what to do with a file of this name.
    static func isKnown(_ name: String) -> Bool { of(name) != unknown }

    /// What a name promises that the content does not keep; nil where it does, or nobody knows.
    static func promise(of path: String, notKeptBy measurement: MediaFacts) -> String? {
        let name = of(path)
        guard measured.contains(name), measurement.flaw == nil else { return nil }
        guard let type = measurement.type else { return kind(name) }
        let isSound = ["audio", "video"].contains(kind(name)) && ["audio", "video"].contains(kind(type))
        return isSound || kind(name) == kind(type) ? nil : kind(name)
    }

    private static func kind(_ type: String) -> String { String(type.prefix { $0 != "/" }) }
}

extension MediaFacts {
    /// What the address of a picture says that lies elsewhere; nil where that is nothing.
    ///
    /// Readers take a picture without a type for an enclosure.
    init?(ofPictureAt url: String) {
        let type = MediaType.of(url)
        guard type.hasPrefix("image/") else { return nil }
        self.init(type: type)
    }
}
