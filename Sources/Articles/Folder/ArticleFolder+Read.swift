import CLinux
import Glibc

extension ArticleFolder {
    /// What came of reading one file.
    package enum Reading<Value> {
        case read(ArticleFile, Value)
        case missing
        /// Somebody writes it: its bytes are worth nothing, and its closing will be heard.
        case changedWhileRead
        case problem(Problem)
        /// The system could not do it now; it is worth another try.
        case hindered(Problem)
    }

    /// What one reading after the other shares.
    package struct Buffer {
        /// Its memory is only lent, so that thousands of files need it once.
        fileprivate var bytes: [UInt8] = []
        /// The folder that was last seen to be reached without a link: most files lie beside the one before.
        fileprivate var plainFolder: Substring?
        /// Only their owner may read files without leaving a time of access, which costs a write for each.
        fileprivate var accessTimeFlag = OPEN_WITHOUT_ACCESS_TIME
        /// Whether a young file that somebody has open for writing counts as changed while it is read.
        package var leavesOpen = false

        package init() {}
    }

    /// Reads a file whole, and hands its bytes to `understand` when they are sure to belong together.
    package func read<Value>(
        _ path: String,
        through buffer: inout Buffer,
        _ understand: (ArticleFile, UnsafeRawBufferPointer) throws -> Value
    ) rethrows -> Reading<Value> {
        switch fill(&buffer, with: path) {
        case .read(let file, let count):
            let value = try buffer.bytes.withUnsafeBytes {
                try understand(file, UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
            return .read(file, value)
        case .missing: return .missing
        case .changedWhileRead: return .changedWhileRead
        case .problem(let problem): return .problem(problem)
        case .hindered(let problem): return .hindered(problem)
        }
    }

    /// Reads a file whole.
    package func read(_ path: String) -> Reading<[UInt8]> {
        var buffer = Buffer()
        return read(path, through: &buffer) { _, bytes in Array(bytes) }
    }

    private func fill(_ buffer: inout Buffer, with path: String) -> Reading<Int> {
        switch open(path, through: &buffer) {
        case .read(let file, let descriptor):
            defer { close(descriptor) }
            // What is written while its closing is waited for shows in the reading.
            if buffer.leavesOpen, file.isYoung, Self.staysOpen(descriptor) { return .changedWhileRead }
            let reading = fill(&buffer.bytes, from: descriptor, of: file)
            if buffer.leavesOpen, file.isYoung, Self.isBeingWritten(descriptor) { return .changedWhileRead }
            return reading
        case .missing: return .missing
        case .changedWhileRead: return .changedWhileRead
        case .problem(let problem): return .problem(problem)
        case .hindered(let problem): return .hindered(problem)
        }
    }

    /// Opens what `look` would take for a file: never a fifo, which would block, and no link out of the folder.
    private func open(_ path: String, through buffer: inout Buffer) -> Reading<CInt> {
        // A link shows itself in the last name by O_NOFOLLOW; the folders on the way are looked at first.
        if !hasLink(in: path, through: &buffer) {
            let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW
            let name = absolute(path)
            var descriptor = Glibc.open(name, flags | buffer.accessTimeFlag)
            if descriptor < 0, errno == EPERM, buffer.accessTimeFlag != 0 {
                buffer.accessTimeFlag = 0
                descriptor = Glibc.open(name, flags)
            }
            if descriptor >= 0 { return check(descriptor, path) }
            let error = SystemError()
            guard error.code == ELOOP else { return explain(error, path) }
        }
        switch look(at: path) {
        case .file: break
        case .missing, .notAnArticle: return .missing
        case .problem(let problem): return .problem(problem)
        }
        let descriptor = Glibc.open(absolute(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        return descriptor >= 0 ? check(descriptor, path) : explain(SystemError(), path)
    }

    private func hasLink(in path: String, through buffer: inout Buffer) -> Bool {
        guard let last = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
        let folder = path[..<last]
        if folder == buffer.plainFolder { return false }
        if hasLink(in: path) { return true }
        buffer.plainFolder = folder
        return false
    }

    private func hasLink(in path: String) -> Bool {
        var slash = path.utf8.firstIndex(of: UInt8(ascii: "/"))
        while let end = slash {
            if let status = try? stat.ofName(absolute(String(path[..<end]))), status.kind == .link {
                return true
            }
            slash = path.utf8[path.utf8.index(after: end)...].firstIndex(of: UInt8(ascii: "/"))
        }
        return false
    }

    private func check(_ descriptor: CInt, _ path: String) -> Reading<CInt> {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = SystemError()
            close(descriptor)
            return .refused(by: error, at: path)
        }
        let file = ArticleFile(path: path, status: status)
        let problem: Problem? =
            switch status.kind {
            case .file: file.size > Self.largestArticle ? .tooLarge(file.size, at: path) : nil
            case .folder: .notAFile("folder", at: path)
            case .link: .notAFile("link", at: path)
            case .special(let word): .notAFile(word, at: path)
            }
        guard let problem else { return .read(file, descriptor) }
        close(descriptor)
        return .problem(problem)
    }

    private func explain<Value>(_ error: SystemError, _ path: String) -> Reading<Value> {
        // A socket cannot be opened at all: ENXIO.
        guard error.isAbsence || error.code == ENXIO else { return .refused(by: error, at: path) }
        return switch look(at: path) {
        case .file: .changedWhileRead
        case .missing, .notAnArticle: .missing
        case .problem(let problem): .problem(problem)
        }
    }

    private func fill(_ buffer: inout [UInt8], from descriptor: CInt, of file: ArticleFile) -> Reading<Int> {
        // One byte more than there should be shows in the same call that nobody has added to the file.
        let capacity = Int(file.size) + 1
        if buffer.count < capacity { buffer = [UInt8](repeating: 0, count: max(capacity, 65_536)) }
        var count = 0
        while count < capacity {
            let step = buffer.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), capacity - count)
            }
            guard step >= 0 else {
                let error = SystemError()
                if error.code == EINTR { continue }
                return .refused(by: error, at: file.path)
            }
            count += step
            // A short read of a plain file is its end.
            if step == 0 || count == Int(file.size) { break }
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, ArticleFile(path: file.path, status: status) == file,
            count == Int(file.size)
        else { return .changedWhileRead }
        return .read(file, count)
    }
}

extension ArticleFolder {
    /// Whether somebody who writes a file goes on doing so.
    ///
    /// That it was closed is told before it is (`__fput` in Linux): who looks at once may come too early.
    private static func staysOpen(_ descriptor: CInt) -> Bool {
        for _ in 0..<closingLooks {
            if !isBeingWritten(descriptor) { return false }
            usleep(closingPause)
        }
        return isBeingWritten(descriptor)
    }

    private static let closingLooks = 6
    /// In microseconds.
    private static let closingPause: UInt32 = 500

    /// Whether a file is open to somebody who writes (`man 2 fcntl`, "Leases"); false also where that cannot be told.
    private static func isBeingWritten(_ descriptor: CInt) -> Bool {
        // The usual signal would end the process; this one is of no account.
        guard fcntl(descriptor, SET_LEASE_SIGNAL, SIGURG) == 0 else { return false }
        if fcntl(descriptor, SET_LEASE, CInt(F_RDLCK)) != 0 { return errno == EAGAIN }
        // Who opens the file for writing waits as long as there is a lease.
        _ = fcntl(descriptor, SET_LEASE, CInt(F_UNLCK))
        return false
    }
}

extension ArticleFile {
    /// Whether it was changed less than two seconds ago; of who keeps a file open without writing nobody waits for the end.
    fileprivate var isYoung: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let age = Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec) - modified
        return age >= 0 && age < 2_000_000_000
    }
}

extension ArticleFolder.Reading {
    fileprivate static func refused(by error: SystemError, at path: String) -> Self {
        let problem = Problem.unreadable(error, at: path)
        return error.isPassing ? .hindered(problem) : .problem(problem)
    }
}
