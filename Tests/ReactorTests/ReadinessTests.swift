import Foundation
import Glibc
import Reactor
import Testing

/// Reads a pipe whenever there is something in it.
private actor Listener: QueueActor {
    nonisolated let executor = QueueExecutor("reactor.tests")
    private var readiness: Readiness?
    private(set) var heard = ""

    func listen(to descriptor: CInt) {
        readiness = Readiness(of: descriptor, for: self) { $0.hear(descriptor) }
    }

    func stop() {
        readiness = nil
    }

    private func hear(_ descriptor: CInt) {
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(descriptor, &bytes, bytes.count)
        heard += String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

@Suite struct `A readiness` {
    private let listener = Listener()

    @Test func `tells of each write`() async throws {
        let (reading, writing) = try pipe()
        await listener.listen(to: reading)
        for word in ["one ", "two"] {
            #expect(write(writing, word, word.utf8.count) == word.utf8.count)
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(await listener.heard == "one two")
        await listener.stop()
        close(writing)
    }

    @Test func `closes its descriptor when it is let go`() async throws {
        let (reading, writing) = try pipe()
        defer { close(writing) }
        await listener.listen(to: reading)
        await listener.stop()
        try await Task.sleep(for: .milliseconds(50))
        // A pipe that nobody can read any more shows it to its writer.
        var state = pollfd(fd: writing, events: Int16(POLLOUT), revents: 0)
        #expect(poll(&state, 1, 0) == 1)
        #expect(state.revents & Int16(POLLERR) != 0)
    }

    private func pipe() throws -> (reading: CInt, writing: CInt) {
        var ends: [CInt] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }
}
