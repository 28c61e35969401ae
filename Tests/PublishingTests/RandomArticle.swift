import TestSupport
/// Articles of pieces that mean something somewhere between the head and the feed, and of bytes that mean nothing.
struct RandomArticle {
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    /// Each `%` is a place for anything.
    private static let heads = [
        "", "", "", "---\ntitle: %\n---\n", "---\ntitle: \"%\"\ndate: 2024-02-03\ntags: [%, b]\n---\n",
        "---\ntitle: \"\\0\\x1B\\uFFFE\\U0001F600\"\nsummary: %\nauthor: %\n---\n",
        "---\nid: %\nslug: %\nlang: %\nlink: https://%\n---\n", "---\nid: tag:a\nslug: a\n---\n",
        "---\ndate: %\n---\n", "---\ndate: 0001-01-01T00:00:00+14:00\nupdated: 9998-12-31\n---\n",
        "---\nimage: \"%\"\nenclosure: { url: \"%\", type: \"%\", length: 1, duration: 9:9:9 }\n---\n",
        "+++\ntitle = '''%'''\ndate = 2024-02-03\n[extra]\nauthor = \"%\"\n+++\n",
        "{\"title\": \"\\u0000\\u001b\\ufffe %\", \"tags\": [\"%\"], \"author\": {\"name\": \"%\", \"url\": \"%\"}}\n",
    ]
    private static let pieces = [
        "]]>", "<![CDATA[", "<!--", "-->", "<?x", "?>", "<!DOCTYPE", "<script>", "</script>", "&", "&amp;",
        "&#0;", "&#xFFFE;", "&nbsp;", "<", ">", "\"", "'", "\\", "\u{0}", "\u{B}", "\u{1B}", "\u{85}",
        "\u{FFFE}", "\u{FFFF}", "\u{FEFF}", "\u{2028}", "\u{202E}", "\u{D7FF}", "\u{10FFFF}", "\u{301}", "😀",
        "日本", "a", "b c", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "- ", "> ", "# ", "| a | b |\n|-|-|\n",
        "```\n", "[x](y \"z\")", "![x](data:,y)", "<a href=\"javascript:x\">", "<b", "</p>", "<svg>",
        "https://a.example/b?c=d&e", "[^1]\n\n[^1]: f", "*", "_",
    ]

    mutating func next() -> (name: String, bytes: [UInt8]) {
        var bytes: [UInt8] = []
        for part in pick(Self.heads).split(separator: "%", omittingEmptySubsequences: false) {
            if !bytes.isEmpty { bytes += value(Int.random(in: 0...3, using: &random)) }
            bytes += part.utf8
        }
        bytes += value(Int.random(in: 1...40, using: &random))
        return (pick(["x.md", "x.md", "2024-02-30-x.md", "x.txt", "2025-01-01-x.txt"]), bytes)
    }

    private mutating func value(_ count: Int) -> [UInt8] {
        (0..<count).flatMap { _ -> [UInt8] in
            // Most articles shall be taken, and bytes that are no text are not.
            if chance(200) { return [UInt8.random(in: 0x80...0xFF, using: &random)] }
            let piece = pick(Self.pieces)
            return piece == "\u{0}" && !chance(8) ? [0x61] : Array(piece.utf8)
        }
    }

    private mutating func chance(_ one: Int) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }
}
