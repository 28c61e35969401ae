import UnixSignals

/// The signals by which a daemon is asked for something, caught from its first moment on: none comes too early.
struct Signals: Sendable {
    /// SIGTERM and SIGINT: it ends when it has begun.
    let endings: UnixSignalsSequence
    /// SIGHUP: it reads the definitions again.
    let reloads: UnixSignalsSequence

    init() async {
        endings = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        reloads = await UnixSignalsSequence(trapping: .sighup)
    }
}
