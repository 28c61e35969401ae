/// What `Accept-Encoding` says of the codings that documents have (RFC 9110, section 12.5.3).
///
/// It is read for each request, so it takes bytes where they lie, and makes nothing of them.
struct AcceptedCodings: Equatable, Sendable {
    /// All in thousandths; nil where nothing is said.
    private var identity: Int?
    private var gzip: Int?
    private var zstd: Int?
    private var brotli: Int?
    private var any: Int?

    init(_ values: [String] = []) {
        for value in values { take(value.utf8) }
    }

    /// Takes one header's value.
    mutating func take<Text: BidirectionalCollection<UInt8>>(_ value: Text) {
        var rest = value[...]
        while !rest.isEmpty {
            let element = rest.prefix { $0 != UInt8(ascii: ",") }
            rest = rest[element.endIndex...].dropFirst()
            let name = element.prefix { $0 != UInt8(ascii: ";") }
            take(name.withoutSpaces, Weight.thousandths(element[name.endIndex...]))
        }
    }

    private mutating func take(_ name: some Collection<UInt8>, _ quality: Int) {
        if name.isWord("gzip") || name.isWord("x-gzip") {
            gzip = quality
        } else if name.isWord("br") {
            brotli = quality
        } else if name.isWord("zstd") {
            zstd = quality
        } else if name.isWord("identity") {
            identity = quality
        } else if name.isWord("*") {
            any = quality
        }
    }

    /// The coding that is liked best of those that are made.
    ///
    /// Whoever names none by its name and says `*` gets gzip, which every program knows that knows any. Whoever refuses
    /// all gets the document as it is: a feed is never answered with 406.
    func best(where isMade: (Coding) -> Bool) -> Coding {
        var best = Coding.identity
        var quality = max(1, identity ?? 0)
        func consider(_ coding: Coding, _ wish: Int) {
            if wish >= quality, isMade(coding) { (best, quality) = (coding, wish) }
        }
        consider(.gzip, gzip ?? any ?? 0)
        consider(.zstd, zstd ?? 0)
        consider(.brotli, brotli ?? 0)
        return best
    }
}

/// How much something is liked (RFC 9110, section 12.4.2).
enum Weight {
    /// What the parameters behind a name say, each with a semicolon before it: 1,000 where they say nothing, 0 where it
    /// is no number.
    static func thousandths<Text: BidirectionalCollection<UInt8>>(_ parameters: Text) -> Int {
        var rest = parameters[...]
        while rest.first == UInt8(ascii: ";") {
            let next = rest.dropFirst()
            let parameter = next.prefix { $0 != UInt8(ascii: ";") }
            rest = next[parameter.endIndex...]
            let word = parameter.withoutSpaces
            if word.prefix(2).isWord("q=") { return number(word.dropFirst(2)) }
        }
        return 1_000
    }

    private static func number(_ digits: some Collection<UInt8>) -> Int {
        var value = 0
        // Of the digit that comes next; nil before the point.
        var place: Int?
        for byte in digits {
            if byte == UInt8(ascii: "."), place == nil {
                place = 100
                continue
            }
            guard case let digit = Int(byte) - 0x30, 0...9 ~= digit else { return 0 }
            value += digit * (place ?? 1_000)
            if value > 1_000 { return 1_000 }
            place = place.map { $0 / 10 }
        }
        return value
    }
}

extension BidirectionalCollection<UInt8> {
    /// The text without the white space around it.
    var withoutSpaces: SubSequence {
        var value = self[...]
        while let first = value.first, first == 0x20 || first == 0x09 { value = value.dropFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 { value = value.dropLast() }
        return value
    }
}

extension Collection<UInt8> {
    /// Whether this is a word, which is in lower case, in any case.
    func isWord(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { letters in
            elementsEqual(letters) { byte, letter in
                byte == letter
                    || byte | 0x20 == letter && UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter
            }
        }
    }
}
