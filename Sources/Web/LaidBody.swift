import CLinux
import Glibc
import NIOCore

/// A body that is sent often, laid into a file in memory, out of which the kernel sends it without copying it.
///
/// The file is never written to again: what is on its way out of it stays as it is, also when the file is closed. Each event
/// loop has its own, of the few bodies that are large and asked for again and again.
final class LaidBody {
    /// How many more bodies one event loop may lay out: each takes a descriptor, and its bytes a second time.
    final class Room {
        fileprivate var places = 64
    }

    /// In bytes: a smaller one is copied faster.
    static let least = 16_384
    /// It is laid out when it has been sent so often: what changes each minute is copied as often as that costs.
    private static let often = 16

    private let bytes: ByteBuffer
    private let room: Room
    private var timesSent = 0
    private var file: CInt?

    /// Nil for what is too small.
    init?(_ bytes: ByteBuffer, in room: Room) {
        if bytes.readableBytes < Self.least { return nil }
        self.bytes = bytes
        self.room = room
    }

    deinit {
        guard let file else { return }
        close(file)
        room.places += 1
    }

    /// The descriptor of the file, from whose beginning it is to be sent this time; nil where there is none.
    func descriptor() -> CInt? {
        if let file { return file }
        timesSent += 1
        if timesSent == Self.often, room.places > 0 { layOut() }
        return file
    }

    private func layOut() {
        let descriptor = memfd_create("feedherald-body", MEMORY_FILE_CLOSED_ON_EXEC)
        guard descriptor >= 0 else { return }
        let isWhole = bytes.withUnsafeReadableBytes {
            write(descriptor, $0.baseAddress, $0.count) == $0.count
        }
        guard isWhole else {
            close(descriptor)
            return
        }
        room.places -= 1
        file = descriptor
    }
}
