import Glibc

/// A system call's refusal, kept before another call overwrites it.
struct SystemError: Error, Equatable, CustomStringConvertible {
    let code: CInt

    init(_ code: CInt = errno) {
        self.code = code
    }

    /// Whether the name is not there, or one of its folders is not.
    var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether this one file or folder may not be looked at, or is a link where none is expected.
    var isDenial: Bool { code == EACCES || code == EPERM || code == ELOOP || code == ENAMETOOLONG }

    /// Whether there are no watches or descriptors left.
    var isExhaustion: Bool { code == ENOSPC || code == EMFILE || code == ENFILE }

    /// Whether it may go another time: there was no room for it, or the device failed.
    var isPassing: Bool { [EMFILE, ENFILE, ENOMEM, EIO].contains(code) }

    var description: String { String(cString: strerror(code)).lowercased() }
}
