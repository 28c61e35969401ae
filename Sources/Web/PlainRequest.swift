import NIOCore

/// A request that is plainly simple: whole, GET or HEAD, HTTP/1.1, no body, no unusual byte.
///
/// It is no second HTTP parser that faces the open net: whatever is not plainly simple is nil here, and goes to the
/// codec and the routes as it came.
struct PlainRequest: Equatable {
    /// Why bytes are not answered as a plain request.
    enum Otherwise: Error {
        /// The head has not come whole.
        case partial
        case notPlain
    }

    private(set) var isHead = false
    private(set) var path = ""
    private(set) var accepted = AcceptedCodings()
    private(set) var ifNoneMatch: [String] = []
    private(set) var ifModifiedSince: String?
    /// Whether newer entries alone may be sent.
    private(set) var takesEntries = false
    private(set) var closes = false
    /// Where in its bytes stands who asks; empty where nothing says so.
    private(set) var requestLine = 0..<0
    private(set) var userAgent = 0..<0
    private(set) var referer = 0..<0
    private(set) var forwardedFor = 0..<0
    private(set) var forwarded = 0..<0
    /// How many bytes it has.
    private(set) var length = 0

    /// Reads the first request of some bytes.
    init(_ bytes: UnsafeRawBufferPointer) throws(Otherwise) {
        var line = Line(bytes)
        try readRequestLine(&line)
        var hosts = 0
        while true {
            let header = try line.next()
            if header.isEmpty { break }
            try take(header, &hosts)
        }
        guard hosts == 1 else { throw .notPlain }
        length = line.end
    }

    private mutating func readRequestLine(_ line: inout Line) throws(Otherwise) {
        let request = try line.next()
        requestLine = request.indices
        let method: Int
        if request.starts(with: "GET ".utf8) {
            method = 4
        } else if request.starts(with: "HEAD ".utf8) {
            method = 5
            isHead = true
        } else {
            throw .notPlain
        }
        let version = " HTTP/1.1".utf8
        guard request.count > method + version.count, request.suffix(version.count).elementsEqual(version)
        else {
            throw .notPlain
        }
        let target = request.dropFirst(method).dropLast(version.count)
        guard target.first == UInt8(ascii: "/"), target.allSatisfy(\.isPlainInPath) else { throw .notPlain }
        path = String(decoding: target, as: UTF8.self)
    }

    private mutating func take(_ header: Slice<UnsafeRawBufferPointer>, _ hosts: inout Int) throws(Otherwise)
    {
        guard let colon = header.firstIndex(of: UInt8(ascii: ":")), colon > header.startIndex else {
            throw .notPlain
        }
        let name = header[..<colon]
        guard name.allSatisfy(\.isPlainInName) else { throw .notPlain }
        let value = header[(colon + 1)...]
        switch name.count {
        case 4 where name.isWord("host"):
            hosts += 1
            if value.text.isEmpty { throw .notPlain }
        case 15 where name.isWord("accept-encoding"): accepted.take(value)
        case 13 where name.isWord("if-none-match"): ifNoneMatch.append(value.text)
        case 17 where name.isWord("if-modified-since"):
            if ifModifiedSince == nil { ifModifiedSince = value.text }
        case 4 where name.isWord("a-im"):
            if InstanceManipulation.takesEntries(value) { takesEntries = true }
        case 14 where name.isWord("sec-fetch-dest"):
            if value.text == "document" { throw .notPlain }
        case 10 where name.isWord("connection"):
            switch value.text.lowercased() {
            case "keep-alive": break
            case "close": closes = true
            default: throw .notPlain
            }
        case 10 where name.isWord("user-agent"): userAgent = value.indices
        case 7 where name.isWord("referer"): referer = value.indices
        // A list may be parted into several headers: the last one was written by the nearest.
        case 15 where name.isWord("x-forwarded-for"): forwardedFor = value.indices
        case 9 where name.isWord("forwarded"): forwarded = value.indices
        // These could change the answer, or say that more bytes belong to the request; the codec takes
        // `Proxy-Connection` for `Connection`.
        case 16 where name.isWord("proxy-connection"): throw .notPlain
        case 14 where name.isWord("content-length"), 17 where name.isWord("transfer-encoding"),
            6 where name.isWord("expect"), 7 where name.isWord("upgrade"),
            14 where name.isWord("http2-settings"), 2 where name.isWord("te"), 7 where name.isWord("trailer"):
            throw .notPlain
        default: break
        }
    }

    /// Parts bytes at CRLF, and finds no line in which a byte is unusual.
    private struct Line {
        private let bytes: UnsafeRawBufferPointer
        private(set) var end = 0

        init(_ bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
        }

        mutating func next() throws(Otherwise) -> Slice<UnsafeRawBufferPointer> {
            let start = end
            var index = start
            while index < bytes.count {
                let byte = bytes[index]
                if byte == 0x0D {
                    guard index + 1 < bytes.count else { throw .partial }
                    guard bytes[index + 1] == 0x0A else { throw .notPlain }
                    end = index + 2
                    return bytes[start..<index]
                }
                if byte < 0x20 && byte != 0x09 || byte > 0x7E { throw .notPlain }
                index += 1
            }
            throw .partial
        }
    }
}

extension UInt8 {
    private var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    fileprivate var isPlainInPath: Bool {
        switch self {
        case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: isLetterOrDigit
        }
    }

    fileprivate var isPlainInName: Bool {
        self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || isLetterOrDigit
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// The text without the white space around it.
    fileprivate var text: String { String(decoding: withoutSpaces, as: UTF8.self) }
}
