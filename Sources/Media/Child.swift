import Articles
import CLinux
import Feeds
import Foundation
import Glibc

/// One child that looks at files, from its start to its end.
final class Child {
    struct NotStarted: Error {
        var reason: String
    }

    enum Ending {
        case exited(Inspection.Ending)
        /// Killed, by a limit of its own say.
        case died
        case overdue
        case notStarted(String)
    }

    struct Result {
        var measurements: [MediaFacts] = []
        var ending: Ending
        /// What it wrote that is no measurement.
        var rest = ""
        /// How long it looked at the file at which it ended, in seconds.
        var seconds: TimeInterval = 0
    }

    /// The end of the pipe that it writes into.
    private let output: CInt
    private let id: pid_t
    private var text: [UInt8] = []
    private var measurements: [MediaFacts] = []
    private var lastWord = ContinuousClock.now

    /// Starts it with files open under the numbers from ``Inspection/firstDescriptor`` on.
    init(_ program: String, given files: [OpenMedia]) throws(NotStarted) {
        var ends: [CInt] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw NotStarted(reason: Self.words(errno)) }
        defer { close(ends[1]) }
        // Above all numbers that the child will know them by, so that none is closed by another's coming.
        let above = Inspection.firstDescriptor + CInt(files.count)
        let lifted = files.map { fcntl($0.descriptor, F_DUPFD_CLOEXEC, above) }
        defer { for descriptor in lifted { close(descriptor) } }
        guard !lifted.contains(-1) else {
            close(ends[0])
            throw NotStarted(reason: Self.words(errno))
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        for number in [0, 2] as [CInt] {
            posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
        }
        for (number, descriptor) in lifted.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Inspection.firstDescriptor + CInt(number))
        }
        var child = pid_t()
        let error = Self.spawn(program, ["inspect", String(files.count)], actions: &actions, child: &child)
        guard error == 0 else {
            close(ends[0])
            throw NotStarted(reason: Self.words(error))
        }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        output = ends[0]
        id = child
    }

    deinit {
        close(output)
    }

    /// Waits for it until it has ended or its time is over, sees to it that it is gone, and tells what came of it.
    ///
    /// The thread waits, and is the inspector's own. A read source of Dispatch would not do: on Linux the end of a pipe's
    /// writer may bring down the whole program (<https://github.com/swiftlang/swift-corelibs-libdispatch/issues/949>).
    func follow(until end: ContinuousClock.Instant) -> Result {
        while true {
            let rest = (end - .now) / .milliseconds(1)
            var interest = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            let count = poll(&interest, 1, CInt(min(max(rest.rounded(.up), 0), 60_000)))
            if count < 0, errno == EINTR { continue }
            if count < 1 { return self.end(isOverdue: true) }
            if !hear() { return self.end(isOverdue: false) }
        }
    }

    /// Takes what it has written; false at the end.
    private func hear() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(output, &bytes, bytes.count)
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            if count == 0 { return false }
            text += bytes.prefix(count)
            takeLines()
        }
    }

    private func end(isOverdue: Bool) -> Result {
        let seconds = (.now - lastWord) / .seconds(1)
        // It may have closed its output without ending.
        kill(id, SIGKILL)
        var status: CInt = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let ending: Ending =
            isOverdue
            ? .overdue
            : status & 0x7F == 0
                ? Inspection.Ending(rawValue: status >> 8 & 0xFF).map { .exited($0) } ?? .died : .died
        let rest = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return Result(measurements: measurements, ending: ending, rest: rest, seconds: seconds)
    }

    private func takeLines() {
        while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
            let line = Data(text[..<end])
            guard let measurement = try? JSONDecoder().decode(MediaFacts.self, from: line) else { return }
            measurements.append(measurement)
            text.removeSubrange(...end)
            lastWord = .now
        }
    }

    /// The environment holds what is none of a child's business; where libraries lie is all it needs.
    private static func spawn(
        _ program: String,
        _ arguments: [String],
        actions: inout posix_spawn_file_actions_t,
        child: inout pid_t
    ) -> CInt {
        let libraries = getenv("LD_LIBRARY_PATH").map { "LD_LIBRARY_PATH=" + String(cString: $0) }
        var argv = (["feedherald"] + arguments).map { strdup($0) } + [nil]
        var environment = [libraries, "LC_ALL=C.UTF-8"].compactMap(\.self).map { strdup($0) } + [nil]
        defer { for text in argv + environment { free(text) } }
        return posix_spawn(&child, program, &actions, nil, &argv, &environment)
    }

    private static func words(_ code: CInt) -> String { String(cString: strerror(code)).lowercased() }
}
