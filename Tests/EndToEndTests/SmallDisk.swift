import Foundation
import Glibc
import Testing

/// A file system of so many bytes at a place that only those see whom it launches, gone with this value.
///
/// It takes no more than the right to a namespace of one's own, which root has, and on most systems everybody.
final class SmallDisk {
    /// Why it may not be, as those read who find that a test was not run.
    static let reason: Comment =
        "a small file system takes the right to mount, or to have a namespace in which to"

    /// Whether this system lets there be one.
    static let isPossible: Bool = {
        let command = try? Command(program: "unshare", own + ["mount", "-t", "tmpfs", "tmpfs", "/mnt"])
        return command?.code == 0
    }()

    private static let own = ["--map-root-user", "--mount"]

    private let place: String
    private let keeper: Child

    /// Launches a program there, in the process that would be that program's anyway.
    var launcher: [String] {
        ["nsenter", "--target", "\(keeper.id)", "--user", "--mount", "--preserve-credentials"]
    }

    /// The place as those outside see it.
    var path: String { "/proc/\(keeper.id)/root\(place)" }

    init(at place: String, bytes: Int) throws {
        self.place = place
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let words = "mount -t tmpfs -o size=\(bytes) tmpfs \"$0\" && touch \"$0/mounted\" && exec sleep 600"
        keeper = try Child(["unshare"] + Self.own + ["sh", "-c", words, place])
        try eventually("the file system is there") { access(path + "/mounted", F_OK) == 0 }
        unlink(path + "/mounted")
    }

    /// Writes until there is no room any more.
    func fill() throws { _ = try Command(program: "sh", ["-c", "cat /dev/zero >\"$0\"", path + "/filler"]) }

    /// Makes room again.
    func relieve() throws { try FileManager.default.removeItem(atPath: path + "/filler") }
}
