/// The media type of a file by its name, where nobody says it.
enum MediaType {
    private static let known = [
        "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg", "oga": "audio/ogg",
        "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav", "mp4": "video/mp4", "m4v": "video/mp4",
        "webm": "video/webm", "mov": "video/quicktime", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "png": "image/png",
        "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml", "avif": "image/avif",
        "pdf": "application/pdf",
        "epub": "application/epub+zip", "zip": "application/zip",
    ]

    static func of(_ url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        guard let dot = path.lastIndex(of: ".") else { return "application/octet-stream" }
        return known[path[path.index(after: dot)...].lowercased()] ?? "application/octet-stream"
    }
}
