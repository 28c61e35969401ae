import Foundation
import Glibc
import Synchronization

/// A process of ours, which ends with this value.
///
/// Foundation's own reads beyond the names in /proc/self/fd, and crashes where many descriptors are open.
final class Child: Sendable {
    let id: pid_t
    private let ending = Mutex<Int32?>(nil)

    /// Starts a program that is found in the PATH, with its output and its errors in files.
    ///
    /// - Throws: `POSIXError`
    init(
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "/dev/null",
        output: String = "/dev/null",
        errors: String? = nil,
        folder: String = "/tmp"
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        let writing = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 1, output, writing, 0o644)
        if let errors {
            posix_spawn_file_actions_addopen(&actions, 2, errors, writing, 0o644)
        } else {
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A thread of Dispatch's has signals blocked, which a child must not inherit.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let arguments = ["env", "--chdir=\(folder)"] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var names: [UnsafeMutablePointer<CChar>?] =
            Child.environment(environment).map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + names).forEach { free($0) } }
        var id = pid_t()
        let error = posix_spawnp(&id, arguments[0], &actions, &attributes, &words, &names)
        guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EIO) }
        self.id = id
    }

    deinit {
        if exitCode == nil {
            kill(id, SIGKILL)
            waitpid(id, nil, 0)
        }
    }

    /// What it ended with, which is 128 more than the signal that ended it; nil while it runs.
    var exitCode: Int32? {
        ending.withLock { known in
            if let known { return known }
            var status: Int32 = 0
            guard waitpid(id, &status, WNOHANG) == id else { return nil }
            known = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
            return known
        }
    }

    var isRunning: Bool { exitCode == nil }

    /// Has a program that crashes write where it was: the release build knows no place of Swift's tool for that.
    private static let backtraces: [String: String] = {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let tools = folders.map { "\($0)/../libexec/swift/linux/swift-backtrace-static" }
        guard let tool = tools.first(where: { access($0, X_OK) == 0 }) else { return [:] }
        return ["SWIFT_BACKTRACE": "enable=yes,color=no,threads=all,cache=no,swift-backtrace=\(tool)"]
    }()

    /// The environment of the tests, without what would tell the program anything.
    private static func environment(_ own: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("FEEDHERALD_") && $0.key != "NOTIFY_SOCKET" }
            .merging(backtraces) { own, _ in own }
            .merging(own) { $1 }
    }
}
