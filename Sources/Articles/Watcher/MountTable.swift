import CLinux
import Foundation
import Glibc

/// The kernel's table of mounts, as this process sees it (`man 5 proc`, `/proc/pid/mountinfo`).
///
/// It is always readable, and has something exceptional when it has changed: a nested epoll descriptor tells that alone.
struct MountTable: ~Copyable {
    private static let path = "/proc/self/mountinfo"
    /// Numbers that no path has: id, parent and device stand before where and what is mounted.
    private static let fieldOfPlace = 4

    private let table: CInt
    /// Readable when the table has changed; whoever listens to it closes it.
    let changes: CInt

    /// Nil where there is no such table.
    init?() {
        table = open(Self.path, O_RDONLY | O_CLOEXEC)
        changes = epoll_create1(CInt(EPOLL_CLOEXEC))
        guard table >= 0, changes >= 0 else { return nil }
        var event = epoll_event()
        event.events = EPOLLPRI.rawValue
        guard epoll_ctl(changes, EPOLL_CTL_ADD, table, &event) == 0 else { return nil }
    }

    deinit {
        close(table)
    }

    /// Has the next change told.
    func settle() {
        var event = epoll_event()
        while epoll_wait(changes, &event, 1, 0) > 0 {}
    }

    /// The mounts above these folders, below them, or of them.
    func mounts(concerning folders: some Collection<String>) -> [String] {
        guard let text = try? String(contentsOfFile: Self.path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").map(String.init).filter { line in
            let fields = line.split(separator: " ", maxSplits: Self.fieldOfPlace + 1)
            guard fields.count > Self.fieldOfPlace else { return false }
            let place = String(fields[Self.fieldOfPlace]).withoutOctals
            return folders.contains { LinkRule.isPath($0, in: place) || LinkRule.isPath(place, in: $0) }
        }
    }
}

extension String {
    /// White space and backslashes stand in the table as three octal digits behind a backslash.
    fileprivate var withoutOctals: String {
        replacing(/\\([0-7]{3})/) { match in
            UInt8(match.1, radix: 8).map { String(UnicodeScalar($0)) } ?? ""
        }
    }
}
