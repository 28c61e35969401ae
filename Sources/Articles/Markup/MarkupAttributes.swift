/// The attributes of one start tag that mean something to us, in their order.
struct MarkupAttributes: Sequence {
    enum Name: String, CaseIterable {
        case align, alt, checked, cite, `class`, colspan, content, datetime, dir, height, hidden, href
        case id, itemprop, itemtype, lang, media, name, open, poster, property, rel, reversed, role, rowspan
        case sizes, src, srcset, start, title, type, value, width
        case ariaHidden = "aria-hidden"
        case httpEquiv = "http-equiv"

        static let named: [String: Name] = {
            var named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
            // XHTML's name of it.
            named["xml:lang"] = .lang
            return named
        }()

        private static let words = MarkupWords(allCases.map(\.rawValue))

        /// The name that some bytes are, in whatever case.
        static func known(_ name: UnsafeBufferPointer<UInt8>) -> Name? {
            words.index(of: name).map { allCases[$0] }
        }
    }

    /// Where the value of an attribute stands among the bytes of a tree.
    struct Record {
        var name: Name
        var start: Int32
        var count: Int32
    }

    let records: UnsafeBufferPointer<Record>
    let bytes: UnsafeBufferPointer<UInt8>

    func makeIterator() -> Iterator {
        Iterator(records: records, bytes: bytes)
    }

    struct Iterator: IteratorProtocol {
        let records: UnsafeBufferPointer<Record>
        let bytes: UnsafeBufferPointer<UInt8>
        var index = 0

        mutating func next() -> (name: Name, value: UnsafeBufferPointer<UInt8>)? {
            guard index < records.count else { return nil }
            let record = records[index]
            index += 1
            let start = Int(record.start)
            return (record.name, UnsafeBufferPointer(rebasing: bytes[start..<start + Int(record.count)]))
        }
    }

    /// The value of the first attribute of this name.
    subscript(name: Name) -> String? {
        first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// The bytes of the value of the first attribute of this name.
    func value(of name: Name) -> UnsafeBufferPointer<UInt8>? {
        first { $0.name == name }?.value
    }

    func has(_ name: Name) -> Bool {
        records.contains { $0.name == name }
    }
}
