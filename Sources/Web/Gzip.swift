import CDeflate
package import NIOCore

/// The gzip coding (RFC 1952), and the only owner of libdeflate.
package enum Gzip {
    /// The bytes in this coding; equal bytes have equal codings.
    ///
    /// Level 6 takes some milliseconds for a feed of 320 KB: never on an event loop, never in an edit's path.
    package static func compress(_ bytes: ByteBuffer, level: Int32 = 6) -> ByteBuffer {
        guard let compressor = libdeflate_alloc_compressor(level) else {
            fatalError("libdeflate is out of memory")
        }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_gzip_compress_bound(compressor, bytes.readableBytes)
        var compressed = ByteBufferAllocator().buffer(capacity: bound)
        compressed.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { output in
            let count = bytes.withUnsafeReadableBytes { input in
                libdeflate_gzip_compress(
                    compressor,
                    input.baseAddress,
                    input.count,
                    output.baseAddress,
                    output.count
                )
            }
            precondition(count > 0, "the bound bounds what is written")
            return count
        }
        return compressed
    }
}
