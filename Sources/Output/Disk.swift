import Articles
import Foundation
import Glibc

extension CInt {
    /// Writes all of these bytes to this descriptor.
    func write(_ bytes: [UInt8]) throws(POSIXError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(self, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw POSIXError.last }
            rest = rest.dropFirst(count)
        }
    }
}

extension POSIXError {
    /// What `errno` says now.
    static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}

extension Problem {
    /// That something at a path refuses, with what would be right.
    init(_ error: any Error, at path: String) {
        let code = (error as? POSIXError)?.code
        let words: String
        switch code {
        case .ENOSPC, .EDQUOT: words = "the disk is full: make room; what was written before is still there"
        case .EFBIG:
            words =
                "the system lets no file become so large: raise its limit (ulimit -f, LimitFSIZE); what was written before is still there"
        case .EACCES, .EPERM: words = "\(Who.name) may not write here: let that user write into the folder"
        case .EROFS: words = "the disk can only be read: choose another folder, or let it be written"
        case .ENOTDIR, .EEXIST, .EISDIR, .ELOOP:
            words = "a file and a folder want one name: move away what stands there"
        default:
            words = code.map { String(cString: strerror($0.rawValue)).lowercased() } ?? "\(error)"
        }
        self.init(file: path, message: "cannot be written: \(words)")
    }
}

/// Who writes, in words.
enum Who {
    static var name: String {
        getpwuid(geteuid()).map { "the user \(String(cString: $0.pointee.pw_name))" }
            ?? "the user \(geteuid())"
    }
}
