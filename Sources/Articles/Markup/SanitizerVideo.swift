/// What a frame shows, where it is a video of a known host: readers take frames out, and a link to its page stays.
enum SanitizerVideo {
    /// The address of the page; nil for any other frame.
    static func page(ofFrame source: String) -> String? {
        let frame = URLReference(source)
        guard frame.scheme.map({ ["http", "https"].contains($0.lowercased()) }) ?? true,
            let host = frame.authority?.lowercased(), isHost(host)
        else { return nil }
        let parts = frame.path.split(separator: "/").map(String.init)
        switch host.hasPrefix("www.") ? String(host.dropFirst(4)) : host {
        case "youtube.com", "youtube-nocookie.com":
            return youTube(parts, query: frame.query)
        case "player.vimeo.com":
            guard parts.count >= 2, parts[0] == "video", SanitizerRules.isPlain(parts[1]) else { return nil }
            // Who does not list a video gives out this key to it.
            let key = value(of: "h", in: frame.query).map { "/" + $0 } ?? ""
            return "https://vimeo.com/\(parts[1])\(key)"
        case "dailymotion.com":
            guard parts.count >= 3, parts[0] == "embed", parts[1] == "video" else { return nil }
            return dailymotion(parts[2])
        case "geo.dailymotion.com":
            guard parts.first == "player.html" || parts.first == "player" else { return nil }
            return value(of: "video", in: frame.query).flatMap(dailymotion)
        default:
            // PeerTube is anybody's server: its frames are known by their path.
            // https://docs.joinpeertube.org/use/share#publish-a-video-on-another-website
            guard parts.count == 3, parts[0] == "videos", parts[1] == "embed",
                SanitizerRules.isPlain(parts[2])
            else { return nil }
            return "https://\(host)/videos/watch/\(parts[2])"
        }
    }

    private static func youTube(_ parts: [String], query: Substring?) -> String? {
        guard parts.count >= 2, parts[0] == "embed", SanitizerRules.isPlain(parts[1]) else { return nil }
        guard parts[1] == "videoseries" else {
            let start = value(of: "start", in: query).flatMap { Int($0) }.map { "&t=\($0)" } ?? ""
            return "https://www.youtube.com/watch?v=\(parts[1])\(start)"
        }
        return value(of: "list", in: query).map { "https://www.youtube.com/playlist?list=\($0)" }
    }

    private static func dailymotion(_ id: String) -> String? {
        SanitizerRules.isPlain(id) ? "https://www.dailymotion.com/video/\(id)" : nil
    }

    private static func value(of name: String, in query: Substring?) -> String? {
        let fields = (query ?? "").split(separator: "&")
        let field = fields.first { $0.hasPrefix(name + "=") }
        return field.map { String($0.dropFirst(name.count + 1)) }.flatMap {
            SanitizerRules.isPlain($0) ? $0 : nil
        }
    }

    /// Whether it is a host's name and nothing else: no user, no port.
    private static func isHost(_ authority: String) -> Bool {
        authority.contains(".")
            && authority.utf8.allSatisfy {
                $0.isASCIIAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
            }
    }
}
