import CLinux
import Glibc
import NIOCore

/// The socket below a pipeline in which the lane is alone, written to without a detour.
///
/// A channel queues what is written, marks it, sends it, and takes it out of its queue. For an answer that goes out whole, as
/// nearly each does, that takes as long as all else that is done for it (ARCHITECTURE.md, "Serving").
struct Wire {
    private let descriptor: CInt

    /// The socket of a channel; nil where it has none of its own, as in tests.
    init?(_ pipeline: ChannelPipeline.SynchronousOperations) {
        let descriptor = try? pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
        guard let descriptor else { return nil }
        self.descriptor = descriptor
    }

    /// Sends a head and what follows it; how many bytes of them were taken, nil where the connection is broken.
    func send(_ head: ByteBuffer, _ body: ByteBuffer?) -> Int? {
        head.withUnsafeReadableBytes { head in
            guard let body else {
                return Self.taken(Glibc.send(descriptor, head.baseAddress, head.count, Self.flags))
            }
            return body.withUnsafeReadableBytes { send(head, $0) }
        }
    }

    /// Sends a head and so many bytes of a file, as `send(_:_:)` does.
    func send(_ head: ByteBuffer, _ count: Int, of file: CInt) -> Int? {
        let ofHead = head.withUnsafeReadableBytes { head in
            Self.taken(Glibc.send(descriptor, head.baseAddress, head.count, Self.flags | CInt(MSG_MORE)))
        }
        guard ofHead == head.readableBytes else { return ofHead }
        var offset: off_t = 0
        return Self.taken(sendfile(descriptor, file, &offset, count)).map { head.readableBytes + $0 }
    }

    private func send(_ head: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer) -> Int? {
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
            parts[0] = iovec(of: head)
            parts[1] = iovec(of: body)
            var message = msghdr()
            message.msg_iov = parts.baseAddress
            message.msg_iovlen = 2
            return Self.taken(sendmsg(descriptor, &message, Self.flags))
        }
    }

    /// Whoever has gone is no reason for a signal; `sendfile` has no such flag, but NIO has the process ignore that one.
    private static let flags = CInt(MSG_NOSIGNAL)

    private static func taken(_ result: Int) -> Int? {
        if result >= 0 { return result }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }
}

extension iovec {
    fileprivate init(of bytes: UnsafeRawBufferPointer) {
        self.init(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    }
}
