import CLinux
import Foundation
import Glibc

/// The process's memory, where the C library and the kernel leave a choice.
package enum Memory {
    /// Sets the heap up for a daemon.
    ///
    /// Few arenas; and documents that come and go on the heap, instead of in mappings of their own whose pages the
    /// kernel would have to clear each time.
    package static func prepare() {
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, 4 << 20)
        mallopt(M_TRIM_THRESHOLD, 4 << 20)
    }

    /// Gives the operating system back what a large pass has left free, and the code that only a start needs.
    ///
    /// The program's code is mapped from its file, sixteen pages at each fault, until nearly all of it is resident.
    /// What is dropped here is still in the page cache, and comes back page by page where it is needed.
    static func giveBack() {
        malloc_trim(0)
        guard
            let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let maps = FileManager.default.contents(atPath: "/proc/self/maps")
        else { return }
        for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") where line.hasSuffix(program)
        {
            let fields = line.split(separator: " ")
            let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard fields[1] == "r-xp", bounds.count == 2 else { continue }
            let start = UnsafeMutableRawPointer(bitPattern: bounds[0])
            madvise(start, Int(bounds[1] - bounds[0]), MADV_RANDOM)
            madvise(start, Int(bounds[1] - bounds[0]), MADV_DONTNEED)
        }
    }
}
