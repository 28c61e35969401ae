import CTOML

/// A table of a TOML document, or a whole document, in the order of the text. https://toml.io/en/v1.0.0
package struct TOMLTable: Equatable, Sendable {
    package struct Entry: Equatable, Sendable {
        package var key: String
        /// Where the key stands, from 1.
        package var line: Int
        package var value: TOMLValue
    }

    package let entries: [Entry]

    fileprivate init(entries: [Entry]) {
        self.entries = entries
    }

    /// Reads a document.
    ///
    /// - Throws: ``TOMLError`` where the text is no TOML.
    package init(_ text: String) throws(TOMLError) {
        var text = text
        let builder = Builder()
        var message = [CChar](repeating: 0, count: 512)
        let line = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                ctoml_read(
                    bytes.baseAddress,
                    bytes.count,
                    { Builder.take($0, $1) },
                    Unmanaged.passUnretained(builder).toOpaque(),
                    &message,
                    message.count
                )
            }
        }
        guard line == 0 else {
            let message = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw TOMLError(line: Int(line), readersWords: String(decoding: message, as: UTF8.self))
        }
        entries = builder.entries
    }

    package func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

    package subscript(key: String) -> TOMLValue? { entry(key)?.value }
}

/// Builds a document of what the reader tells.
private final class Builder {
    /// A table or list that has not ended; a list's entries have no key.
    private struct Open {
        var key: String
        var line: Int
        var isList = false
        var entries: [TOMLTable.Entry] = []
    }

    /// The outermost first; the document itself is the first of all.
    private var open = [Open(key: "", line: 0)]
    private(set) var entries: [TOMLTable.Entry] = []

    static func take(_ context: UnsafeMutableRawPointer?, _ event: UnsafePointer<ctoml_event>?) {
        guard let context, let event else { return }
        Unmanaged<Builder>.fromOpaque(context).takeUnretainedValue().take(event.pointee)
    }

    private func take(_ event: ctoml_event) {
        let key = Self.string(event.key, event.key_length)
        let line = Int(event.line)
        switch event.kind {
        case CTOML_TABLE: open.append(Open(key: key, line: line))
        case CTOML_LIST: open.append(Open(key: key, line: line, isList: true))
        case CTOML_END: close()
        case CTOML_TEXT: add(.text(Self.string(event.text, event.text_length)), key, line)
        case CTOML_INTEGER: add(.integer(Int(event.integer)), key, line)
        case CTOML_NUMBER: add(.number(event.number), key, line)
        case CTOML_FLAG: add(.flag(event.integer != 0), key, line)
        default: add(.moment(Self.string(event.text, event.text_length)), key, line)
        }
    }

    private func close() {
        let done = open.removeLast()
        if open.isEmpty {
            entries = done.entries
        } else if done.isList {
            add(.list(done.entries.map(\.value)), done.key, done.line)
        } else {
            add(.table(TOMLTable(entries: done.entries)), done.key, done.line)
        }
    }

    private func add(_ value: TOMLValue, _ key: String, _ line: Int) {
        open[open.count - 1].entries.append(TOMLTable.Entry(key: key, line: line, value: value))
    }

    private static func string(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String {
        guard let bytes, count > 0 else { return "" }
        return bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
            String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
        }
    }
}
