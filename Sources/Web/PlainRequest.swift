import NIOCore

/// A request that is plainly simple: whole, GET or HEAD, HTTP/1.1, no body, no unusual byte.
///
/// It is no second HTTP parser that faces the open net: whatever is not plainly simple is none here, and goes to the
/// codec and the routes as it came. It is read for each answer of the lane, so it makes nothing of the bytes: it says
/// where in them stands what.
struct PlainRequest: Equatable {
    /// Why bytes are not answered as a plain request.
    enum Otherwise: Error {
        /// The head has not come whole.
        case partial
        case notPlain
    }

    private(set) var isHead = false
    /// Where its path stands.
    private(set) var path = 0..<0
    private(set) var accepted = AcceptedCodings()
    /// Where the values of `If-None-Match` stand: the first, and all others.
    private(set) var ifNoneMatch: Range<Int>?
    private(set) var furtherTags: [Range<Int>] = []
    private(set) var ifModifiedSince: Range<Int>?
    /// Whether newer entries alone may be sent.
    private(set) var takesEntries = false
    private(set) var closes = false
    /// Where stands who asks; empty where nothing says so.
    private(set) var requestLine = 0..<0
    private(set) var userAgent = 0..<0
    private(set) var referer = 0..<0
    private(set) var forwardedFor = 0..<0
    private(set) var forwarded = 0..<0
    private(set) var forwardedProto = 0..<0
    /// How many bytes it has.
    private(set) var length = 0

    /// Reads the first request of some bytes.
    init(_ bytes: UnsafeRawBufferPointer) throws(Otherwise) {
        requestLine = try Self.line(of: bytes, from: 0)
        try readRequestLine(bytes)
        var hosts = 0
        var end = requestLine.upperBound + 2
        while true {
            let header = try Self.line(of: bytes, from: end)
            end = header.upperBound + 2
            if header.isEmpty { break }
            try take(header, of: bytes, &hosts)
        }
        guard hosts == 1 else { throw .notPlain }
        length = end
    }

    /// A line that ends with CRLF, in which no byte is unusual.
    private static func line(of bytes: UnsafeRawBufferPointer, from start: Int) throws(Otherwise) -> Range<
        Int
    > {
        var index = start
        while index < bytes.count {
            if index + 8 <= bytes.count {
                let usual = usualBytes(before: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                index += usual
                if usual == 8 { continue }
            }
            let byte = bytes[index]
            if byte == 0x0D {
                guard index + 1 < bytes.count else { throw .partial }
                guard bytes[index + 1] == 0x0A else { throw .notPlain }
                return start..<index
            }
            if byte < 0x20 && byte != 0x09 || byte > 0x7E { throw .notPlain }
            index += 1
        }
        throw .partial
    }

    /// How many of eight bytes stand before the first that is no visible ASCII and no space.
    @inline(__always)
    private static func usualBytes(before eight: UInt64) -> Int {
        let (each, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let eight = UInt64(littleEndian: eight)
        let low = (eight &- each &* 0x20) & ~eight
        let deleted = eight ^ each &* 0x7F
        // A borrow can name a byte too many only above one that is rightly named.
        let unusual = (low | eight | (deleted &- each) & ~deleted) & high
        return unusual.trailingZeroBitCount / 8
    }

    private mutating func readRequestLine(_ bytes: UnsafeRawBufferPointer) throws(Otherwise) {
        let line = UnsafeRawBufferPointer(rebasing: bytes[requestLine])
        isHead = line.isWritten("HEAD ", at: 0)
        let method = isHead ? 5 : 4
        guard isHead || line.isWritten("GET ", at: 0), line.count > method + 9,
            line.isWritten(" HTTP/1.1", at: line.count - 9), line[method] == UInt8(ascii: "/")
        else { throw .notPlain }
        path = method..<line.count - 9
        for index in path where !ByteSet.path.contains(line[index]) { throw .notPlain }
    }

    private mutating func take(
        _ header: Range<Int>,
        of bytes: UnsafeRawBufferPointer,
        _ hosts: inout Int
    ) throws(Otherwise) {
        var colon = header.lowerBound
        while colon < header.upperBound, ByteSet.name.contains(bytes[colon]) { colon += 1 }
        guard colon > header.lowerBound, colon < header.upperBound, bytes[colon] == UInt8(ascii: ":") else {
            throw .notPlain
        }
        let name = UnsafeRawBufferPointer(rebasing: bytes[header.lowerBound..<colon])
        let place = colon + 1..<header.upperBound
        let value = bytes[place]
        switch name.count {
        case 4 where name.isWritten("host"):
            hosts += 1
            if value.withoutSpaces.isEmpty { throw .notPlain }
        case 15 where name.isWritten("accept-encoding"): accepted.take(value)
        case 13 where name.isWritten("if-none-match"):
            if ifNoneMatch == nil { ifNoneMatch = place } else { furtherTags.append(place) }
        case 17 where name.isWritten("if-modified-since"):
            if ifModifiedSince == nil {
                let text = value.withoutSpaces
                ifModifiedSince = text.startIndex..<text.endIndex
            }
        case 4 where name.isWritten("a-im"):
            if InstanceManipulation.takesEntries(value) { takesEntries = true }
        case 14 where name.isWritten("sec-fetch-dest"):
            if value.withoutSpaces.elementsEqual("document".utf8) { throw .notPlain }
        case 10 where name.isWritten("connection"):
            let value = value.withoutSpaces
            if value.isWord("close") { closes = true } else if !value.isWord("keep-alive") { throw .notPlain }
        case 10 where name.isWritten("user-agent"): userAgent = place
        case 7 where name.isWritten("referer"): referer = place
        // A list may be parted into several headers: the last one was written by the nearest.
        case 15 where name.isWritten("x-forwarded-for"): forwardedFor = place
        case 9 where name.isWritten("forwarded"): forwarded = place
        case 17 where name.isWritten("x-forwarded-proto"): forwardedProto = place
        // These could change the answer, or say that more bytes belong to the request; the codec takes
        // `Proxy-Connection` for `Connection`.
        case 16 where name.isWritten("proxy-connection"): throw .notPlain
        case 14 where name.isWritten("content-length"), 17 where name.isWritten("transfer-encoding"),
            6 where name.isWritten("expect"), 7 where name.isWritten("upgrade"),
            14 where name.isWritten("http2-settings"), 2 where name.isWritten("te"),
            7 where name.isWritten("trailer"):
            throw .notPlain
        default: break
        }
    }
}

/// Some of the bytes below 128, asked for each byte of a request.
private struct ByteSet {
    private let low: UInt64
    private let high: UInt64

    /// Letters, digits, and these.
    private init(and others: StaticString) {
        var bits: (low: UInt64, high: UInt64) = (0, 0)
        func insert(_ byte: UInt8) {
            if byte < 64 { bits.low |= 1 << UInt64(byte) } else { bits.high |= 1 << UInt64(byte & 63) }
        }
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { insert(byte) }
        for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { insert(byte) }
        for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { insert(byte) }
        others.withUTF8Buffer { $0.forEach(insert) }
        (low, high) = bits
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }

    static let path = ByteSet(and: "/.-_~")
    static let name = ByteSet(and: "-_")
}

extension UnsafeRawBufferPointer {
    /// Whether this begins with a word, which is in lower case, in any case.
    ///
    /// Sliced and generic, as it is elsewhere, this takes most of the time of reading a request.
    @inline(__always)
    fileprivate func isWritten(_ word: StaticString) -> Bool {
        if count < word.utf8CodeUnitCount { return false }
        for index in 0..<word.utf8CodeUnitCount {
            let (byte, letter) = (self[index], word.utf8Start[index])
            if byte == letter { continue }
            guard byte | 0x20 == letter, letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else {
                return false
            }
        }
        return true
    }

    /// Whether a text stands somewhere, in that case.
    @inline(__always)
    fileprivate func isWritten(_ text: StaticString, at place: Int) -> Bool {
        if count - place < text.utf8CodeUnitCount { return false }
        for index in 0..<text.utf8CodeUnitCount where self[place + index] != text.utf8Start[index] {
            return false
        }
        return true
    }
}
