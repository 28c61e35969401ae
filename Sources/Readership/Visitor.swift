/// Who asks, by what a User-Agent says: which agent, and for how many.
package struct Visitor: Equatable, Sendable {
    /// Of a longer User-Agent no more is read.
    package static let longest = 512
    /// More than this nobody has: who says so counts as if it had said nothing.
    private static let mostSubscribers = 100_000_000

    /// The agent's place in the table.
    private let number: UInt16
    /// For how many people it says that it fetches; 0 where it says nothing.
    package let subscribers: UInt32
    /// Which of its feeds it says that this is, as a number that stands for the name; 0 where it says nothing.
    package let feedID: UInt64

    /// Nobody who says a word.
    package init() { self.init(userAgent: UnsafeRawBufferPointer(start: nil, count: 0)) }

    package init(userAgent text: String) {
        var text = text
        self = text.withUTF8 { Visitor(userAgent: UnsafeRawBufferPointer($0)) }
    }

    package init(userAgent whole: UnsafeRawBufferPointer) {
        let text = UnsafeRawBufferPointer(rebasing: whole.prefix(Self.longest))
        let table = AgentTable.known
        var place = table.place(of: text)
        let subscribers = Self.subscribers(in: text)
        if subscribers > 0 {
            switch table.agents[place].kind {
            case .aggregator, .direct, .podcast: break
            case .browser, .bot, .tool, .other: place = table.placeOfOtherAggregators
            }
        }
        number = UInt16(place)
        self.subscribers = UInt32(subscribers)
        feedID = Self.feedID(in: text)
    }

    var place: Int { Int(number) }

    package var agent: Agent { AgentTable.known.agents[place] }

    private static let words = [Array(" subscriber".utf8), Array(" reader".utf8)]
    private static let names = [Array("feed-id".utf8), Array("feedid".utf8)]

    /// "12 subscribers", "1 subscriber", "1,204 subscribers", "for 12 readers".
    private static func subscribers(in text: UnsafeRawBufferPointer) -> Int {
        for end in text.indices where text[end] == 0x20 {
            guard words.contains(where: { text.hasLowered($0, at: end) }) else { continue }
            var start = end
            while start > 0, text[start - 1].isDigit || text[start - 1] == UInt8(ascii: ",") { start -= 1 }
            let digits = text[start..<end].filter(\.isDigit)
            guard (1...9).contains(digits.count) else { continue }
            let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            if number <= mostSubscribers { return number }
        }
        return 0
    }

    /// "feed-id=1794595805790851116", "feed-id:1794".
    private static func feedID(in text: UnsafeRawBufferPointer) -> UInt64 {
        for start in text.indices {
            guard let name = names.first(where: { text.hasLowered($0, at: start) }) else { continue }
            let value = text[(start + name.count)...].drop {
                $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":")
            }
            .prefix { $0.isDigit || $0.lowered >= UInt8(ascii: "a") && $0.lowered <= UInt8(ascii: "z") }
            if value.isEmpty { continue }
            // FNV-1a: a name of it, not a secret.
            return value.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        }
        return 0
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
