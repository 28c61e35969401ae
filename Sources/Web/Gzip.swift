import CZlib
import NIOCore

/// The gzip coding (RFC 1952), and the only owner of zlib.
enum Gzip {
    /// Level 6 takes about 10 ms for a feed of 320 KB: never on an event loop, never in an edit's path.
    static func compress(_ bytes: ByteBuffer, level: Int32 = 6) -> ByteBuffer {
        var stream = z_stream()
        guard gzip_init(&stream, level) == Z_OK else { fatalError("zlib is out of memory") }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, uLong(bytes.readableBytes)))
        var compressed = ByteBufferAllocator().buffer(capacity: bound)
        compressed.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { output in
            bytes.withUnsafeReadableBytes { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = uInt(input.count)
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = uInt(output.count)
                guard deflate(&stream, Z_FINISH) == Z_STREAM_END else {
                    preconditionFailure("deflateBound bounds what deflate writes")
                }
            }
            return output.count - Int(stream.avail_out)
        }
        return compressed
    }
}
