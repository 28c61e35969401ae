package import Foundation
package import Logging
package import NIOCore
import NIOSSL
package import Reactor

/// Keeps the certificate: lays it out on every event loop, and takes the next one when it is renewed.
///
/// A connection keeps the one that it began with.
package actor Notary: QueueActor {
    package nonisolated let executor = QueueExecutor("web.notary")

    private let files: CertificateFiles
    private let logger: Logger
    private let loops: [(loop: any EventLoop, context: NIOLoopBoundBox<NIOSSLContext>)]
    /// In seconds.
    private let interval: TimeInterval
    /// The files that were looked at last.
    private var marks: CertificateFiles.Marks
    /// Files that were not good at the last look: who renews writes one after the other.
    private var doubted: CertificateFiles.Marks?
    private var next: Alarm?

    /// A notary of a certificate that is good, who looks after it each `interval` seconds.
    package init(
        _ files: CertificateFiles,
        loops: [any EventLoop],
        interval: TimeInterval = 60,
        logger: Logger
    ) throws(CertificateFiles.Refusal) {
        self.files = files
        self.interval = interval
        self.logger = logger
        marks = CertificateFiles.Marks(files)
        let (context, end) = try files.load()
        self.loops = loops.map { ($0, NIOLoopBoundBox.makeBoxSendingValue(context, eventLoop: $0)) }
        warn(of: end)
    }

    /// What new connections are made with, in the order of the loops.
    nonisolated var contexts: [NIOLoopBoundBox<NIOSSLContext>] { loops.map(\.context) }

    /// Looks after the certificate until the task is cancelled.
    package func run() async {
        lookLater()
        let (forever, _) = AsyncStream.makeStream(of: Never.self)
        for await _ in forever {}
        next = nil
    }

    /// Takes the certificate as it lies there now; one that is not good is told of, and the old one stays.
    package func reload() {
        marks = CertificateFiles.Marks(files)
        do throws(CertificateFiles.Refusal) {
            try take()
        } catch {
            refuse(error)
        }
    }

    private func lookLater() {
        next = Alarm(after: interval, for: self) { notary in
            notary.look()
            notary.lookLater()
        }
    }

    private func look() {
        let now = CertificateFiles.Marks(files)
        if now == marks { return }
        do throws(CertificateFiles.Refusal) {
            try take()
            marks = now
        } catch {
            defer { doubted = now }
            if doubted != now { return }
            marks = now
            refuse(error)
        }
    }

    private func take() throws(CertificateFiles.Refusal) {
        let (context, end) = try files.load()
        for (loop, box) in loops { loop.execute { box.value = context } }
        logger.notice("certificate taken", metadata: ["path": "\(files.certificate)", "ends": "\(end.day)"])
        warn(of: end)
    }

    private func refuse(_ refusal: CertificateFiles.Refusal) {
        logger.error("certificate not taken, the old one stays", metadata: ["problem": "\(refusal)"])
    }

    private nonisolated func warn(of end: Date) {
        if end > .now { return }
        logger.warning(
            "certificate has ended",
            metadata: ["path": "\(files.certificate)", "ends": "\(end.day)"]
        )
    }
}

extension Date {
    fileprivate var day: String { ISO8601Format() }
}
