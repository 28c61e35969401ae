import NIOCore
import Readership

/// Answers of one event loop that are not yet in the access log, in as many bytes as was said.
struct AccessBatch: Sendable {
    /// One answer; its texts stand in `text`, one behind the other.
    struct Answer: Sendable {
        /// Seconds since 1970.
        var second: Int
        var client: Client
        var status: Int
        /// Bytes of the body.
        var sent: Int
        var requestLine: Int
        var referer: Int
        var userAgent: Int
    }

    var answers: [Answer] = []
    var text: [UInt8] = []
}

/// Takes note of what one event loop answers, for the access log.
///
/// To note an answer is to copy a few bytes. Where the log is behind, a batch is thrown away and its size told: nobody
/// waits for a disk.
final class AccessNotes {
    private static let most = 256
    private static let mostUnderWay = 4
    private static let delay = TimeAmount.milliseconds(500)
    /// Of a longer line no more is logged.
    private static let longest = 4_096

    private let log: AccessLog
    private let loop: any EventLoop
    private var batch = AccessBatch()
    private var isDue = false
    private var lost = 0
    private var underWay = 0
    private var last: Task<Void, Never>?

    init(_ log: AccessLog, loop: any EventLoop) {
        self.log = log
        self.loop = loop
    }

    /// Notes an answer.
    func note(
        client: Client,
        second: Int,
        status: Int,
        sent: Int,
        _ requestLine: UnsafeRawBufferPointer,
        referer: UnsafeRawBufferPointer,
        userAgent: UnsafeRawBufferPointer
    ) {
        batch.answers.append(
            AccessBatch.Answer(
                second: second,
                client: client,
                status: status,
                sent: sent,
                requestLine: add(requestLine),
                referer: add(referer.drop { $0 == 0x20 || $0 == 0x09 }),
                userAgent: add(userAgent.drop { $0 == 0x20 || $0 == 0x09 })
            )
        )
        if batch.answers.count >= Self.most {
            handOver()
        } else if !isDue {
            isDue = true
            let bound = NIOLoopBound(self, eventLoop: loop)
            loop.scheduleTask(in: Self.delay) {
                bound.value.isDue = false
                bound.value.handOver()
            }
        }
    }

    /// Hands over what there is; done when the log has taken all that was noted before.
    @discardableResult
    func handOver() -> Task<Void, Never>? {
        guard !batch.answers.isEmpty else { return last }
        let full = batch
        batch = AccessBatch()
        if underWay >= Self.mostUnderWay {
            lost += full.answers.count
            return last
        }
        let (before, lost, bound) = (last, self.lost, NIOLoopBound(self, eventLoop: loop))
        self.lost = 0
        underWay += 1
        let task = Task { [log, loop] in
            await before?.value
            await log.take(full, lost: lost)
            loop.execute { bound.value.underWay -= 1 }
        }
        last = task
        return task
    }

    private func add(_ text: some Collection<UInt8>) -> Int {
        let part = text.prefix(Self.longest)
        batch.text.append(contentsOf: part)
        return part.count
    }
}
