import CZlib
import Glibc

/// Why a log cannot be read to its end.
enum LogFault: Error, CustomStringConvertible {
    case unreadable(CInt)
    case broken
    case cutOff

    var description: String {
        switch self {
        case .unreadable(let number): "cannot be read: \(String(cString: strerror(number)))"
        case .broken: "is gzipped, and broken"
        case .cutOff: "is gzipped, and ends in the middle"
        }
    }
}

/// Reads the lines of a file, which may be gzipped, in pieces: however long it is, it takes as much memory.
struct LogFile {
    /// In bytes: no line of a log is longer, and what is longer is none.
    static let longestLine = 65_536
    private static let piece = 262_144

    private let descriptor: CInt

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    /// Hands out each line without its end, or nil for one that is too long; empty ones are left out.
    func read(_ take: (UnsafeRawBufferPointer?) -> Void) throws(LogFault) {
        var lines = Lines()
        var bytes = [UInt8](repeating: 0, count: Self.piece)
        var inflation: Inflation?
        var isFirst = true
        while true {
            let count = try Self.fill(&bytes, from: descriptor, isFirst: isFirst)
            if count == 0 { break }
            // What gzip makes begins so (RFC 1952, section 2.3.1).
            if isFirst, bytes.starts(with: [0x1F, 0x8B]) { inflation = Inflation() }
            isFirst = false
            if let inflation {
                let isSound = bytes.withUnsafeBytes { bytes in
                    inflation.inflate(UnsafeRawBufferPointer(rebasing: bytes[..<count])) {
                        lines.add($0, take)
                    }
                }
                if !isSound { throw .broken }
            } else {
                bytes.withUnsafeBytes { lines.add(UnsafeRawBufferPointer(rebasing: $0[..<count]), take) }
            }
        }
        if inflation?.isInside == true { throw .cutOff }
        lines.end(take)
    }

    /// Reads once; at the beginning at least two bytes, where there are two.
    private static func fill(_ bytes: inout [UInt8], from descriptor: CInt, isFirst: Bool) throws(LogFault)
        -> Int
    {
        var filled = 0
        repeat {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled)
            }
            if count == 0 { break }
            if count > 0 {
                filled += count
            } else if errno != EINTR {
                throw .unreadable(errno)
            }
        } while filled < (isFirst ? 2 : 1)
        return filled
    }

    /// Parts bytes at line feeds.
    private struct Lines {
        private var rest: [UInt8] = []
        private var isOverlong = false

        mutating func add(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer?) -> Void) {
            var start = 0
            while let end = bytes[start...].firstIndex(of: 0x0A) {
                let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                if rest.isEmpty, !isOverlong {
                    Self.hand(line, take)
                } else {
                    keep(line)
                    self.end(take)
                }
                start = end + 1
            }
            keep(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        }

        mutating func end(_ take: (UnsafeRawBufferPointer?) -> Void) {
            if isOverlong {
                take(nil)
            } else {
                rest.withUnsafeBytes { Self.hand($0, take) }
            }
            rest.removeAll(keepingCapacity: true)
            isOverlong = false
        }

        private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
            if isOverlong || rest.count + bytes.count > LogFile.longestLine {
                isOverlong = true
                rest.removeAll(keepingCapacity: true)
            } else {
                rest += bytes
            }
        }

        private static func hand(_ line: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer?) -> Void) {
            var line = line
            if line.last == 0x0D { line = UnsafeRawBufferPointer(rebasing: line.dropLast()) }
            if line.isEmpty { return }
            take(line.count > LogFile.longestLine ? nil : line)
        }
    }
}

/// Takes gzip away piece by piece, and is the only owner of zlib.
final class Inflation {
    private let stream: UnsafeMutablePointer<z_stream>
    private var output = [UInt8](repeating: 0, count: 262_144)
    /// Whether what is still to come belongs to what was begun.
    private(set) var isInside = true

    init() {
        // zlib keeps the address of this.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        precondition(feedherald_inflate_init(stream) == Z_OK, "zlib is out of memory")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Hands out what some bytes hold, and returns whether they are sound; several gzipped files may follow each other (RFC 1952, section 2.2).
    func inflate(
        _ bytes: UnsafeRawBufferPointer,
        _ take: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        )
        stream.pointee.avail_in = UInt32(bytes.count)
        while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0 {
            if !isInside {
                if stream.pointee.avail_in == 0 { return true }
                inflateReset(stream)
                isInside = true
            }
            let (result, count) = output.withUnsafeMutableBytes { buffer in
                stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(buffer.count)
                let result = CZlib.inflate(stream, Z_NO_FLUSH)
                return (result, buffer.count - Int(stream.pointee.avail_out))
            }
            output.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            if result == Z_STREAM_END {
                isInside = false
            } else if result == Z_BUF_ERROR {
                return true
            } else if result != Z_OK {
                return false
            }
        }
        return true
    }
}
