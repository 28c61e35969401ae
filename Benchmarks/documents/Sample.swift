import Articles
import Feeds
import Foundation

/// A feed of fifty entries as the program has them when it writes documents, the same at each run.
///
/// As an Atom document it has about 320 KB.
enum Sample {
    static let feed = Feed(
        id: "urn:uuid:5f0c2f0e-8f9b-5a0e-9d6a-3c7a2d1b9e10",
        title: "The Calloway Ferry & Harbour News",
        description: "What is new at the quays, in the villages and on the water.",
        link: "https://example.org/news/",
        selfLink: "https://example.org/news/atom.xml",
        hubs: ["https://example.org/hub"],
        language: "en-GB",
        authors: [Author(name: "Ada Lovelace", email: "ada@example.org")],
        image: "https://example.org/news/media/logo.png",
        rhythm: Rhythm(atMost: 60),
        related: ["https://example.org/news/summary/atom.xml", "https://example.org/all/atom.xml"],
        updated: moment(of: 0),
        entries: (0..<50).map(entry)
    )

    private static func entry(_ number: Int) -> Entry {
        Entry(
            id: "urn:uuid:0b9d3f6e-53a1-5c55-8a5e-\(100_000_000_000 + number)",
            title: "No. \(number): wind, weather & \"what the ferryman said\"",
            link: "https://example.org/news/wind-and-weather-\(number)/",
            published: moment(of: number),
            // Most are never touched again.
            updated: moment(of: number) + (number % 3 == 0 ? 4_000 : 0),
            summary: "What the ferryman said on day \(number), and what of it was written down & kept.",
            content: content(number),
            authors: [Author(name: number % 2 == 0 ? "Ada Lovelace" : "Zoë Müller", email: "a@example.org")],
            categories: [Category("ferry"), Category("weather & wind"), Category("day \(number)")],
            language: number % 10 == 0 ? "fr" : nil,
            image: number % 4 == 0 ? "https://example.org/news/media/boat-\(number).jpg" : nil,
            enclosures: number % 5 == 0 ? [sound(number)] : []
        )
    }

    private static func sound(_ number: Int) -> Enclosure {
        Enclosure(url: "https://example.org/audio/\(number).mp3", length: 31_000_000, type: "audio/mpeg")
    }

    private static func moment(of number: Int) -> Date {
        Date(timeIntervalSince1970: 1_795_000_000 - 30_000 * Double(number))
    }

    /// Of one to eleven parts: some entries are short, a few are long.
    private static func content(_ number: Int) -> String {
        Markdown.html((0..<(1 + number * 7 % 11)).map { part(number + $0) }.joined())
    }

    private static func part(_ number: Int) -> String {
        """
        ## The harbour \(number)

        "Nobody has *counted* boats since winter," she said, "but somebody will write it down & keep it." The
        ferry, which is as old as [the quay](https://example.org/quay/\(number)/?a=1&b=2), sails again in the morning.

        - Gulls cry over wet roofs, été comme hiver
        - [Timetable](https://example.org/timetable/) before people wake up, at 7:30 and 9:15

        ```swift
        let ferry = Ferry(name: "Ines", quays: [1, 2]) // sails if wind < 8 && !storm
        ```

        Then comes a paragraph that is all prose, as most paragraphs are, about the weather and those who live
        by it, with a comma here and there and nothing else; it goes on for some lines, because people write so.

        """
    }
}
