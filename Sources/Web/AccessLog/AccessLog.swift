import Foundation
import Glibc
package import Logging
package import Publishing
package import Reactor

/// Writes the access log, on a queue of its own: its disk may let it wait, and nobody waits with it.
package actor AccessLog: QueueActor {
    package nonisolated let executor = QueueExecutor("web.log")

    /// In bytes: what a disk or a pipe does not take waits here, and what is beyond is dropped.
    private static let mostWaiting = 1 << 20
    /// In seconds.
    private static let patience: TimeInterval = 0.2

    private let path: String
    private let format: AccessLogFormat
    private let logger: Logger
    private var descriptor: CInt
    private var waiting: [UInt8] = []
    /// How many lines were dropped of which nobody has been told.
    private var dropped = 0
    private var retry: Alarm?
    private var reason: CInt = 0
    private var time = LogTime(0)

    /// Opens the log, or makes it.
    ///
    /// - Throws: `POSIXError`
    package init(path: String, format: AccessLogFormat, logger: Logger) throws {
        self.path = path
        self.format = format
        self.logger = logger
        descriptor = try Self.open(path)
    }

    deinit {
        close(descriptor)
    }

    /// Writes the rest into the old file, and opens the one that lies at the path now: after logrotate another one.
    package func reopen() {
        write()
        do {
            let fresh = try Self.open(path)
            close(descriptor)
            descriptor = fresh
            write()
        } catch {
            logger.warning("access log not reopened", metadata: ["path": "\(path)", "error": "\(error)"])
        }
    }

    func take(_ batch: AccessBatch, lost: Int) {
        dropped += lost
        var rest = batch.text[...]
        func next(_ count: Int) -> ArraySlice<UInt8> {
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        for answer in batch.answers {
            if answer.second != time.second { time = LogTime(answer.second) }
            let line = AccessLine(
                answer: answer,
                requestLine: next(answer.requestLine),
                referer: next(answer.referer),
                userAgent: next(answer.userAgent)
            )
            if waiting.count > Self.mostWaiting {
                dropped += 1
            } else {
                waiting += line.text(format, time)
            }
        }
        write()
    }

    /// A pipe that nobody reads must not hold the queue, so nothing here waits; a regular file never says "later".
    private static func open(_ path: String) throws -> CInt {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o640)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        return descriptor
    }

    private func write() {
        var written = 0
        defer { waiting.removeFirst(written) }
        while written < waiting.count {
            let count = waiting.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                return wait(because: errno)
            }
        }
        reason = 0
        tellDropped()
    }

    /// The rest is tried again in a moment; a reason is told once.
    private func wait(because number: CInt) {
        if number != EAGAIN, number != reason {
            let error = String(cString: strerror(number))
            logger.warning("access log not written", metadata: ["path": "\(path)", "error": "\(error)"])
        }
        reason = number
        guard retry == nil else { return }
        retry = Alarm(after: Self.patience, for: self) { log in
            log.retry = nil
            log.write()
        }
    }

    private func tellDropped() {
        guard dropped > 0 else { return }
        logger.warning("access log lines dropped", metadata: ["path": "\(path)", "lines": "\(dropped)"])
        dropped = 0
    }
}
